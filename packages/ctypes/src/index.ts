/** C types as frozen data. */
export type * from "./model.ts";
export type { ScalarLayout, Target } from "./target/target.ts";
export type { Infer } from "./infer/infer.ts";
export type { OwnedPointer, Pointer, PointerTypeOf } from "./infer/pointer.ts";
