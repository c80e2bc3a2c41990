/**
 * Lowers the types of a parsed prototype to descriptors. The rules are those that the type-level parser follows too:
 * a `const char *` result is a string, a function pointer parameter is a callback for the duration of the call.
 */
import { resolveAlias, types } from "@koine/ctypes";
import type { CType, FunctionType, PointerType, VariableType } from "@koine/ctypes";
import { hasForeignConvention, isForeignConvention } from "./calling-conventions.ts";
import { keywordOf } from "./keywords.ts";
import { lowerVector } from "./lower-vector.ts";
import { LoweringFailure } from "./lowering-failure.ts";
import type { PrototypeNames } from "./prototype-names.ts";
import type { DeclaredFunction, DeclaredType } from "./type-model.ts";

/** Where a type stands; some mean something else in parameters or results. */
type Place = "parameter" | "result" | "callback-parameter" | "callback-result" | "target" | "member";

const basicDescriptors: ReadonlyMap<string, CType> = new Map<string, CType>([
  ["char", types.char],
  ["signed char", types.schar],
  ["unsigned char", types.uchar],
  ["short", types.short],
  ["unsigned short", types.ushort],
  ["int", types.int],
  ["unsigned int", types.uint],
  ["long", types.long],
  ["unsigned long", types.ulong],
  ["long long", types.longlong],
  ["unsigned long long", types.ulonglong],
  ["float", types.float],
  ["_Float32", types.float],
  ["double", types.double],
  ["_Float64", types.double],
  ["_Float32x", types.double],
  ["long double", types.longdouble],
]);

const constPointers = new Map<CType, PointerType>();
const mutablePointers = new Map<CType, PointerType>();

/**
 * Gives what the parser would make of a type that is spelled as most are: `const`, a basic type or a name, stars. Nearly all
 * programs declare nothing else, and starting the parser takes two milliseconds.
 *
 * @returns `undefined` for every other spelling.
 */
export function lowerSpelling(
  spelling: string,
  place: "parameter" | "result",
  names: PrototypeNames,
): CType | undefined {
  const match = plainSpelling.exec(spelling);
  if (match === null) return undefined;
  const [, qualifier, base = "", stars = ""] = match;
  const target =
    base === "void"
      ? types.void
      : (basicDescriptors.get(base) ?? findNamed(base, names) ?? (stars === "" ? undefined : opaqueNamed(base)));
  if (target === undefined || target.kind === "function" || target.kind === "array") return undefined;
  // A pointer to a named function is a callback.
  if (stars !== "" && target.kind === "alias" && resolveAlias(target).kind === "function") return undefined;
  if (stars === "") return target.kind === "void" && place === "parameter" ? undefined : target;
  const isConst = qualifier !== undefined;
  if (isConst && target === types.char && stars === "*" && place === "result") return types.string;
  let pointer = pointerTo(target, isConst);
  for (let depth = 1; depth < stars.length; depth++) pointer = pointerTo(pointer, false);
  return pointer;
}

const plainSpelling = /^(const )?(\w+(?: \w+)*) ?(\**)$/;

function findNamed(word: string, names: PrototypeNames): CType | undefined {
  const tagged = /^(struct|union|enum) (\w+)$/.exec(word);
  if (tagged !== null) return names.findTagged(tagged[1] as "struct" | "union" | "enum", tagged[2] ?? "");
  return word.includes(" ") || keywordOf(word) !== undefined ? undefined : names.findType(word);
}

/** Gives the type of a tag that nobody declared, where it is pointed to. */
function opaqueNamed(word: string): CType | undefined {
  const tag = /^(?:struct|union) ([A-Za-z_]\w*)$/.exec(word)?.[1];
  return tag === undefined || keywordOf(tag) !== undefined ? undefined : types.opaque(tag);
}

/** Lowers a function type: of a symbol, or of a callback. */
export function lowerFunction(
  declared: DeclaredFunction,
  names: PrototypeNames,
  isCallback: boolean = false,
): FunctionType {
  const count = declared.parameters.length;
  const parameters: CType[] = [];
  const parameterNames: (string | undefined)[] = [];
  const place = isCallback ? "callback-parameter" : "parameter";
  for (let index = 0; index < count; index++) {
    const parameter = declared.parameters[index];
    if (parameter === undefined) break;
    parameters.push(lowerParameter(parameter.type, place, { names, index }));
    parameterNames.push(parameter.name);
  }
  const { convention } = declared;
  const isForeign = isForeignConvention(convention);
  if (isForeign && hasForeignConvention(convention)) {
    throw new LoweringFailure(
      `${convention} is a calling convention that has no name here`,
      "declare a function of the target's own convention, which C code can wrap around it",
    );
  }
  const result = lowerType(declared.result, isCallback ? "callback-result" : "result", names);
  if (result.kind === "array") throw new LoweringFailure("a function cannot return an array", "return a pointer");
  return Object.freeze({
    kind: "function",
    parameters: Object.freeze(parameters),
    result,
    parameterNames: Object.freeze(parameterNames),
    isVariadic: declared.isVariadic,
    ...(isForeign || convention === "c" ? {} : { convention }),
  });
}

