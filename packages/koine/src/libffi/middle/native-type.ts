/**
 * libffi's descriptions of values, made from what the engine knows of them. libffi describes structs by their members and
 * knows neither unions nor bit-fields nor packing; a description with the same size and the same classes travels the same
 * way, and that can be made for every value.
 */
import { FfiError } from "@koine/diagnostics";
import type { Target } from "@koine/ctypes";
import { classifyEightbytes } from "@koine/engine";
import type { EightbyteClass, Scalar, SignatureValue, ValueShape } from "@koine/engine";
import { allocateType, allocateTypes, typeOf } from "../low/index.ts";
import type { TypeName, TypePointer } from "../low/index.ts";

/** A description in native memory, and the memory that must live as long. */
export interface NativeType {
  readonly pointer: TypePointer;
  readonly owned: readonly object[];
}

const scalarNames: Readonly<Record<Scalar, TypeName>> = {
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
 * Gives the description of a value.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE` for an empty struct, which libffi cannot pass.
 */
export function nativeTypeOf(value: SignatureValue | "void", target: Target): NativeType {
  if (value === "void") return ofName("void");
  if (typeof value === "string") return ofName(scalarNames[value]);
  switch (value.kind) {
    case "integer":
      return ofName(integerName(value));
    case "float":
      return ofName(floatName(value.byteLength));
    case "complex":
      return ofName(complexName(value.byteLength));
    case "aggregate":
      return aggregateType(value, target);
    default:
      return value.kind satisfies never;
  }
}

/** Gives the description of a result: of x87 results libffi knows only the `long double` itself, which a struct of one equals. */
export function nativeResultTypeOf(result: SignatureValue | "void", target: Target): NativeType {
  if (isEmptyValue(result)) return ofName("void");
  const isAggregate = typeof result === "object" && result.kind === "aggregate";
  if (isAggregate && target.architecture === "x64" && classifyEightbytes(result)[0] === "X87")
    return ofName("longdouble");
  return nativeTypeOf(result, target);
}

function ofName(name: TypeName): NativeType {
  return { pointer: typeOf(name), owned: [] };
}

function integerName({ byteLength, isSigned }: ValueShape): TypeName {
  return `${isSigned ? "s" : "u"}int${byteLength * 8}` as TypeName;
}

function floatName(byteLength: number): TypeName {
  if (byteLength > 8) return "longdouble";
  return byteLength === 4 ? "float" : "double";
}

function complexName(byteLength: number): TypeName {
  if (byteLength > 16) return "complex_longdouble";
  return byteLength === 8 ? "complex_float" : "complex_double";
}

/** Tells whether a value has no bytes: a struct without members. */
export function isEmptyValue(value: SignatureValue | "void"): boolean {
  return typeof value === "object" && value.byteLength === 0;
}

/** Size and alignment are given, so that libffi reads the elements only for their classes. */
function aggregateType(shape: ValueShape, target: Target): NativeType {
  if (shape.byteLength === 0) {
    throw new FfiError("FFI_DECLARATION_TYPE", "libffi cannot pass an empty struct", {
      hint: "leave the parameter out: an empty struct has no bytes",
      details: { status: "FFI_BAD_TYPEDEF" },
    });
  }
  const natural = naturalElements(shape);
  if (natural !== undefined) return structType(shape, natural);
  return structType(shape, target.architecture === "x64" ? eightbyteElements(shape) : homogeneousElements(shape));
}

/** The scalars of a value, where libffi finds each where it is: no unions, no bit-fields, no padding but C's own. */
function naturalElements({ leaves, byteLength, alignment }: ValueShape): readonly NativeType[] | undefined {
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
    return ofName(isInteger ? (`uint${bitWidth}` as TypeName) : floatName(bitWidth / 8));
  });
}

function structType(
  { byteLength, alignment }: Pick<ValueShape, "byteLength" | "alignment">,
  elements: readonly NativeType[],
): NativeType {
  const array = allocateTypes(elements.map(({ pointer }) => pointer));
  const pointer = allocateType({ size: byteLength, alignment, elements: array });
  return { pointer, owned: [pointer, array, ...elements.flatMap(({ owned }) => owned)] };
}

/** One element per eightbyte, of its class. @see System V x86-64 psABI 3.2.3 */
function eightbyteElements(shape: ValueShape): readonly NativeType[] {
  const classes = classifyEightbytes(shape);
  // libffi puts every struct of more than 32 bytes in memory, and with it the one around it.
  if (classes === "MEMORY") return [structType({ byteLength: 64, alignment: 1 }, [ofName("uint64")])];
  return classes.flatMap((kind, index) => elementOf(kind, shape.byteLength - index * 8));
}

function elementOf(kind: EightbyteClass, remaining: number): readonly NativeType[] {
  switch (kind) {
    case "INTEGER":
      return [ofName("uint64")];
    case "SSE":
      return [ofName(remaining === 4 ? "float" : "double")];
    case "X87":
      return [ofName("longdouble")];
    case "COMPLEX_X87":
      return [ofName("complex_longdouble")];
    case "NO_CLASS":
      return [structType({ byteLength: 8, alignment: 8 }, [])];
    case "X87UP":
      return [];
    default:
      return kind satisfies never;
  }
}

/** Elsewhere only homogeneous floating-point aggregates differ from bytes. @see AAPCS64 6.8.2 */
function homogeneousElements({ byteLength, homogeneous }: ValueShape): readonly NativeType[] {
  if (homogeneous === undefined) return Array.from({ length: Math.ceil(byteLength / 8) }, () => ofName("uint64"));
  return Array.from({ length: homogeneous.count }, () => ofName(floatName(homogeneous.byteLength)));
}
