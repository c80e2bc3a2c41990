/**
 * Compares one signature on all its ways: C calls C, JavaScript calls C cold and hot with structs as plain objects and as
 * instances, and C calls JavaScript. Throws at the first difference.
 */
import assert from "node:assert/strict";
import type { CallbackType, CType } from "@koine/ctypes";
import { allocate, c, FfiError, openLibrary } from "koine";
import type { FunctionType, NativeFunctionFacts, Pointer } from "koine";
import { bind, closure } from "koine/libffi/high";
import type { UntypedFunction } from "../native-function.ts";
import { pick } from "../scalar-samples.ts";
import { memoryByteLength, memoryNames } from "./render-program.ts";
import type { Parameter, Signature } from "./signature-shape.ts";
import { textByteLength } from "./signature-shape.ts";
import { createBytes, encodeValue, findDifference, findMismatch, sampleValue } from "./value-bytes.ts";
import type { MaskedBytes } from "./value-bytes.ts";

const coldCalls = 2;
const warmCalls = 50;
const hotCalls = 2;
/** One of so many functions and callbacks is called until it is optimised: compiling takes longer than everything else. */
const hotFunctionStep = 2;
const hotCallbackStep = 6;
/** One of so many callbacks runs on the caller's stack, too. */
const callerStackStep = 3;

/** The memory that C and JavaScript share, by the names that C has for it. */
type Memory = Readonly<Record<(typeof memoryNames)[number], Uint8Array>>;

/** A library that was compiled from `renderProgram`. */
export interface SignatureLibrary {
  readonly path: string;
  readonly memory: Memory;
  /** Address of `given`. */
  readonly givenAddress: bigint;
}

/** Opens the library of some signatures. */
export function openSignatureLibrary(path: string, signatures: readonly Signature[]): SignatureLibrary {
  const byteLength = memoryByteLength(signatures);
  const places = memoryNames.map((name) => {
    const place = openFunction(path, `${name}_address`, c.fn([], c.pointer(c.u8)))() as Pointer;
    return { name, address: place.address, bytes: place.bytes(byteLength) };
  });
  const memory = Object.fromEntries(places.map(({ name, bytes }) => [name, bytes])) as unknown as Memory;
  const given = places.find(({ name }) => name === "given");
  return { path, memory, givenAddress: given?.address ?? 0n };
}

function openFunction(path: string, name: string, type: FunctionType): UntypedFunction {
  return openLibrary(path, { [name]: type }).symbols[name] as unknown as UntypedFunction;
}

/** What is checked, and with what. */
export interface SignatureCheck {
  readonly signature: Signature;
  readonly index: number;
  readonly library: SignatureLibrary;
  readonly random: () => number;
}

/**
 * Checks one signature.
 *
 * @returns What Koine said that it does not offer.
 * @throws {AssertionError} The first difference.
 */
export function checkSignature(check: SignatureCheck): readonly string[] {
  checkDirectCall(check);
  return [checkCalls, checkLibffiCalls, checkCallback, checkClosure].flatMap((part) => {
    try {
      part(check);
      return [];
    } catch (error) {
      if (!(error instanceof FfiError && error.code === "FFI_UNSUPPORTED")) throw error;
      return [error.message];
    }
  });
}

/** C calls C: what is expected of the other ways is what happens here. */
function checkDirectCall({ signature, index, library, random }: SignatureCheck): void {
  const { memory, path } = library;
  const bytes = sampleAll(signature, random, true).given;
  const answer = sampleAnswer(signature, random);
  memory.given.set(asBytes(bytes));
  memory.answer.set(asBytes(answer.bytes));
  memory.received.fill(0xaa, 0, signature.byteLength);
  openFunction(path, `d${index}`, c.fn([], c.void))();
  assertSame(memory.received, bytes, "C called by C");
  assertSame(memory.answered, answer.bytes, "result for C");
}

