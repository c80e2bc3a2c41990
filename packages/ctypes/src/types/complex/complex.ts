/** The complex floating types. */
import type { ComplexType, FloatName, FloatType } from "../../model.ts";
import { double, float } from "../float/float.ts";

function makeComplex<TName extends FloatName>(component: FloatType<TName>): ComplexType<TName> {
  return Object.freeze({ kind: "complex", component });
}

/** `float _Complex`: `{ real, imaginary }` in JavaScript. */
export const complexFloat: ComplexType<"float"> = makeComplex(float);
/** `double _Complex`: `{ real, imaginary }` in JavaScript. */
export const complexDouble: ComplexType<"double"> = makeComplex(double);
