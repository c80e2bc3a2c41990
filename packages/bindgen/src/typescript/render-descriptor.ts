/**
 * Types of the spec as descriptor expressions, by the rules that prototype strings follow too: a function pointer parameter
 * is a callback, a `const char *` result a string; everywhere else they are addresses.
 */
import type { SpecFunctionType, SpecPointer, SpecReference, SpecType, SpecVector } from "../spec/type-model.ts";
import { declarationKey, referenceKey } from "../spec/declaration-key.ts";
import type { SpecIndex } from "../spec/spec-index.ts";
import type { SpecAnnotation } from "../annotation/annotation-model.ts";
import { isDescribable } from "./describable.ts";
import { describeVector, findUnpassedVector } from "./describe-vector.ts";
import { findHandle, handleNamed } from "./find-handle.ts";
import {
  complexConstructors,
  floatConstructors,
  integerConstructors,
  isDescribedFloat,
  isDescribedInteger,
  isWide,
} from "./basic-descriptors.ts";
import { listOf, named, propertyOf } from "./descriptor-code.ts";
import type { DescriptorCode } from "./descriptor-code.ts";
import type { ModuleNames } from "./module-names.ts";
import type { RenamedSymbols } from "./release-symbol.ts";

/** Where a type stands: what C takes from a call, what it gives back, or what lies in memory or behind a pointer. */
export type DescriptorPosition = "parameter" | "result" | "memory";

/** A name in C's text. */
export interface SpelledName {
  readonly text: string;
  /** The key of the descriptor, which typedefs of a tag share with it. */
  readonly descriptor: string;
  readonly named: NamedDescriptor;
  readonly isTypedef: boolean;
  /** Whether pointers to it need no descriptor: texts know undeclared tags as opaque types. */
  readonly isOpaque: boolean;
}

/** A descriptor that a text names. */
export interface NamedDescriptor {
  readonly identifier: string;
  /** The key of the declaration that has this identifier. */
  readonly key: string;
}

/** What expressions may name. */
export interface DescriptorScope {
  readonly names: ModuleNames;
  readonly index: SpecIndex;
  /** What each target of the module declares. */
  readonly indexes: readonly SpecIndex[];
  /** What is known of declarations beyond C, by key. */
  readonly annotations: ReadonlyMap<string, SpecAnnotation>;
  /** Whether integers of 64 bits are numbers where nothing else is said. */
  readonly hasNumbers: boolean;
  /** Keys of the types that are declared above. */
  readonly declared: ReadonlySet<string>;
  /** Keys of the types that are declared anywhere, for text that runs when all of the module has; `undefined` elsewhere. */
  readonly everywhere?: ReadonlySet<string> | undefined;
  /** What names of declared types are rendered as; where nothing is said of types, it is the same everywhere. */
  readonly known: Map<string, DescriptorCode>;
  /** What names of declared types are in C's text, for the same. */
  readonly spelled: Map<string, SpelledName>;
  /** What functions are called by the linker, where that is not their name. */
  readonly renamedSymbols: RenamedSymbols;
  /** The tags of typedefs that are the same descriptor, under another name, by the key of the typedef. */
  readonly identities: Map<string, SpecReference>;
}

/** Renders the expression that gives the descriptor of a type. The type must be describable. */
export function renderDescriptor(type: SpecType, position: DescriptorPosition, scope: DescriptorScope): DescriptorCode {
  const { c } = scope.names;
  switch (type.kind) {
    case "void":
    case "bool":
      return named(`${c}.${type.kind}`);
    case "integer":
      if (!isDescribedInteger(type.name)) throw undescribed(type);
      return named(`${c}.${integerConstructors[type.name]}${scope.hasNumbers && isWide(type.name) ? ".number" : ""}`);
    case "float":
      if (!isDescribedFloat(type.name)) throw undescribed(type);
      return named(`${c}.${floatConstructors[type.name]}`);
    case "complex":
      return named(`${c}.${complexConstructors.get(type.component) ?? failDescription(type)}`);
    case "pointer":
      return renderPointer(type, position, scope);
    case "array":
      return renderArray(type, scope);
    case "function":
      return renderFunctionType(type, scope);
    case "reference":
      return renderReference(type, position, scope);
    case "vector":
      return renderVector(type, scope);
    case "va-list":
    case "unsupported":
      throw undescribed(type);
    default:
      return type satisfies never;
  }
}

