/**
 * Renders how a callback's arguments become JavaScript values and how its result becomes C's, in the memory that both sides
 * see. What surrounds these lines, and who calls the user's function, is the business of `shim-source.ts`.
 */
import { representationOf, resolveAlias, typeName, types } from "@koine/ctypes";
import type { CallbackType, CType, StringType, StructType, Target, UnionType } from "@koine/ctypes";
import { describeValue, FfiError } from "@koine/diagnostics";
import { hasVector } from "@koine/engine";
import type { CallSignature, SignatureValue } from "@koine/engine";
import type { Backend } from "../backend/contract.ts";
import { describeMismatch } from "../errors/describe-mismatch.ts";
import { describePassed } from "../errors/describe-passed.ts";
import { unsupportedVector } from "../errors/unsupported-vector.ts";
import { renderPointerRead } from "../function/pointer-read.ts";
import { assertStackRoom, recordsByteLength } from "../function/stack-room.ts";
import { renderAcceptance, renderElement, renderRead, renderWrite, scalarRule } from "../function/scalar-rule.ts";
import type { SourcePlace } from "../function/scalar-rule.ts";
import { typedViews } from "../function/typed-views.ts";
import { accessorOf } from "../memory/accessor.ts";
import { toSafeNumber, writeValue } from "../memory/codec.ts";
import { AcceptedPointees } from "../memory/pointee.ts";
import { findPointer } from "../memory/pointer-of.ts";
import { lentPointerClass } from "../memory/lent-pointer.ts";
import { NativePointer, pointerCodec } from "../memory/pointer.ts";
import { foreignRegion, useAfterFree } from "../memory/region.ts";
import { wideNumberOf } from "../memory/wide-number.ts";
import { encodingOf } from "../text/encoding.ts";
import { readText } from "../text/read-text.ts";
import { copyFromPlace, copyToPlace } from "../struct/place-copy.ts";
import { passedShape } from "../function/passed-shape.ts";
import { slab, takeRoom } from "../struct/slab.ts";
import { structClassOf } from "../struct/struct-class.ts";

/**
 * Gives the signature of a callback as machines see it.
 *
 * @param label The callback in words, for errors.
 * @throws {FfiError} `FFI_UNSUPPORTED` for types that callbacks cannot pass.
 */
export function callbackSignature(
  { signature }: CallbackType,
  label: string,
  backend: Pick<Backend, "target" | "capabilities">,
): CallSignature {
  const { target, capabilities } = backend;
  const valueOf = (type: CType): SignatureValue => {
    const value = signatureValueOf(type, label, target);
    if (capabilities.vectors || !hasVector(value)) return value;
    throw unsupportedVector(type, label);
  };
  // Before their shapes are looked at, which takes as long as they are.
  assertStackRoom({ label }, "values", recordsByteLength([...signature.parameters, signature.result], target));
  return {
    parameters: signature.parameters.map(valueOf),
    result: resolveAlias(signature.result).kind === "void" ? "void" : valueOf(signature.result),
  };
}

function signatureValueOf(type: CType, label: string, target: Target): SignatureValue {
  const resolved = resolveAlias(type);
  const rule = scalarRule(resolved, target);
  if (rule !== undefined) return rule.scalar;
  if (isRecord(resolved) || wideNumberOf(resolved, target) !== undefined)
    return passedShape(resolved, target, () => label);
  if (["pointer", "string", "callback", "array", "function"].includes(resolved.kind)) return "pointer";
  throw new FfiError("FFI_UNSUPPORTED", `${label}: a callback cannot pass ${typeName(resolved)} yet`, {
    details: { type: typeName(resolved) },
  });
}

function isRecord(type: CType): type is StructType | UnionType {
  return type.kind === "struct" || type.kind === "union";
}

/** Where the statements about a callback stand. */
export interface CallbackSource {
  /** What the names of its values begin with, after the dollar sign: several callbacks may be served in one function. */
  readonly prefix: string;
  readonly target: Target;
}

/**
 * Renders statements that read argument `index` to the constant `$a${index}`. They run no user code. Structs get bytes of
 * their own, because the memory belongs to C again as soon as the callback returns.
 *
 * @param offset First byte of the argument in the callback's memory.
 */
