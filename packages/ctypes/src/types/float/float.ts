/** The real floating types. */
import type { FloatName, FloatType } from "../../model.ts";

function makeFloat<TName extends FloatName>(name: TName): FloatType<TName> {
  return Object.freeze({ kind: "float", name });
}

/** IEEE 754 binary32; a `number`, rounded when it goes to C. */
export const float: FloatType<"float"> = makeFloat("float");
/** IEEE 754 binary64; a `number`. */
export const double: FloatType<"double"> = makeFloat("double");
/** The target's `long double` (80-bit, 128-bit or the same as `double`); a `number`, rounded when it comes from C. */
export const longdouble: FloatType<"long double"> = makeFloat("long double");
