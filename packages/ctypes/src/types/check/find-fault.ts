/**
 * What is wrong with an object that should be a descriptor. Descriptors are plain data, which anyone may make by hand or bring
 * from elsewhere, so that each is looked at once, with all types inside of it.
 */
import type {
  ArrayForm,
  CallbackLifetime,
  CallbackThreads,
  CType,
  FloatName,
  IntegerName,
  IntegerPolicy,
} from "../../model.ts";

/** Gives the path of what is wrong inside of a value, empty for the value itself; `undefined` for what is right. */
type Check = (value: unknown) => string | undefined;

const wrong = "";

function holds(isRight: (value: unknown) => boolean): Check {
  return (value) => (isRight(value) ? undefined : wrong);
}

function optional(check: Check): Check {
  return (value) => (value === undefined ? undefined : check(value));
}

function oneOf<TName extends string>(names: Readonly<Record<TName, true>>): Check {
  return holds((value) => typeof value === "string" && Object.hasOwn(names, value));
}

function each(check: Check): Check {
  return (value) => (Array.isArray(value) ? firstFault(Object.entries(value), check) : wrong);
}

function eachField(check: Check): Check {
  return (value) => (isObject(value) ? firstFault(Object.entries(value), check) : wrong);
}

function firstFault(entries: readonly (readonly [string, unknown])[], check: Check): string | undefined {
  for (const [name, value] of entries) {
    const fault = check(value);
    if (fault !== undefined) return fault === wrong ? name : `${name}.${fault}`;
  }
  return undefined;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
const text = holds((value) => typeof value === "string");
const flag = holds((value) => typeof value === "boolean");
const record = holds(isObject);
const callable = holds((value) => typeof value === "function");
const count = holds((value) => Number.isSafeInteger(value) && (value as number) >= 0);

const integerNames: Readonly<Record<IntegerName, true>> = {
  char: true,
  "signed char": true,
  "unsigned char": true,
  short: true,
  "unsigned short": true,
  int: true,
  "unsigned int": true,
  long: true,
  "unsigned long": true,
  "long long": true,
  "unsigned long long": true,
  int8_t: true,
  int16_t: true,
  int32_t: true,
  int64_t: true,
  uint8_t: true,
  uint16_t: true,
  uint32_t: true,
  uint64_t: true,
  ssize_t: true,
  size_t: true,
  intptr_t: true,
  uintptr_t: true,
  ptrdiff_t: true,
  wchar_t: true,
  char16_t: true,
  char32_t: true,
};
const policies: Readonly<Record<IntegerPolicy, true>> = { exact: true, number: true, wrap: true };
const floatNames: Readonly<Record<FloatName, true>> = { float: true, double: true, "long double": true };
const forms: Readonly<Record<ArrayForm, true>> = { elements: true, string: true, bytes: true };
const lifetimes: Readonly<Record<CallbackLifetime, true>> = { call: true, once: true, until: true, static: true };
const threads: Readonly<Record<CallbackThreads, true>> = { caller: true, any: true };

/** What the fields of a descriptor must be, by its kind. */
const fieldsOfKind: Readonly<Record<CType["kind"], Readonly<Record<string, Check>>>> = {
  void: {},
  bool: {},
  integer: { name: oneOf(integerNames), policy: oneOf(policies) },
  float: { name: oneOf(floatNames) },
  complex: { component: findFault },
  vector: { element: findFault, length: count },
  enum: { members: eachField(holds(isInteger)), base: findFault, isOpen: flag, isFlags: flag, name: text },
  pointer: { target: findFault, isConst: flag, ownership: optional(record) },
  array: {
    element: findFault,
    length: holds((value) => value === null || count(value) === undefined),
    form: oneOf(forms),
  },
  struct: { members: eachField(findMemberFault), options: record, name: text },
  union: { members: eachField(findMemberFault), options: record, name: text },
  opaque: { name: text },
  alias: { name: text, target: findFault },
  string: { encoding: text, ownership: optional(record) },
  bytes: {},
  out: { target: findFault },
  inout: { target: findFault },
  handle: { name: text, target: findFault, release: text },
  mapped: { base: findFault, toNative: callable, fromNative: callable, free: optional(callable) },
  "sized-by": { count: text, target: findFault },
  "null-terminated": { element: findFault },
  function: {
    parameters: each(findFault),
    result: findFault,
    parameterNames: each(optional(text)),
    isVariadic: flag,
  },
  callback: { signature: findFault, lifetime: oneOf(lifetimes), threads: oneOf(threads) },
};

function isInteger(value: unknown): boolean {
  return typeof value === "bigint" || Number.isSafeInteger(value);
}

function findMemberFault(value: unknown): string | undefined {
  if (!isBitField(value)) return findFault(value);
  const { base, bitWidth } = value as { readonly base?: unknown; readonly bitWidth?: unknown };
  return firstFault([["base", base]], findFault) ?? firstFault([["bitWidth", bitWidth]], count);
}

/** Tells whether a value says that it is a bit-field. */
export function isBitField(value: unknown): boolean {
  return isObject(value) && "kind" in value && value.kind === "bit-field";
}

/** Tells whether a value says that it is a descriptor of a known kind. */
export function hasKind(value: unknown): value is Readonly<Record<string, unknown>> & { readonly kind: CType["kind"] } {
  if ((typeof value !== "object" && typeof value !== "function") || value === null || !("kind" in value)) return false;
  return typeof value.kind === "string" && Object.hasOwn(fieldsOfKind, value.kind);
}

/** Descriptors in which nothing is wrong. */
const sound = new WeakSet<object>();

/** The prototypes of descriptors in which nothing is wrong. */
const soundPrototypes = new WeakSet<object>();

/** Says that nothing is wrong with the descriptors of a class, whose fields are made, and then checked, when they are first asked for. */
export function trustInstances({ prototype }: { readonly prototype: object }): void {
  soundPrototypes.add(prototype);
}

/**
 * Finds what is wrong with a value that should be a descriptor.
 *
 * @returns The path of the first wrong field, such as `target.name`, empty if the value is no descriptor at all; `undefined` if
 *   nothing is wrong.
 */
export function findFault(value: unknown): string | undefined {
  if (!hasKind(value)) return wrong;
  if (sound.has(value) || soundPrototypes.has(Object.getPrototypeOf(value) as object)) return undefined;
  const fields = Object.entries(fieldsOfKind[value.kind]);
  for (const [name, check] of fields) {
    const fault = check(value[name]);
    if (fault !== undefined) return fault === wrong ? name : `${name}.${fault}`;
  }
  sound.add(value);
  return undefined;
}