/** JavaScript calls C, first as it is, then optimised. */
function checkCalls({ signature, index, library, random }: SignatureCheck): void {
  const native = openFunction(library.path, `f${index}`, signature.functionType);
  const check = (): void => checkCall(native, signature, library.memory, random);
  for (let call = 0; call < coldCalls; call++) check();
  if (index % hotFunctionStep === 0) {
    const { values } = prepareArguments(signature, random);
    for (let call = 0; call < warmCalls; call++) native(...values);
    for (let call = 0; call < hotCalls; call++) check();
  }
}

/** The same calls through libffi, which arranges them by rules of its own. */
function checkLibffiCalls({ signature, index, library, random }: SignatureCheck): void {
  const native = openFunction(library.path, `f${index}`, signature.functionType);
  const { address = 0n } = native as Partial<NativeFunctionFacts>;
  const libffi: UntypedFunction = bind(address, signature.functionType);
  for (let call = 0; call < coldCalls; call++) checkCall(libffi, signature, library.memory, random);
}

function checkCall(native: UntypedFunction, signature: Signature, memory: Memory, random: () => number): void {
  const prepared = prepareArguments(signature, random);
  const answer = sampleAnswer(signature, random);
  memory.outgoing.set(asBytes(prepared.outgoing));
  memory.answer.set(asBytes(answer.bytes));
  memory.received.fill(0xaa, 0, signature.byteLength);
  const returned = native(...prepared.values);
  assertSame(memory.received, prepared.incoming, "arguments");
  const hasResult = signature.result.kind !== "void";
  const count = prepared.outputs.length + (hasResult ? 1 : 0);
  const results = count > 1 ? (returned as unknown[]) : [returned];
  assert.equal(results.length, Math.max(1, count));
  if (hasResult) assertResult(signature.result, results[0], answer);
  else if (count === 0) assert.equal(returned, undefined);
  const outputs = hasResult ? results.slice(1) : results;
  prepared.outputs.forEach(({ type, value, at }, position) => {
    assert.equal(findMismatch(type, outputs[position], value, `output of parameter ${at}`), undefined);
  });
  for (const inspect of prepared.inspections) inspect();
}

interface PreparedArguments {
  /** What JavaScript passes. */
  readonly values: unknown[];
  /** What C must receive. */
  readonly incoming: MaskedBytes;
  /** What C writes through its pointers. */
  readonly outgoing: MaskedBytes;
  readonly outputs: { readonly type: CType; readonly value: unknown; readonly at: number }[];
  /** Look at memory that C wrote to. */
  readonly inspections: (() => void)[];
}

function prepareArguments(signature: Signature, random: () => number): PreparedArguments {
  const { byteLength, parameters } = signature;
  const prepared: PreparedArguments = {
    values: [],
    incoming: createBytes(byteLength),
    outgoing: createBytes(byteLength),
    outputs: [],
    inspections: [],
  };
  parameters.forEach((parameter, at) => prepareArgument(parameter, at, prepared, random));
  return prepared;
}

function prepareArgument(parameter: Parameter, at: number, prepared: PreparedArguments, random: () => number): void {
  const { passing, type, byteOffset } = parameter;
  const { values, incoming, outgoing, outputs, inspections } = prepared;
  const { place, value } = sampleParameter(parameter, random);
  switch (passing) {
    case "value":
      values.push(passValue(parameter, { value, place }, incoming, random));
      return;
    case "text":
      place(incoming, true);
      values.push(value);
      return;
    case "bytes": {
      const bytes = Uint8Array.from(place(incoming, true));
      const written = sampleParameter(parameter, random).place(outgoing, true);
      values.push(bytes);
      inspections.push(() => assert.deepEqual(bytes, Uint8Array.from(written), `bytes of parameter ${at}`));
      return;
    }
    case "pointer": {
      const pointer = allocate(type);
      pointer.bytes(parameter.byteLength).set(place(incoming, true));
      const written = sampleParameter(parameter, random).place(outgoing, true);
      values.push(pointer);
      inspections.push(() =>
        assert.deepEqual(
          Uint8Array.from(pointer.bytes(parameter.byteLength)),
          Uint8Array.from(written),
          `memory of parameter ${at}`,
        ),
      );
      return;
    }
    case "inout":
    case "out": {
      if (passing === "inout") {
        values.push(value);
        encodeValue(type, value, { bytes: incoming, isExact: false }, byteOffset * 8);
      }
      const written = sampleParameter(parameter, random);
      written.place(outgoing, true);
      outputs.push({ type, value: written.value, at });
      return;
    }
    default:
      passing satisfies never;
  }
}

