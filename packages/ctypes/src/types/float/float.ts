/** The real floating types. */
import type { FloatName, FloatType } from "../../model.ts";
import { makeCallable } from "../typed/typed.ts";
import type { TypedValue } from "../typed/typed.ts";

/** A floating type that, called with a number, types it for the `...` of a variadic function: `c.double(0.5)`. */
export interface CallableFloatType<TName extends FloatName = FloatName> extends FloatType<TName> {
  (value: number): TypedValue<FloatType<TName>>;
}

function makeFloat<TName extends FloatName>(name: TName): CallableFloatType<TName> {
  // All of them accept the same; TypeScript does not see that of a generic one.
  return makeCallable<FloatType<TName>>({ kind: "float", name }, {}, name) as unknown as CallableFloatType<TName>;
}

/** IEEE 754 binary32; a `number`, rounded when it goes to C. */
export const float: CallableFloatType<"float"> = makeFloat("float");
/** IEEE 754 binary64; a `number`. */
export const double: CallableFloatType<"double"> = makeFloat("double");
/** The target's `long double` (80-bit, 128-bit or the same as `double`); a `number`, rounded when it comes from C. */
export const longdouble: CallableFloatType<"long double"> = makeFloat("long double");
