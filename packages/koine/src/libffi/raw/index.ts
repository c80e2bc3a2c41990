/**
 * The entry point `koine/libffi/raw`: the C interface of libffi one to one, with C's names. `npm run bind-libffi` makes
 * `ffi.gen.ts` from libffi's header; an interface in the manner of JavaScript is in `../low`.
 */
export * from "./ffi.gen.ts";