/** Gives what stands for a value: for structs an instance as often as a plain object. */
function passValue(
  { type, isExtra }: Parameter,
  { value, place }: ParameterSample,
  incoming: MaskedBytes,
  random: () => number,
): unknown {
  if (isRecord(type) && random() < 0.5) return createInstance(type, place(incoming, true));
  place(incoming, false);
  return isExtra ? c.typed(type, value) : value;
}

interface ParameterSample {
  readonly value: unknown;
  /** Writes the value, with anything in its padding, and gives a view of its bytes. */
  readonly place: (bytes: MaskedBytes, isExact: boolean) => Uint8Array;
}

function sampleParameter({ passing, type, byteOffset, byteLength }: Parameter, random: () => number): ParameterSample {
  const isText = passing === "text";
  if (isText || passing === "bytes") {
    const text = pick(
      ["", "plain ASCII", "Köln am Rhein", "\u{1f600} and more", "x".repeat(textByteLength - 1)],
      random,
    );
    const encoded = isText ? new TextEncoder().encode(`${text}\0`) : randomBytes(byteLength, random);
    return {
      value: text,
      place: (bytes) => {
        asBytes(bytes).set(encoded, byteOffset);
        bytes.mask.fill(0xff, byteOffset, byteOffset + encoded.length);
        return asBytes(bytes).subarray(byteOffset, byteOffset + byteLength);
      },
    };
  }
  const value = sampleValue(type, random);
  return {
    value,
    place: (bytes, isExact) => {
      const own = asBytes(bytes).subarray(byteOffset, byteOffset + byteLength);
      own.set(randomBytes(byteLength, random));
      encodeValue(type, value, { bytes, isExact }, byteOffset * 8);
      return own;
    },
  };
}

function randomBytes(byteLength: number, random: () => number): Uint8Array {
  return Uint8Array.from({ length: byteLength }, () => Math.floor(random() * 256));
}

function createInstance(type: CType, bytes: Uint8Array): unknown {
  const instance = (type as unknown as { create(): { readonly pointer: Pointer } }).create();
  instance.pointer.bytes(bytes.length).set(bytes);
  return instance;
}

function isRecord(type: CType): boolean {
  return type.kind === "struct" || type.kind === "union";
}

interface Answer {
  readonly value: unknown;
  readonly bytes: MaskedBytes;
}

function sampleAnswer({ result, resultByteLength }: Signature, random: () => number, isExact = true): Answer {
  const bytes = createBytes(resultByteLength);
  if (result.kind === "void") return { value: undefined, bytes };
  const passing = result.kind === "string" ? "text" : "value";
  const place = { byteOffset: 0, byteLength: resultByteLength, isExtra: false };
  const sample = sampleParameter({ passing, type: result, ...place }, random);
  sample.place(bytes, isExact);
  return { value: sample.value, bytes };
}

function assertResult(type: CType, received: unknown, { value, bytes }: Answer): void {
  if (type.kind === "string") {
    assert.equal(received, value, "text result");
    return;
  }
  if (isRecord(type)) {
    const instance = received as { readonly pointer: Pointer; toObject(): unknown };
    assertSame(instance.pointer.bytes(bytes.mask.length), bytes, "bytes of the result");
    assert.equal(findMismatch(type, instance.toObject(), value, "object of the result"), undefined);
  }
  assert.equal(findMismatch(type, received, value, "result"), undefined);
}

