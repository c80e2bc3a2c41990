/** C's `void`: no value. */
import type { VoidType } from "../../model.ts";

/** No value: the result of a function that returns nothing, or the target of an untyped pointer. */
export const voidType: VoidType = Object.freeze({ kind: "void" });
