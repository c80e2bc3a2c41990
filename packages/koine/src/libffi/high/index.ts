/**
 * The entry point `koine/libffi/high`: calls and closures typed by descriptors. Values cross as everywhere in Koine; how
 * libffi does it is in `../middle`.
 */
export { bind, call } from "./call.ts";
export type { BindOptions, CodeAddress } from "./call.ts";
