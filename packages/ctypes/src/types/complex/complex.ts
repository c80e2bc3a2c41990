/** The complex floating types. */
import type { Complex } from "../../infer/infer.ts";
import type { ComplexType, FloatName, FloatType } from "../../model.ts";
import { double, float, longdouble } from "../float/float.ts";
import { makeCallable } from "../typed/typed.ts";
import type { TypedValue } from "../typed/typed.ts";

/** A complex type that, called with a number, types it for the `...` of a variadic function. */
export interface CallableComplexType<TName extends FloatName = FloatName> extends ComplexType<TName> {
  (value: Complex): TypedValue<ComplexType<TName>>;
}

function makeComplex<TName extends FloatName>(component: FloatType<TName>): CallableComplexType<TName> {
  const data: ComplexType<TName> = { kind: "complex", component };
  // All of them accept the same; TypeScript does not see that of a generic one.
  return makeCallable(data, {}, `${component.name} _Complex`) as unknown as CallableComplexType<TName>;
}

/** `float _Complex`: `{ real, imaginary }` in JavaScript. */
export const complexFloat: CallableComplexType<"float"> = makeComplex(float);
/** `double _Complex`: `{ real, imaginary }` in JavaScript. */
export const complexDouble: CallableComplexType<"double"> = makeComplex(double);
/** `long double _Complex`: `{ real, imaginary }` in JavaScript, both rounded when they come from C. */
export const complexLongDouble: CallableComplexType<"long double"> = makeComplex(longdouble);
