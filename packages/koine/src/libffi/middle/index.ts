/**
 * The entry point `koine/libffi/middle`: call interfaces, types and closures that own their memory. Values are checked; that a
 * signature is the function's own is not, and types are put together at run time. With static types: `../high`.
 */
export type { Abi, AbiName } from "../low/index.ts";
export { Arg, arg } from "./argument.ts";
export { Builder } from "./builder.ts";
export { Cif } from "./cif.ts";
export type { CifOptions } from "./cif.ts";
export { Closure, ClosureOnce } from "./closure.ts";
export type { ClosureFunction, ClosureOptions, ClosureSignature } from "./closure.ts";
export { CodePtr } from "./code-pointer.ts";
export type { CodeAddress } from "./code-pointer.ts";
export { Type } from "./type.ts";
