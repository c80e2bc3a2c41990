/**
 * What attributes do to the type of a declaration: vectors, machine modes and calling conventions.
 */
import type { Target } from "@koine/ctypes";
import { basicType } from "./basic-types.ts";
import type { DeclarationParts } from "./declaration-parts.ts";
import { noQualifiers, qualifyType, bitsOfQualifiers } from "./qualifiers.ts";
import { isSignedInteger, layoutOfType, resolveTypedefs } from "./type-layout.ts";
import type { CallingConvention, DeclaredFloatName, DeclaredIntegerName, DeclaredType } from "./type-model.ts";

/** Applies the attributes in `parts` to a declared type, and takes those away that are used up. */
export function applyTypeAttributes(
  type: DeclaredType,
  parts: DeclarationParts,
  target: Target | undefined,
): DeclaredType {
  let result = type;
  if (parts.vector !== undefined && target !== undefined) {
    const { attribute, value } = parts.vector;
    result = mapInnermost(result, (element) => vectorOf(element, { attribute, value, target }));
    parts.vector = undefined;
  }
  if (parts.mode !== undefined && target !== undefined) {
    const { mode } = parts;
    result = mapInnermost(result, (base) => withMode(base, mode, target));
    parts.mode = undefined;
  }
  const convention = parts.attributes?.convention;
  return convention === undefined || convention === "c" ? result : withConvention(result, convention);
}

/** Rebuilds pointers, arrays and functions around another innermost type, as GCC does for these attributes. */
function mapInnermost(type: DeclaredType, map: (type: DeclaredType) => DeclaredType): DeclaredType {
  switch (type.kind) {
    case "pointer":
      return { ...type, target: mapInnermost(type.target, map) };
    case "array":
      return { ...type, element: mapInnermost(type.element, map) };
    case "function":
      return { ...type, result: mapInnermost(type.result, map) };
    default:
      return map(type);
  }
}

interface VectorOptions {
  readonly attribute: "vector_size" | "ext_vector_type";
  readonly value: number;
  readonly target: Target;
}

function vectorOf(element: DeclaredType, options: VectorOptions): DeclaredType {
  const elementLength = layoutOfType(element, options.target)?.byteLength ?? 0;
  if (options.attribute === "vector_size") {
    const length = elementLength === 0 ? 0 : options.value / elementLength;
    return { kind: "vector", element, length, byteLength: options.value, qualifiers: noQualifiers };
  }
  // OpenCL vectors of three are as large as those of four.
  const byteLength = (options.value === 3 ? 4 : options.value) * elementLength;
  return { kind: "vector", element, length: options.value, byteLength, qualifiers: noQualifiers };
}

type ModeType = { readonly integer: DeclaredIntegerName } | { readonly float: DeclaredFloatName; complex?: true };

/** @see GCC internals, "Machine Modes" */
function typeOfMode(mode: string, target: Target): ModeType | undefined {
  const word: DeclaredIntegerName = target.long.byteLength === target.pointer.byteLength ? "long" : "long long";
  switch (mode) {
    case "QI":
    case "byte":
      return { integer: "signed char" };
    case "HI":
      return { integer: "short" };
    case "SI":
      return { integer: "int" };
    case "DI":
      return { integer: target.long.byteLength === 8 ? "long" : "long long" };
    case "TI":
      return { integer: "__int128" };
    case "word":
    case "pointer":
    case "unwind_word":
      return { integer: word };
    case "HF":
      return { float: "_Float16" };
    case "SF":
    case "SC":
      return { float: "float", ...(mode === "SC" ? { complex: true } : {}) };
    case "DF":
    case "DC":
      return { float: "double", ...(mode === "DC" ? { complex: true } : {}) };
    case "XF":
    case "XC":
      return { float: "long double", ...(mode === "XC" ? { complex: true } : {}) };
    case "TF":
    case "TC":
      return { float: "_Float128", ...(mode === "TC" ? { complex: true } : {}) };
    default:
      return undefined;
  }
}

function withMode(type: DeclaredType, mode: string, target: Target): DeclaredType {
  const found = typeOfMode(mode, target);
  const bits = bitsOfQualifiers(type.qualifiers);
  if (found === undefined) {
    const reason = `machine mode "${mode}" is not known`;
    const { qualifiers } = type;
    return {
      kind: "unsupported",
      text: `mode(${mode})`,
      reason,
      byteLength: undefined,
      alignment: undefined,
      qualifiers,
    };
  }
  if ("float" in found) {
    const complex: DeclaredType = { kind: "complex", component: found.float, qualifiers: noQualifiers };
    return found.complex === true ? qualifyType(complex, bits) : basicType(found.float, bits);
  }
  const resolved = resolveTypedefs(type);
  const isSigned = resolved.kind !== "integer" || isSignedInteger(resolved.name, target);
  const name = found.integer;
  if (isSigned) return basicType(name, bits);
  return basicType(name === "signed char" ? "unsigned char" : (`unsigned ${name}` as DeclaredIntegerName), bits);
}

/** Gives the function that a declaration is about (directly or behind pointers) a calling convention. */
function withConvention(type: DeclaredType, convention: CallingConvention): DeclaredType {
  switch (type.kind) {
    case "function":
      return { ...type, convention };
    case "pointer":
      return { ...type, target: withConvention(type.target, convention) };
    case "array":
      return { ...type, element: withConvention(type.element, convention) };
    default:
      return type;
  }
}
