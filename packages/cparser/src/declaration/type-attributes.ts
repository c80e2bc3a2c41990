/**
 * What attributes do to the type of a declaration: vectors, machine modes and calling conventions.
 */
import type { Target } from "@koine/ctypes";
import type { Token } from "../lex/token.ts";
import { basicType } from "./basic-types.ts";
import type { DeclarationParts, VectorAttribute } from "./declaration-parts.ts";
import { ParseFailure } from "./parser.ts";
import { noQualifiers, qualifyType, bitsOfQualifiers } from "./qualifiers.ts";
import { isSignedInteger, layoutOfType, resolveTypedefs } from "./type-layout.ts";
import type { DeclaredConvention, DeclaredFloatName, DeclaredIntegerName, DeclaredType } from "./type-model.ts";

/**
 * Applies the attributes in `parts` to a declared type, and takes those away that are used up. Without a target nothing has a size:
 * vectors keep what was asked for, and machine modes are not known.
 */
export function applyTypeAttributes(
  type: DeclaredType,
  parts: DeclarationParts,
  target: Target | undefined,
): DeclaredType {
  let result = type;
  // A vector's mode is that of its elements.
  if (parts.mode !== undefined) {
    const { mode } = parts;
    result = mapInnermost(result, (base) => withMode(base, mode, target));
    parts.mode = undefined;
  }
  if (parts.vector !== undefined) {
    const { vector } = parts;
    result = mapInnermost(result, (element) => vectorOf(element, vector, target));
    parts.vector = undefined;
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

function vectorOf(type: DeclaredType, vector: VectorAttribute, target: Target | undefined): DeclaredType {
  const { attribute, value, place } = vector;
  const { qualifiers } = type;
  const element = type.qualifiers === noQualifiers ? type : { ...type, qualifiers: noQualifiers };
  if (target === undefined) {
    return { kind: "vector", element, length: 0, byteLength: 0, requested: vector, qualifiers };
  }
  const elementLength = layoutOfType(element, target)?.byteLength ?? 0;
  if (attribute === "vector_size") {
    assertVector(element, value / elementLength, place);
    return { kind: "vector", element, length: value / elementLength, byteLength: value, qualifiers };
  }
  // OpenCL vectors of three are as large as those of four.
  const byteLength = (value === 3 ? 4 : value) * elementLength;
  return { kind: "vector", element, length: value, byteLength, qualifiers };
}

const vectorElements: ReadonlySet<DeclaredType["kind"]> = new Set(["integer", "float", "enum", "pointer"]);

/** @see GCC manual, "Vector Extensions" */
function assertVector(element: DeclaredType, length: number, place: Token): void {
  const code = "cparser/invalid-type";
  const { kind } = resolveTypedefs(element);
  if (kind !== "unsupported" && !vectorElements.has(kind))
    throw new ParseFailure(place, "the elements of a vector are integers, floating numbers or pointers", { code });
  if (!(length >= 1 && Number.isInteger(Math.log2(length))))
    throw new ParseFailure(place, "the size of a vector must be that of 1, 2, 4, 8, … elements", { code });
}

type ModeType = { readonly integer: DeclaredIntegerName } | { readonly float: DeclaredFloatName; complex?: true };

/** @see GCC internals, "Machine Modes" */
function typeOfMode(mode: string, target: Target): ModeType | undefined {
  const wide: DeclaredIntegerName = target.long.byteLength === 8 ? "long" : "long long";
  switch (mode) {
    case "QI":
    case "byte":
      return { integer: "signed char" };
    case "HI":
      return { integer: "short" };
    case "SI":
      return { integer: "int" };
    case "DI":
      return { integer: wide };
    case "TI":
      return { integer: "__int128" };
    case "word":
    case "pointer":
    case "unwind_word":
      return { integer: target.pointer.byteLength === 4 ? "int" : wide };
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

function withMode(type: DeclaredType, mode: string, target: Target | undefined): DeclaredType {
  const found = target === undefined ? undefined : typeOfMode(mode, target);
  const bits = bitsOfQualifiers(type.qualifiers);
  if (found === undefined || target === undefined) {
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
export function withConvention(type: DeclaredType, convention: DeclaredConvention): DeclaredType {
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
