/**
 * Random signatures as plain data, which can be shrunk and handed to another process. Types come from the generator of the
 * engine's tests; how parameters are passed, and what becomes of a shape, is decided here.
 */
import { layoutOf } from "@koine/ctypes";
import type { CallbackType, CType, FunctionType } from "@koine/ctypes";
import { c, currentBackend } from "koine";
import fc from "fast-check";
import { arbitraryShapes, createTypes } from "#oracle/random-signature";
import type { TypeShape } from "#oracle/random-signature";

/**
 * How a parameter is passed: its value, or as a pointer to it: from `allocate`, by `c.out`, or by `c.inout`. `text` is a
 * string and `bytes` is a `Uint8Array`, for both of which the type means nothing.
 */
export type Passing = "value" | "pointer" | "out" | "inout" | "text" | "bytes";

/** One parameter. */
export interface ParameterShape {
  readonly passing: Passing;
  readonly type: TypeShape;
}

/** One function. */
export interface SignatureShape {
  readonly parameters: readonly ParameterShape[];
  readonly result: TypeShape | "void" | "text";
  /** Parameters that are declared; those after them are passed behind the `...` of a variadic function. */
  readonly fixedCount?: number | undefined;
}

/** Bytes that strings and byte arrays of tests may have, with the NUL. */
export const textByteLength = 64;

// Strings are a way of passing here.
const isOffered = (type: CType): boolean => type.kind !== "string";
// What ends in a flexible array cannot be passed by value.
const shapes = arbitraryShapes({ hasScalar: isOffered, maximumAlignment: 64, isFlexible: false });
// gcc 12 reads a struct of 16 bytes and that alignment as if the save area of `va_arg` kept registers in aligned pairs, and crashes.
const extraShapes = arbitraryShapes({ hasScalar: isOffered, maximumAlignment: 8, isFlexible: false });

const parameter: fc.Arbitrary<ParameterShape> = fc.record({
  passing: fc.oneof(
    { weight: 14, arbitrary: fc.constant("value" as const) },
    { weight: 5, arbitrary: fc.constantFrom("pointer", "out", "inout", "text", "bytes") },
  ),
  type: shapes.value,
});
const scalarParameter = fc.record({ passing: fc.constant("value" as const), type: shapes.scalar });
const fixedSignature: fc.Arbitrary<SignatureShape> = fc.record({
  parameters: fc.oneof(
    { weight: 30, arbitrary: fc.array(parameter, { maxLength: 6, size: "max" }) },
    { weight: 20, arbitrary: fc.array(parameter, { maxLength: 24, size: "max" }) },
    { weight: 20, arbitrary: fc.array(scalarParameter, { maxLength: 12, size: "max" }) },
    { weight: 2, arbitrary: fc.array(scalarParameter, { maxLength: 127, size: "max" }) },
    { weight: 1, arbitrary: fc.array(scalarParameter, { minLength: 127, maxLength: 127 }) },
  ),
  result: fc.oneof({ weight: 1, arbitrary: fc.constantFrom("void", "text") }, { weight: 5, arbitrary: shapes.value }),
});

// C has no types behind the `...`, and so no pointers that it could be told to write through.
const extra: fc.Arbitrary<ParameterShape> = fc.record({
  passing: fc.oneof(
    { weight: 6, arbitrary: fc.constant("value" as const) },
    { weight: 1, arbitrary: fc.constantFrom("text", "bytes") },
  ),
  type: extraShapes.value,
});
const variadicSignature: fc.Arbitrary<SignatureShape> = fc
  .record({
    fixed: fc.array(parameter, { minLength: 1, maxLength: 6, size: "max" }),
    extras: fc.array(extra, { maxLength: 12, size: "max" }),
    result: shapes.value,
  })
  .map(({ fixed, extras, result }) => ({ parameters: [...fixed, ...extras], result, fixedCount: fixed.length }));
const signature: fc.Arbitrary<SignatureShape> = fc.oneof(
  { weight: 5, arbitrary: fixedSignature },
  { weight: 1, arbitrary: variadicSignature },
);

/** Gives random signatures; the same ones for the same seed. */
export function sampleSignatures(seed: number, count: number): readonly SignatureShape[] {
  return fc.sample(signature, { seed, numRuns: count });
}

/** A parameter with its descriptor, and its place in the memory through which C and JavaScript compare. */
export interface Parameter {
  readonly passing: Passing;
  /** Type of the value itself. */
  readonly type: CType;
  /** Whether it is behind the `...` of a variadic function. */
  readonly isExtra: boolean;
  readonly byteOffset: number;
  readonly byteLength: number;
}

/** A signature with descriptors. */
export interface Signature {
  readonly parameters: readonly Parameter[];
  /** Type of the result; a string is `c.string`. */
  readonly result: CType;
  readonly resultByteLength: number;
  /** Bytes that all parameters take. */
  readonly byteLength: number;
  /** C declarations of its structs and unions. */
  readonly text: string;
  readonly functionType: FunctionType;
  /** A function that takes what C passes, with pointers as they are. */
  readonly callbackType: CallbackType;
  /** The same on the caller's stack. */
  readonly callerCallbackType: CallbackType;
}

const placeAlignment = 64;

/** Turns a shape into descriptors. `index` makes the names of its structs unique. */
export function describeSignature(shape: SignatureShape, index: number): Signature {
  const types = createTypes(`s${index}_`, { struct: c.struct, union: c.union });
  let byteLength = 0;
  const { fixedCount = shape.parameters.length } = shape;
  const parameters = shape.parameters.map(({ passing, type: typeShape }, at): Parameter => {
    const type = types.describe(typeShape);
    const own = passing === "text" || passing === "bytes" ? textByteLength : sizeOf(type);
    const byteOffset = byteLength;
    byteLength += Math.ceil(own / placeAlignment) * placeAlignment;
    return { passing, type, isExtra: at >= fixedCount, byteOffset, byteLength: own };
  });
  const result = describeResult(shape.result, types.describe);
  const passed = parameters.map(({ passing, type }) => (passing === "value" ? type : c.pointer(c.void)));
  return {
    parameters,
    result,
    resultByteLength: result.kind === "void" ? 0 : result.kind === "string" ? textByteLength : sizeOf(result),
    byteLength,
    text: types.text(),
    functionType: c.fn(parameters.slice(0, fixedCount).map(parameterType), result, {
      variadic: shape.fixedCount !== undefined,
    }),
    callbackType: c.callback(passed, result),
    callerCallbackType: c.callback(passed, result, { stack: "caller" }),
  };
}

function describeResult(shape: SignatureShape["result"], describe: (shape: TypeShape) => CType): CType {
  if (shape === "void") return c.void;
  return shape === "text" ? c.string : describe(shape);
}

function parameterType({ passing, type }: Parameter): CType {
  switch (passing) {
    case "value":
      return type;
    case "pointer":
      return c.pointer(type);
    case "out":
      return c.out(type);
    case "inout":
      return c.inout(type);
    case "text":
      return c.string;
    case "bytes":
      return c.bytes;
    default:
      return passing satisfies never;
  }
}

/** Gives the size of a type, in bytes. */
export function sizeOf(type: CType): number {
  return layoutOf(type, currentBackend().target).byteLength;
}