export function renderCallbackArgument(
  type: CType,
  index: number,
  offset: number,
  { prefix, target }: CallbackSource,
): readonly string[] {
  const resolved = resolveAlias(type);
  const place: SourcePlace = { views: `$${prefix}`, offset };
  const classes = `$${prefix}classes[${index}]`;
  const rule = scalarRule(resolved, target);
  if (rule !== undefined) return [`const $a${index} = ${renderRead(rule, place)};`];
  if (wideNumberOf(resolved, target) !== undefined) {
    return [`const $a${index} = $${prefix}numbers[${index}].read($${prefix}dataView, ${offset});`];
  }
  if (isRecord(resolved)) {
    const bytes = `${place.views}u8, ${offset}`;
    return [
      `const $a${index} = ${classes}.create();`,
      `$copyToPlace(${bytes}, ${classes}.instances.placeOf($a${index}), ${structClassOf(resolved).byteLength});`,
    ];
  }
  if (resolved.kind === "string") {
    const address = renderElement(place, "u64", 8);
    return [`const $a${index} = ${address} === 0n ? null : $${prefix}readText(${address}, $${prefix}types[${index}]);`];
  }
  const [pointee, accessor, pointerClass] = ["type", "accessor", "Pointer"].map((name) => `$${prefix}${name}${index}`);
  return [`const $a${index} = ${renderPointerRead(place, pointee as string, accessor, pointerClass)};`];
}

/** Renders statements that check `$value` and write it to the beginning of the callback's memory as their last deed. */
export function renderCallbackResult(type: CType, { prefix, target }: CallbackSource): readonly string[] {
  const resolved = resolveAlias(type);
  const place: SourcePlace = { views: `$${prefix}`, offset: 0 };
  if (resolved.kind === "void") return [];
  const rule = scalarRule(resolved, target);
  if (rule !== undefined) {
    const acceptance = renderAcceptance(rule, "$value", `$${prefix}rule.members`);
    return [`if (!(${acceptance})) throw $${prefix}wrongResult($value);`, renderWrite(rule, "$value", place)];
  }
  if (wideNumberOf(resolved, target) !== undefined) {
    return [`if (!$${prefix}resultNumber.write($${prefix}dataView, 0, $value)) throw $${prefix}wrongResult($value);`];
  }
  if (isRecord(resolved)) return [`$${prefix}writeRecord($value);`];
  const low = renderElement(place, "i32", 4);
  const high = renderElement(place, "i32", 4, 1);
  return [
    `if ($value === null) { ${low} = 0; ${high} = 0; }`,
    "else {",
    `  const isKnown = $value instanceof $NativePointer && $value.type === $${prefix}accepted.last;`,
    `  const place = isKnown && $value.region.isAlive === true ? $value : $${prefix}findResult($value);`,
    `  ${low} = place.low; ${high} = place.high;`,
    "}",
  ];
}

/** Renders the statement that gives C the default. */
export function renderCallbackDefault({ byteLength }: Uint8Array, prefix: string): string {
  if (byteLength === 0) return "";
  const [words, given] = [`$${prefix}u64`, `$${prefix}defaultWords`];
  return byteLength === 8 ? `${words}[0] = ${given}[0];` : `${words}.set(${given});`;
}

/** What the lines about one callback work with. */
export interface CallbackValues {
  readonly backend: Backend;
  /** The callback's memory. */
  readonly memory: ArrayBuffer;
  /** What C gets by default. */
  readonly defaultBytes: Uint8Array;
  /** The same as in {@link CallbackSource}. */
  readonly prefix: string;
}

/** Gives the values that these lines name. */
export function callbackBindings(
  type: CallbackType,
  label: string,
  { backend, memory, defaultBytes, prefix }: CallbackValues,
): Record<string, unknown> {
  const { parameters, result } = type.signature;
  const record = resolveAlias(result);
  const accepted = new AcceptedPointees(resultPointee(result));
  const own = {
    ...typedViews(memory, ""),
    readText: (address: bigint, text: StringType) => readText(address, text, label),
    types: parameters.map(pointeeOf),
    classes: parameters.map((parameter) => {
      const resolved = resolveAlias(parameter);
      return isRecord(resolved) ? structClassOf(resolved) : undefined;
    }),
    numbers: parameters.map((parameter) => wideNumberOf(parameter, backend.target)),
    resultNumber: wideNumberOf(result, backend.target),
    dataView: new DataView(memory),
    rule: scalarRule(result, backend.target),
    wrongResult: (value: unknown) => wrongResult(label, result, backend.target, value),
    accepted,
    findResult: (value: unknown) => findResult(accepted, value, { label, result, target: backend.target }),
    writeRecord: isRecord(record) ? recordWriter(record, label, new Uint8Array(memory)) : undefined,
    defaultWords: new BigUint64Array(defaultBytes.buffer),
  };
  const bindings: Record<string, unknown> = {
    NativePointer,
    foreignRegion,
    copyToPlace,
    errors: { toSafeNumber: (value: bigint) => toSafeNumber(value, label) },
  };
  // Names of their own, not elements of an array: the optimiser knows constants.
  for (const [index, parameter] of parameters.entries()) {
    const pointee = pointeeOf(parameter);
    bindings[`${prefix}type${index}`] = pointee;
    const isPointer = resolveAlias(parameter).kind === "pointer";
    bindings[`${prefix}accessor${index}`] = isPointer ? accessorOf(pointee, NativePointer) : null;
    bindings[`${prefix}Pointer${index}`] = isPointer ? lentPointerClass(pointee, backend) : NativePointer;
  }
  for (const [name, value] of Object.entries(own)) bindings[`${prefix}${name}`] = value;
  return bindings;
}

