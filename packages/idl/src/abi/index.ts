/** The C ABI stage. */
export type * from "./abi-model.ts";
export type * from "./c-type.ts";
export { createSymbolNames } from "./symbol-names.ts";
export type { ModulePath, SymbolNames } from "./symbol-names.ts";