/** Renders a function type that is only pointed to: nothing in it is converted. */
function renderFunctionType(type: SpecFunctionType, scope: DescriptorScope): DescriptorCode {
  const { c } = scope.names;
  const { value, type: described } = renderSignature(type, scope);
  return type.isVariadic
    ? { value: `${c}.fn(${value}, { variadic: true })`, type: `${c}.Fn<${described}, true>` }
    : { value: `${c}.fn(${value})`, type: `${c}.Fn<${described}>` };
}

function renderSignature(type: SpecFunctionType, scope: DescriptorScope): DescriptorCode {
  const parameters = listOf(type.parameters.map((parameter) => renderDescriptor(parameter, "memory", scope)));
  const result = renderDescriptor(type.result, "memory", scope);
  return {
    value: `${parameters.value}, ${result.value}`,
    type: `readonly ${parameters.type}, ${result.type}`,
  };
}

function renderPointer(type: SpecPointer, position: DescriptorPosition, scope: DescriptorScope): DescriptorCode {
  const { names, index } = scope;
  const { c } = names;
  const handle = findHandle(type, scope);
  if (handle !== undefined) return position === "parameter" ? named(handle) : handlePointer(handle, c);
  const target = index.resolve(type.target);
  const isConst = index.isConst(target);
  const annotated = position === "parameter" ? findCallback(type.target, scope) : undefined;
  if (annotated !== undefined) return named(annotated);
  if (target.kind === "function" && position === "parameter" && isCallback(target, index)) {
    const { value, type: described } = renderSignature(target, scope);
    return { value: `${c}.callback(${value})`, type: `${c}.Callback<${described}, "call">` };
  }
  if (position === "result" && isConst && target.kind === "integer" && target.name === "char") {
    return named(`${c}.string`);
  }
  return pointerTo(renderPointee(type.target, scope), isConst, c);
}

/** The export of a typedef of functions that an annotation makes a callback: C points to it where it passes one. */
export function findCallback(type: SpecType, scope: DescriptorScope): string | undefined {
  if (type.kind !== "reference" || type.to !== "typedef") return undefined;
  const { names, index, annotations } = scope;
  const declaration = index.find(type);
  if (declaration?.kind !== "typedef" || index.resolve(type).kind !== "function") return undefined;
  if (annotations.get(type.name)?.callback === undefined) return findCallback(declaration.type, scope);
  return isNameable(type, scope) ? names.exports.get(declarationKey(declaration)) : undefined;
}

/** Pointers to what a handle stands for, where C does not give the handle itself. */
export function handlePointer(handle: string, c: string): DescriptorCode {
  return pointerTo(propertyOf(named(handle), "target"), false, c);
}

function pointerTo({ value, type }: DescriptorCode, isConst: boolean, c: string): DescriptorCode {
  return {
    value: isConst ? `${c}.pointer(${value}, { const: true })` : `${c}.pointer(${value})`,
    type: `${c}.PointerType<${type}, ${isConst}>`,
  };
}

/** Tells whether JavaScript can supply such a function; any other is only an address. */
export function isCallback(type: SpecFunctionType, index: SpecIndex): boolean {
  return isDescribable(type, index) && !type.isVariadic && !hasUnpassed(type, index);
}

/** Whether C passes something by value that Koine does not: what is opaque, and wide vectors. */
function hasUnpassed(type: SpecFunctionType, index: SpecIndex): boolean {
  return [type.result, ...type.parameters].some((part) => {
    if (findUnpassedVector(part, index) !== undefined) return true;
    const resolved = index.resolve(part);
    return resolved.kind === "reference" && index.find(resolved)?.kind === "opaque";
  });
}

