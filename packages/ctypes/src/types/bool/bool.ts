/** C's `bool`. */
import type { BoolType } from "../../model.ts";
import { makeCallable } from "../typed/typed.ts";
import type { TypedValue } from "../typed/typed.ts";

/** `bool`, which, called with a value, types it for the `...` of a variadic function. */
export interface CallableBoolType extends BoolType {
  (value: boolean): TypedValue<BoolType>;
}

/** `bool` (`_Bool`), one byte; `true` or `false` in JavaScript. */
export const bool: CallableBoolType = makeCallable<BoolType>({ kind: "bool" }, {}, "bool");