/** Lowers the type of a variable; `const` makes it one that cannot be written (C17 6.7.3p6). */
export function lowerVariable(declared: DeclaredType, names: PrototypeNames): VariableType {
  const isArray = declared.kind === "array";
  const isReadonly = (isArray ? elementOf(declared) : declared).qualifiers.isConst;
  const target =
    isArray && declared.length === null
      ? types.flexibleArray(lowerType(declared.element, "parameter", names))
      : lowerType(declared, "result", names);
  if (target.kind === "void") throw new LoweringFailure("a variable cannot be void", "write the type of its value");
  return types.variable(target, { readonly: isReadonly });
}

/** Lowers the type of a member, or one that a typedef names: its function pointers are addresses, or callbacks. */
export function lowerDeclared(declared: DeclaredType, place: "member" | "parameter", names: PrototypeNames): CType {
  return lowerType(declared, declared.kind === "array" ? "member" : place, names);
}

function elementOf(type: DeclaredType): DeclaredType {
  return type.kind === "array" ? elementOf(type.element) : type;
}

function lowerParameter(
  type: DeclaredType,
  place: Place,
  options: { readonly names: PrototypeNames; readonly index: number },
): CType {
  try {
    const lowered = lowerType(type, place, options.names);
    if (lowered.kind !== "void") return lowered;
    throw new LoweringFailure("a parameter cannot be void", 'write "(void)" for a function without parameters');
  } catch (error) {
    if (error instanceof LoweringFailure) error.parameterIndex = options.index;
    throw error;
  }
}

function lowerType(type: DeclaredType, place: Place, names: PrototypeNames): CType {
  switch (type.kind) {
    case "pointer":
      return lowerPointer(type.target, place, names);
    case "integer":
    case "float":
      return basicDescriptors.get(type.name) ?? refuse(type.name, "it has no descriptor", place);
    case "typedef":
      return names.findType(type.name) ?? refuse(type.name, "it is not declared");
    case "void":
      return types.void;
    case "bool":
      return types.bool;
    case "complex":
      if (type.component === "float") return types.complexFloat;
      if (type.component === "double") return types.complexDouble;
      if (type.component === "long double") return types.complexLongDouble;
      return refuse(`${type.component} _Complex`, "it has no descriptor", place);
    case "record": {
      const { recordKind, tag = "" } = type.record;
      const given = names.findTagged(recordKind, tag);
      if (given !== undefined) return given;
      return place === "target" ? types.opaque(tag) : refuse(`${recordKind} ${tag}`, "its members are not declared");
    }
    case "enum":
      return names.findTagged("enum", type.enumeration.tag ?? "") ?? types.int;
    case "array":
      return lowerArray(type, place, names);
    case "function":
      return lowerFunction(type, names, true);
    case "va-list":
      return refuse("va_list", "only C can make one", place);
    case "vector":
      if (type.requested === undefined) return refuse("a vector", "nothing says how large it is", place);
      return lowerVector(lowerType(type.element, place, names), type.requested);
    case "unsupported":
      return refuse(type.text, type.reason, place);
    default:
      return type satisfies never;
  }
}

function lowerPointer(target: DeclaredType, place: Place, names: PrototypeNames): CType {
  // An array is as const as its elements (C17 6.7.3p10).
  const { isConst } = (target.kind === "array" ? elementOf(target) : target).qualifiers;
  if (target.kind === "integer" && target.name === "char" && isConst && place === "result") return types.string;
  const lowered = lowerType(target, "target", names);
  const named = place === "parameter" && lowered.kind === "alias" ? resolveAlias(lowered) : lowered;
  if (named.kind === "function" && place === "parameter") {
    return Object.freeze({
      kind: "callback",
      signature: named,
      lifetime: "call",
      threads: "caller",
      onThrow: undefined,
    });
  }
  return pointerTo(lowered, isConst);
}

function pointerTo(target: CType, isConst: boolean): CType {
  const cache = isConst ? constPointers : mutablePointers;
  let pointer = cache.get(target);
  if (pointer === undefined) {
    pointer = types.pointer(target, { const: isConst });
    // Types that the caller made are not kept alive here.
    if (target.kind === "integer" || target.kind === "float" || target.kind === "void" || target.kind === "opaque") {
      cache.set(target, pointer);
    }
  }
  return pointer;
}

function lowerArray(type: Extract<DeclaredType, { kind: "array" }>, place: Place, names: PrototypeNames): CType {
  const element = lowerType(type.element, place === "member" ? place : "parameter", names);
  if (type.length === null) {
    if (place === "member") return types.flexibleArray(element);
    throw new LoweringFailure("an array behind a pointer needs a length", "write the number of elements");
  }
  return types.array(element, type.length);
}

function refuse(name: string, reason: string, place: Place = "parameter"): never {
  if (place === "target")
    throw new LoweringFailure(`${name} cannot be read through a pointer: ${reason}`, 'write "void *"');
  throw new LoweringFailure(`${name} cannot be passed: ${reason}`, "pass a pointer to it, or give its type by name");
}
