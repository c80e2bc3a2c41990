/** Types of the C front end as types of the spec. */
import type { DeclaredConvention, DeclaredFunction, DeclaredType, DeclaredTypedef, Qualifiers } from "@koine/cparser";
import { hasForeignConvention, isForeignConvention, resolveTypedefs } from "@koine/cparser";
import type { Target } from "@koine/ctypes";
import { integerNames } from "../spec/type-model.ts";
import type { SpecConvention, SpecIntegerName, SpecQualifier, SpecType } from "../spec/type-model.ts";
import type { EntityNames } from "./record-names.ts";

/** What types are lowered with. */
export interface TypeScope {
  readonly names: EntityNames;
  readonly target: Target;
}

/** Integer types that C headers define and that every program knows by name; they stay symbolic. */
const standardIntegers: ReadonlySet<string> = new Set(
  integerNames.filter((name) => name.endsWith("_t")).concat("ssize_t"),
);

/** Lowers a type. */
export function lowerType(type: DeclaredType, scope: TypeScope): SpecType {
  const qualifiers = lowerQualifiers(type.qualifiers);
  switch (type.kind) {
    case "void":
    case "bool":
    case "va-list":
      return { kind: type.kind, qualifiers };
    case "integer":
      return { kind: "integer", name: type.name, qualifiers };
    case "float":
      return { kind: "float", name: type.name, qualifiers };
    case "complex":
      return { kind: "complex", component: type.component, qualifiers };
    case "pointer":
      return { kind: "pointer", target: lowerType(type.target, scope), qualifiers };
    case "array":
      return { kind: "array", element: lowerType(type.element, scope), length: type.length, qualifiers };
    case "function":
      return lowerFunctionType(type, scope);
    case "record":
      return { kind: "reference", to: type.record.recordKind, name: scope.names.nameOf(type.record), qualifiers };
    case "enum":
      return lowerEnumType(type, scope);
    case "typedef":
      return lowerTypedefName(type, qualifiers);
    case "vector":
      return { kind: "vector", element: lowerType(type.element, scope), length: type.length, qualifiers };
    case "unsupported":
      return { kind: "unsupported", text: type.text, qualifiers };
    default:
      return type satisfies never;
  }
}

/** Lowers the type of a parameter; its own qualifiers say nothing to a caller (C17 6.7.6.3p15). */
export function lowerParameterType(type: DeclaredType, scope: TypeScope): SpecType {
  const lowered = lowerType(type, scope);
  return lowered.qualifiers.length === 0 ? lowered : { ...lowered, qualifiers: [] };
}

/** Gives a calling convention, or `null` where it is the target's default. */
export function lowerConvention(convention: DeclaredConvention, target: Target): SpecConvention | null {
  const isDefault =
    (convention === "ms_abi" && target.platform === "win32") ||
    (convention === "sysv_abi" && target.platform !== "win32") ||
    (isForeignConvention(convention) && !hasForeignConvention(convention, target.architecture)) ||
    // The three of 32-bit Windows mean nothing elsewhere; compilers ignore them.
    (target.architecture !== "ia32" && ["stdcall", "fastcall", "thiscall"].includes(convention));
  if (isDefault) return null;
  return convention === "c" ? null : convention;
}

/** The most frequent ones need no list of their own. */
const noQualifiers: readonly SpecQualifier[] = Object.freeze([]);
const constOnly: readonly SpecQualifier[] = Object.freeze(["const"] as const);

function lowerQualifiers(qualifiers: Qualifiers): readonly SpecQualifier[] {
  if (!qualifiers.isVolatile && !qualifiers.isRestrict && !qualifiers.isAtomic)
    return qualifiers.isConst ? constOnly : noQualifiers;
  const lowered: SpecQualifier[] = [];
  if (qualifiers.isConst) lowered.push("const");
  if (qualifiers.isVolatile) lowered.push("volatile");
  if (qualifiers.isRestrict) lowered.push("restrict");
  if (qualifiers.isAtomic) lowered.push("_Atomic");
  return lowered;
}

function lowerFunctionType(type: DeclaredFunction, scope: TypeScope): SpecType {
  return {
    kind: "function",
    parameters: type.parameters.map((parameter) => lowerParameterType(parameter.type, scope)),
    result: lowerType(type.result, scope),
    isVariadic: type.isVariadic,
    hasPrototype: type.hasPrototype,
    convention: lowerConvention(type.convention, scope.target),
    qualifiers: [],
  };
}

/**
 * An enum without a name is only its integer type; its enumerators are constants of their own. So is one that states its type and has
 * no enumerators (C23 6.7.3.3p17): it is complete.
 */
function lowerEnumType(type: Extract<DeclaredType, { readonly kind: "enum" }>, scope: TypeScope): SpecType {
  const { enumeration, qualifiers } = type;
  const isOnlyBase = enumeration.enumerators === null && enumeration.hasDeclaredBase;
  if (enumeration.name === undefined || isOnlyBase) return lowerType({ ...enumeration.baseType, qualifiers }, scope);
  return { kind: "reference", to: "enum", name: enumeration.name, qualifiers: lowerQualifiers(qualifiers) };
}

function lowerTypedefName(type: DeclaredTypedef, qualifiers: readonly SpecQualifier[]): SpecType {
  const underlying = resolveTypedefs(type);
  if (underlying.kind === "va-list") return { kind: "va-list", qualifiers };
  if (underlying.kind === "integer" && standardIntegers.has(type.name)) {
    // Only names of the table are in the set.
    return { kind: "integer", name: type.name as SpecIntegerName, qualifiers };
  }
  return { kind: "reference", to: "typedef", name: type.name, qualifiers };
}
