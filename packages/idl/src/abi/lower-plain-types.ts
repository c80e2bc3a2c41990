/**
 * The types of a module that bring no functions with them: enums, flags, error domains, structs by value, callbacks; and its
 * constants.
 */
import type {
  ApiCallback,
  ApiConstant,
  ApiDeclaration,
  ApiEnum,
  ApiErrorDomain,
  ApiField,
  ApiFlags,
  ApiRecord,
  ApiRichEnum,
} from "../model/index.ts";
import type { AbiConstant, AbiEnumType, AbiFlagsType, AbiFunctionPointerType, AbiTypeBase } from "./abi-model.ts";
import { lowerParameters } from "./abi-scope.ts";
import type { AbiScope } from "./abi-scope.ts";
import { toCName } from "./c-words.ts";
import { cVoid, pointerTo } from "./c-type.ts";
import type { CType } from "./c-type.ts";
import { lowerResult } from "./lower-result.ts";
import { lowerValue } from "./lower-value.ts";
import type { NativeTypes } from "./native-types.ts";
import { eventParts, richEnumParts } from "./symbol-names.ts";

/** What a type takes over from its declaration. */
export function typeBase(symbol: string, { id, doc, deprecated }: ApiDeclaration): AbiTypeBase {
  return {
    symbol,
    owner: id,
    ...(doc === undefined ? {} : { doc }),
    ...(deprecated === undefined ? {} : { deprecated }),
  };
}

function docOf({ doc }: ApiDeclaration): { readonly doc?: string } {
  return doc === undefined ? {} : { doc };
}

/** Lowers an enum of numbers. */
export function lowerEnum(declaration: ApiEnum, { module, names }: AbiScope): AbiEnumType {
  return {
    kind: "enum",
    ...typeBase(names.inModule(module, declaration.name), declaration),
    constants: declaration.variants.map((variant) => ({
      symbol: names.inType(module, declaration.name, variant.name),
      value: variant.value,
      ...docOf(variant),
    })),
  };
}

/** Lowers the tags of a rich enum. */
export function lowerTagType(declaration: ApiRichEnum, { module, names }: AbiScope): AbiEnumType {
  const symbol = names.inType(module, declaration.name, richEnumParts.tagType);
  return {
    kind: "enum",
    symbol,
    owner: declaration.id,
    doc: `Tags of \`${declaration.name}\`.`,
    constants: declaration.variants.map((variant) => ({
      symbol: `${symbol}_${variant.name}`,
      value: variant.value,
      ...docOf(variant),
    })),
  };
}

/** Lowers the codes of an error domain. */
export function lowerErrorDomain(declaration: ApiErrorDomain, { module, names }: AbiScope): AbiEnumType {
  return {
    kind: "enum",
    ...typeBase(names.inModule(module, declaration.name), declaration),
    constants: declaration.codes.map((code) => ({
      symbol: names.inType(module, declaration.name, code.name),
      value: code.code,
      doc: code.doc ?? code.message,
    })),
  };
}

/** Lowers a set of bits. */
export function lowerFlags(declaration: ApiFlags, { module, names }: AbiScope): AbiFlagsType {
  return {
    kind: "flags",
    ...typeBase(names.inModule(module, declaration.name), declaration),
    base: declaration.base,
    constants: declaration.members.map((member) => ({
      symbol: names.inType(module, declaration.name, member.name),
      value: member.value,
      ...docOf(member),
    })),
  };
}

/** A struct by value whose layout is still to be computed. */
export interface UnlaidStruct extends AbiTypeBase {
  readonly members: readonly { readonly name: string; readonly type: CType; readonly doc?: string }[];
}

/** Lowers a record with `layout: c`. */
export function lowerStruct(declaration: ApiRecord, { module, names, types }: AbiScope): UnlaidStruct {
  return {
    ...typeBase(names.inModule(module, declaration.name), declaration),
    members: declaration.fields.map((field) => ({
      name: toCName(field.name),
      type: lowerMember(field, types),
      ...docOf(field),
    })),
  };
}

function lowerMember({ type }: ApiField, types: NativeTypes): CType {
  if (type.kind === "array") return { kind: "array", of: lowerValue(type.item, types), length: type.length };
  if (type.kind === "typed-handle") return pointerTo(types.named(type.id));
  return lowerValue(type, types);
}

/** Lowers the type of a function of the consumer; its context comes last. */
export function lowerCallback(declaration: ApiCallback, { module, names, types }: AbiScope): AbiFunctionPointerType {
  return {
    kind: "function-pointer",
    ...typeBase(names.inModule(module, eventParts.callback(declaration.name)), declaration),
    parameters: [
      ...lowerParameters(declaration.parameters, types),
      { name: "context", type: pointerTo(cVoid), role: "context" },
    ],
    result: lowerResult(declaration.result, types).result,
  };
}

/** Lowers a constant. */
export function lowerConstant(declaration: ApiConstant, { module, names }: AbiScope): AbiConstant {
  return {
    symbol: names.inModule(module, declaration.name),
    owner: declaration.id,
    type: declaration.type,
    value: declaration.value,
    ...docOf(declaration),
  };
}