/** What a pointer that a function returns must lead to. */
function resultPointee(type: CType): CType {
  const represented = representationOf(type);
  if (represented.kind === "string") return characters[encodingOf(represented.encoding).unitByteLength] ?? types.void;
  return represented.kind === "pointer" ? represented.target : represented;
}

/** Code units by their size in bytes. */
const characters: Readonly<Record<number, CType>> = { 1: types.char, 2: types.char16, 4: types.char32 };

interface ResultPlace {
  readonly label: string;
  readonly result: CType;
  readonly target: Target;
}

/** Finds the pointer that a function returned, or what it returned stands for, or throws why it cannot be passed on. */
function findResult(accepted: AcceptedPointees, value: unknown, place: ResultPlace): NativePointer {
  const { label, result, target } = place;
  const pointer = findPointer(value) ?? value;
  if (!(pointer instanceof NativePointer) || !accepted.accepts(pointer.type as CType)) {
    throw wrongResult(label, result, target, value);
  }
  const { region } = pointer as NativePointer;
  if (!region.isAlive) throw useAfterFree(`${label}: the pointer that it returned`, region);
  return pointer as NativePointer;
}

function pointeeOf(type: CType): CType {
  const resolved = resolveAlias(type);
  if (resolved.kind === "pointer") return resolved.target;
  return resolved.kind === "callback" ? resolved.signature : resolved;
}

/** Writes a returned instance or object. An object's getters may run anything, so it is packed elsewhere first. */
function recordWriter(type: StructType | UnionType, label: string, memory: Uint8Array): (value: unknown) => void {
  const structClass = structClassOf(type);
  const { byteLength, step, packer } = structClass;
  const path = `${label}: the result`;
  return (value) => {
    if (typeof value !== "object" || value === null) throw wrongRecord(label, type, value);
    if (structClass.instances.isInstance(value)) {
      const place = structClass.instances.placeOf(value);
      if (!place.region.isAlive) throw structClass.freed(path);
      copyFromPlace(place, byteLength, memory);
      return;
    }
    const byteOffset = takeRoom(byteLength, step);
    const { view } = slab.block;
    if (packer?.(value, view, byteOffset) !== true) {
      writeValue(type, { view, pointers: pointerCodec }, byteOffset, value, path);
    }
    copyFromPlace({ view, byteOffset }, byteLength, memory);
  };
}

function wrongResult(label: string, result: CType, target: Target, value: unknown): FfiError {
  const rule = scalarRule(result, target);
  const refused = wideNumberOf(result, target)?.refuse?.(value, `${label}: the result`);
  if (refused !== undefined) return refused;
  const pointer = `a Pointer to ${typeName(resultPointee(result))} or null`;
  const expected = rule?.expected ?? wideNumberOf(result, target)?.expected ?? pointer;
  const received = rule === undefined ? describePassed(value) : describeMismatch(rule, value).received;
  return refuseResult(label, { result, expected, received, value });
}

function wrongRecord(label: string, result: CType, value: unknown): FfiError {
  const expected = `an object or instance of ${typeName(result)}`;
  return refuseResult(label, { result, expected, received: describeValue(value), value });
}

interface Refusal {
  readonly result: CType;
  readonly expected: string;
  readonly received: string;
  readonly value: unknown;
}

function refuseResult(label: string, { result, expected, received, value }: Refusal): FfiError {
  return new FfiError("FFI_RESULT_TYPE", `${label}: expected the function to return ${expected}, got ${received}`, {
    hint: value === undefined ? "return a value from every path of the function" : undefined,
    details: { expected, received: value, type: typeName(result) },
  });
}
