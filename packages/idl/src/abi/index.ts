/** The C ABI stage. */
export type * from "./abi-model.ts";
export type * from "./c-type.ts";
