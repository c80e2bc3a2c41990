/**
 * libffi's descriptions of values as data, made from what the engine knows of them. libffi describes structs by their members
 * and knows neither unions nor bit-fields nor packing; a description with the same size and the same classes travels the same
 * way, and that can be made for every value. Which memory holds a description is the business of those who use it.
 */
import { FfiError } from "@koine/diagnostics";
import type { Target } from "@koine/ctypes";
import { classifyEightbytes } from "../classify/eightbyte-class.ts";
import type { EightbyteClass } from "../classify/eightbyte-class.ts";
import type { ValueShape } from "../classify/value-shape.ts";
import type { Scalar, SignatureValue } from "../signature/scalar-signature.ts";

/** The types that libffi exports and that values need, without the prefix `ffi_type_`. */
export type LibffiTypeName =
  | "void"
  | "uint8"
  | "sint8"
  | "uint16"
  | "sint16"
  | "uint32"
  | "sint32"
  | "uint64"
  | "sint64"
  | "float"
  | "double"
  | "longdouble"
  | "pointer"
  | "complex_float"
  | "complex_double"
  | "complex_longdouble";

/** A description: one of libffi's own types, or a struct whose size and alignment are given. */
export type LibffiType =
  | { readonly kind: "basic"; readonly name: LibffiTypeName }
  | {
      readonly kind: "struct";
      readonly byteLength: number;
      readonly alignment: number;
      readonly elements: readonly LibffiType[];
    };

const scalarNames: Readonly<Record<Scalar, LibffiTypeName>> = {
  bool: "uint8",
  i8: "sint8",
  u8: "uint8",
  i16: "sint16",
  u16: "uint16",
  i32: "sint32",
  u32: "uint32",
  i64: "sint64",
  u64: "uint64",
  f32: "float",
  f64: "double",
  pointer: "pointer",
};

/**
 * Describes a value.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE` for an empty struct, `FFI_UNSUPPORTED` for vectors and structs with vectors, which libffi
 *   cannot pass.
 */
export function describeLibffiType(value: SignatureValue | "void", target: Target): LibffiType {
  if (value === "void") return basic("void");
  if (typeof value === "string") return basic(scalarNames[value]);
  switch (value.kind) {
    case "integer":
      return basic(`${value.isSigned ? "s" : "u"}int${value.byteLength * 8}` as LibffiTypeName);
    case "float":
      return basic(floatName(value.byteLength));
    case "complex":
      return basic(complexName(value.byteLength));
    case "vector":
      throw noVector();
    case "aggregate":
      if (hasVector(value)) throw noVector();
      return describeAggregate(value, target);
    default:
      return value.kind satisfies never;
  }
}

/** Describes a result: of x87 results libffi knows only the `long double` itself, which a struct of one equals. */
export function describeLibffiResult(result: SignatureValue | "void", target: Target): LibffiType {
  if (isEmptyValue(result)) return basic("void");
  const isAggregate = typeof result === "object" && result.kind === "aggregate";
  if (isAggregate && target.architecture === "x64" && classifyEightbytes(result)[0] === "X87")
    return basic("longdouble");
  return describeLibffiType(result, target);
}

/** Tells whether a value has no bytes: a struct without members. */
export function isEmptyValue(value: SignatureValue | "void"): boolean {
  return typeof value === "object" && value.byteLength === 0;
}

function basic(name: LibffiTypeName): LibffiType {
  return { kind: "basic", name };
}

/** Tells whether a value is a vector, or a struct with one. */
export function hasVector(value: SignatureValue | "void"): boolean {
  return typeof value === "object" && value.leaves.some(({ kind }) => kind === "vector");
}

function noVector(): FfiError {
  return new FfiError("FFI_UNSUPPORTED", "libffi cannot pass vectors", {
    hint: "pass a pointer to it",
    details: { capability: "vectors" },
  });
}

function floatName(byteLength: number): LibffiTypeName {
  if (byteLength > 8) return "longdouble";
  return byteLength === 4 ? "float" : "double";
}

function complexName(byteLength: number): LibffiTypeName {
  if (byteLength > 16) return "complex_longdouble";
  return byteLength === 8 ? "complex_float" : "complex_double";
}

/** Size and alignment are given, so that libffi reads the elements only for their classes. */
function describeAggregate(shape: ValueShape, target: Target): LibffiType {
  if (shape.byteLength === 0) {
    throw new FfiError("FFI_DECLARATION_TYPE", "libffi cannot pass an empty struct", {
      hint: "leave the parameter out: an empty struct has no bytes",
      details: { status: "FFI_BAD_TYPEDEF" },
    });
  }
  const natural = naturalElements(shape);
  if (natural !== undefined) return struct(shape, natural);
  return struct(shape, target.architecture === "x64" ? eightbyteElements(shape) : homogeneousElements(shape));
}

function struct(
  { byteLength, alignment }: Pick<ValueShape, "byteLength" | "alignment">,
  elements: readonly LibffiType[],
): LibffiType {
  return { kind: "struct", byteLength, alignment, elements };
}

/** The scalars of a value, where libffi finds each where it is: no unions, no bit-fields, no padding but C's own. */
function naturalElements({ leaves, byteLength, alignment }: ValueShape): readonly LibffiType[] | undefined {
  let end = 0;
  let largest = 1;
  for (const leaf of leaves) {
    const start = Math.ceil(end / leaf.alignment) * leaf.alignment;
    if (leaf.kind === "bit-field" || leaf.kind === "padding" || leaf.bitOffset !== start * 8) return undefined;
    end = start + leaf.bitWidth / 8;
    largest = Math.max(largest, leaf.alignment);
  }
  if (largest !== alignment || Math.ceil(end / alignment) * alignment !== byteLength) return undefined;
  return leaves.map(({ kind, bitWidth }) => {
    const isInteger = kind === "integer" || kind === "bool";
    return basic(isInteger ? (`uint${bitWidth}` as LibffiTypeName) : floatName(bitWidth / 8));
  });
}

/** One element per eightbyte, of its class. @see System V x86-64 psABI 3.2.3 */
function eightbyteElements(shape: ValueShape): readonly LibffiType[] {
  const classes = classifyEightbytes(shape);
  // libffi puts every struct of more than 32 bytes in memory, and with it the one around it.
  if (classes === "MEMORY") return [struct({ byteLength: 64, alignment: 1 }, [basic("uint64")])];
  return classes.flatMap((kind, index) => elementOf(kind, shape.byteLength - index * 8));
}

function elementOf(kind: EightbyteClass, remaining: number): readonly LibffiType[] {
  switch (kind) {
    case "INTEGER":
      return [basic("uint64")];
    case "SSEUP":
    case "SSE":
      return [basic(remaining === 4 ? "float" : "double")];
    case "X87":
      return [basic("longdouble")];
    case "COMPLEX_X87":
      return [basic("complex_longdouble")];
    case "NO_CLASS":
      return [struct({ byteLength: 8, alignment: 8 }, [])];
    case "X87UP":
      return [];
    default:
      return kind satisfies never;
  }
}

/** Elsewhere only homogeneous floating-point aggregates differ from bytes. @see AAPCS64 6.8.2 */
function homogeneousElements({ byteLength, homogeneous }: ValueShape): readonly LibffiType[] {
  if (homogeneous === undefined) return Array.from({ length: Math.ceil(byteLength / 8) }, () => basic("uint64"));
  return Array.from({ length: homogeneous.count }, () => basic(floatName(homogeneous.byteLength)));
}