/** C calls JavaScript: it receives what C has, and C what it returns. */
function checkCallback(check: SignatureCheck): void {
  // No function pointer leads to a JavaScript function with a C `...`.
  if (check.signature.functionType.isVariadic) return;
  const { callbackType, callerCallbackType } = check.signature;
  const types = check.index % callerStackStep === 0 ? [callbackType, callerCallbackType] : [callbackType];
  const callers = types.map((type) => openCaller(check, type));
  for (const caller of callers) {
    for (let call = 0; call < coldCalls; call++) {
      const { callback, inspect } = prepareCallback(check);
      caller(callback);
      inspect("callback");
      if (check.index % hotCallbackStep === 0) for (let warm = 0; warm < warmCalls / 2; warm++) caller(callback);
    }
  }
}

/** The same through a closure of libffi. */
function checkClosure(check: SignatureCheck): void {
  if (check.signature.functionType.isVariadic) return;
  const { callback, inspect } = prepareCallback(check);
  callThroughClosure(openCaller(check, check.signature.callbackType), check.signature, callback);
  inspect("closure");
}

function openCaller({ index, library }: SignatureCheck, type: CallbackType): UntypedFunction {
  return openFunction(library.path, `g${index}`, c.fn([type], c.void));
}

interface PreparedCallback {
  /** Compares what it receives. */
  readonly callback: UntypedFunction;
  /** Looks whether it was called once, and what C got. */
  readonly inspect: (what: string) => void;
}

function prepareCallback({ signature, library, random }: SignatureCheck): PreparedCallback {
  const { memory, givenAddress } = library;
  const { given, values } = sampleAll(signature, random, true);
  const isInstance = isRecord(signature.result) && random() < 0.5;
  const answer = sampleAnswer(signature, random, isInstance);
  const returned = isInstance ? createInstance(signature.result, asBytes(answer.bytes)) : toReturned(signature, answer);
  memory.given.set(asBytes(given));
  let calls = 0;
  const callback = (...received: unknown[]): unknown => {
    calls++;
    assert.equal(received.length, values.length);
    signature.parameters.forEach(({ passing, type, byteOffset }, at) => {
      if (passing === "value") {
        assert.equal(findMismatch(type, received[at], values[at], `callback's parameter ${at}`), undefined);
      } else assert.equal((received[at] as Pointer).address, givenAddress + BigInt(byteOffset));
    });
    return returned;
  };
  const inspect = (what: string): void => {
    assert.equal(calls, 1);
    assertSame(memory.answered, answer.bytes, `result of the ${what}`);
  };
  return { callback, inspect };
}

/** C calls a closure of libffi. What goes wrong in it comes out of the call through libffi. */
function callThroughClosure(caller: UntypedFunction, { callbackType }: Signature, callback: UntypedFunction): void {
  using made = closure(callbackType.signature, callback as never);
  const { address = 0n } = caller as Partial<NativeFunctionFacts>;
  bind(address, c.fn([c.pointer(c.void)], c.void))(made.codePointer.cast(c.void));
}

/** A function that C calls gives a string as a pointer, since nobody could tell when its copy ends. */
function toReturned({ result }: Signature, { value, bytes }: Answer): unknown {
  if (result.kind !== "string") return value;
  const text = allocate(c.char, bytes.mask.length);
  text.bytes(bytes.mask.length).set(asBytes(bytes));
  return text;
}

/** Samples every parameter for C as the caller. */
function sampleAll(
  { parameters, byteLength }: Signature,
  random: () => number,
  isExact: boolean,
): { readonly given: MaskedBytes; readonly values: readonly unknown[] } {
  const given = createBytes(byteLength);
  const values = parameters.map((parameter) => {
    const { value, place } = sampleParameter(parameter, random);
    place(given, isExact);
    // C writes through these, and reads nothing.
    if (parameter.passing === "out") {
      given.mask.fill(0, parameter.byteOffset, parameter.byteOffset + parameter.byteLength);
    }
    return value;
  });
  return { given, values };
}

function asBytes({ view }: MaskedBytes): Uint8Array {
  return new Uint8Array(view.buffer);
}

function assertSame(actual: Uint8Array, expected: MaskedBytes, what: string): void {
  const difference = findDifference(actual, expected);
  if (difference !== undefined) assert.fail(`${what}: ${difference}`);
}
