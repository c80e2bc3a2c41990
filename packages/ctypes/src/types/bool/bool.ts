/** C's `bool`. */
import type { BoolType } from "../../model.ts";

/** `bool` (`_Bool`), one byte; `true` or `false` in JavaScript. */
export const bool: BoolType = Object.freeze({ kind: "bool" });
