/**
 * The entry point `koine/libffi/high`: calls and closures typed by descriptors. Values cross as everywhere in Koine; how
 * libffi does it is in `../middle`.
 */
export { bind, call } from "./call.ts";
export type { BindOptions } from "./call.ts";
export { closure, closureOnce } from "./closure.ts";
export type { TypedClosure, TypedClosureOptions } from "./closure.ts";
export { CodePtr } from "../middle/code-pointer.ts";
export type { CodeAddress } from "../middle/code-pointer.ts";