/** Tells whether a type is a pointer to a function, by whatever name. */
export function isFunctionPointer(type: SpecType, index: SpecIndex): boolean {
  const resolved = index.resolve(type);
  return resolved.kind === "pointer" && index.resolve(resolved.target).kind === "function";
}

/** Tells whether text may name the export of a type. */
export function isNameable(type: SpecReference, { declared, everywhere }: DescriptorScope): boolean {
  const key = referenceKey(type);
  return declared.has(key) || everywhere?.has(key) === true;
}

/** Renders what a pointer points to; without a descriptor it is still an address. */
export function renderPointee(type: SpecType, scope: DescriptorScope): DescriptorCode {
  const isDeclared = type.kind === "reference" && isNameable(type, scope);
  return isDeclared || isDescribable(type, scope.index)
    ? renderDescriptor(type, "memory", scope)
    : named(`${scope.names.c}.void`);
}

function renderArray(type: Extract<SpecType, { readonly kind: "array" }>, scope: DescriptorScope): DescriptorCode {
  const { c } = scope.names;
  const element = renderDescriptor(type.element, "memory", scope);
  return type.length === null
    ? { value: `${c}.flexibleArray(${element.value})`, type: `${c}.ArrayType<${element.type}, null, "elements">` }
    : {
        value: `${c}.array(${element.value}, ${type.length})`,
        type: `${c}.ArrayForms<${element.type}, ${type.length}>`,
      };
}

/** Values are typed arrays, in which integers of 64 bits are bigints whatever is said elsewhere. */
function renderVector(type: SpecVector, { names: { c }, index }: DescriptorScope): DescriptorCode {
  const described = describeVector(type, index) ?? failDescription(type);
  const element = `${c}.${described.element}`;
  return {
    value: `${c}.vector(${element}, ${type.length})`,
    type: `${c}.VectorType<typeof ${element}, ${type.length}>`,
  };
}

function renderReference(type: SpecReference, position: DescriptorPosition, scope: DescriptorScope): DescriptorCode {
  const key = referenceKey(type);
  const known = scope.known.get(key);
  if (known !== undefined) return known;
  const { names, index } = scope;
  const declaration = index.find(type);
  if (declaration === undefined) throw undescribed(type);
  const resolved = index.resolve(type);
  const isNamed = isNameable(type, scope);
  const handle = isNamed ? (findHandle(type, scope) ?? handleNamed(type, scope)) : undefined;
  if (handle !== undefined && resolved.kind !== "pointer") return propertyOf(named(handle), "target");
  if (handle !== undefined) return position === "parameter" ? named(handle) : handlePointer(handle, names.c);
  // A typedef of a function pointer is declared as a callback, which only a parameter is; one of functions, if it is annotated.
  const isPointer = isFunctionPointer(type, index) || findCallback(type, scope) !== undefined;
  if (isNamed && (position === "parameter" || !isPointer)) {
    const code = named(names.exports.get(declarationKey(declaration)) ?? failDescription(type));
    if (!isPointer && scope.annotations.size === 0) scope.known.set(key, code);
    return code;
  }
  if (declaration.kind === "typedef") return renderDescriptor(resolved, position, scope);
  const name = JSON.stringify(toTypeName(declaration.name));
  return { value: `${names.c}.opaque(${name})`, type: `${names.c}.OpaqueType<${name}>` };
}

/** Spells the name that a descriptor carries: C's, or for an unnamed type the generator's without its dots. */
export function toTypeName(name: string): string {
  return name.replaceAll(".", "_");
}

function failDescription(type: SpecType): never {
  throw undescribed(type);
}

function undescribed(type: SpecType): Error {
  return new Error(`no descriptor for ${type.kind} type: the passes let an unsupported declaration through`);
}
