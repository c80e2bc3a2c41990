/** Declarations of the C front end as declarations of the spec; one by one, without a look at the others. */
import type {
  EnumDeclaration,
  FunctionDeclaration,
  RecordDeclaration,
  TypedefDeclaration,
  VariableDeclaration,
} from "@koine/cparser";
import type { SpecEnum, SpecFunction, SpecOpaque, SpecRecord, SpecTypedef, SpecVariable } from "../spec/model.ts";
import { lowerConvention, lowerParameterType, lowerType } from "./lower-type.ts";
import type { TypeScope } from "./lower-type.ts";
import { nameParameters } from "./parameter-names.ts";

/** Lowers a function that has a symbol. */
export function lowerFunction(declaration: FunctionDeclaration, file: string, scope: TypeScope): SpecFunction {
  const { name, type, attributes } = declaration;
  const names = nameParameters(type.parameters);
  return {
    kind: "function",
    name,
    file,
    symbol: declaration.symbol === name ? undefined : declaration.symbol,
    parameters: type.parameters.map((parameter, place) => ({
      name: names[place] ?? null,
      type: lowerParameterType(parameter.type, scope),
      ...(parameter.length === undefined ? {} : { length: parameter.length }),
    })),
    result: lowerParameterType(type.result, scope),
    isVariadic: type.isVariadic,
    hasPrototype: type.hasPrototype,
    isInline: declaration.storage === "static" || (declaration.hasBody && !isAlsoInLibrary(declaration)),
    convention: lowerConvention(type.convention, scope.target),
    isNoreturn: attributes.isNoreturn ?? false,
    deprecated: attributes.deprecated,
    unsupported: attributes.unavailable === undefined ? undefined : "the header marks it as unavailable",
  };
}

/**
 * GNU's `extern inline` makes a definition for inlining alone: the function itself is the library's (GCC manual, 6.45). Of one that is always
 * inlined there is none, such as the intrinsics of compilers, unless the library's header declares it as well.
 */
function isAlsoInLibrary({ storage, attributes, isRedeclared }: FunctionDeclaration): boolean {
  if (storage !== "extern" || attributes.isGnuInline !== true) return false;
  return attributes.isAlwaysInline !== true || isRedeclared === true;
}

/** Lowers an external variable. */
export function lowerVariable(declaration: VariableDeclaration, file: string, scope: TypeScope): SpecVariable {
  return {
    kind: "variable",
    name: declaration.name,
    file,
    symbol: declaration.symbol === declaration.name ? undefined : declaration.symbol,
    type: lowerType(declaration.type, scope),
    isThreadLocal: declaration.isThreadLocal,
    unsupported: undefined,
  };
}

/** Lowers a typedef. */
export function lowerTypedef(declaration: TypedefDeclaration, file: string, scope: TypeScope): SpecTypedef {
  return {
    kind: "typedef",
    name: declaration.name,
    file,
    type: lowerType(declaration.type, scope),
    unsupported: undefined,
  };
}

/** Lowers a struct or union, complete or not. */
export function lowerRecord(declaration: RecordDeclaration, file: string, scope: TypeScope): SpecRecord | SpecOpaque {
  const { members, layout, recordKind, attributes } = declaration;
  const name = scope.names.nameOf(declaration);
  const isAnonymous = declaration.tag === undefined;
  if (members === null) return { kind: "opaque", name, file, of: recordKind, isAnonymous };
  return {
    kind: recordKind,
    name,
    file,
    isAnonymous,
    byteLength: layout?.byteLength ?? 0,
    alignment: layout?.alignment ?? 1,
    isPacked: attributes.isPacked ?? false,
    pack: declaration.pack,
    members: members.map((member) => ({
      name: member.name ?? null,
      type: lowerType(member.type, scope),
      bitOffset: member.bitOffset,
      ...(member.bitWidth === undefined ? {} : { bitWidth: member.bitWidth }),
    })),
    unsupported: layout === null ? "its size is not known" : undefined,
  };
}

/** Lowers an enum; an incomplete one has no enumerators. */
export function lowerEnum(declaration: EnumDeclaration, file: string, scope: TypeScope): SpecEnum {
  const qualifiers = { isConst: false, isVolatile: false, isRestrict: false, isAtomic: false };
  return {
    kind: "enum",
    name: scope.names.nameOf(declaration),
    file,
    isAnonymous: declaration.tag === undefined,
    isFlags: declaration.attributes.isFlagEnum ?? false,
    base: lowerType({ ...declaration.baseType, qualifiers }, scope),
    enumerators: (declaration.enumerators ?? []).map(({ name, value }) => ({ name, value })),
    unsupported: undefined,
  };
}
