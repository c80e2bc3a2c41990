/**
 * Random functions of C get exactly the bytes that JavaScript passed and JavaScript gets what they return, whichever way
 * calls are entered and however hot they are. C itself records what it received.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { c, openLibrary } from "koine";
import type { FunctionType, Pointer } from "koine";
import { isChild, quickOptimisation, runFile } from "./child-test.ts";
import { compileInto, inTemporaryDirectory } from "./native-library.ts";
import { requireFunction } from "./native-function.ts";
import type { UntypedFunction } from "./native-function.ts";
import {
  describeSignature,
  renderCallers,
  renderRecorders,
  sampleCallbackSignatures,
  sampleSignatures,
  seed,
  seedNote,
} from "./random-signature.ts";
import type { RandomSignature } from "./random-signature.ts";
import { addressOf, pick, randomNumbers } from "./scalar-samples.ts";
import type { ScalarSample } from "./scalar-samples.ts";

const functionCount = 300;
const callbackCount = 100;
const coldRounds = 3;
const warmCalls = 60;
const hotRounds = 3;

if (isChild) {
  checkRecorders(process.env["KOINE_TEST_RECORDERS"] ?? "");
  checkCallers(process.env["KOINE_TEST_CALLERS"] ?? "");
  process.stdout.write("done\n");
} else {
  for (const engine of enginesToTry()) {
    for (const optimisation of ["-O0", "-O2"]) {
      test(`random signatures against gcc ${optimisation}, ${engine} engine ${seedNote}`, () => {
        inTemporaryDirectory((directory) => {
          const recorders = renderRecorders(sampleSignatures(functionCount));
          const callers = renderCallers(sampleCallbackSignatures(callbackCount));
          const env = {
            KOINE_ENGINE: engine,
            KOINE_SEED: String(seed),
            KOINE_TEST_RECORDERS: compileInto(directory, "recorders", recorders, [optimisation]),
            KOINE_TEST_CALLERS: compileInto(directory, "callers", callers, [optimisation]),
          };
          const { status, signal, printed, output } = runFile(import.meta.url, { env, nodeOptions: quickOptimisation });
          assert.equal(signal, null, output);
          assert.equal(status, 0, output);
          assert.equal(printed, "done\n");
        });
      });
    }
  }
}

/** Where the caller names an engine, that one; else both, of which runtimes other than Node have only the plain one. */
function enginesToTry(): readonly string[] {
  const wish = process.env["KOINE_ENGINE"];
  if (wish !== undefined && wish !== "") return [wish];
  const isNode = process.versions["bun"] === undefined && process.versions["deno"] === undefined;
  return isNode ? ["fast", "plain"] : ["plain"];
}

/** Memory of a library of recorders or callers, by the name of its variable. */
interface Exchange {
  readonly received: Uint8Array;
  readonly given: Uint8Array;
  readonly answer: Uint8Array;
}

function openExchange(
  path: string,
  types: readonly FunctionType[],
): { functions: UntypedFunction[]; exchange: Exchange } {
  const address = c.fn([], c.pointer(c.u8));
  const declarations = Object.fromEntries(types.map((type, index): [string, FunctionType] => [`f${index}`, type]));
  const memory = openLibrary(path, {
    received_address: address,
    given_address: address,
    answer_address: address,
  }).symbols;
  const symbols = openLibrary(path, declarations).symbols as unknown as Record<string, UntypedFunction>;
  return {
    functions: types.map((_, index) => requireFunction(symbols, `f${index}`)),
    exchange: {
      received: (memory.received_address() as Pointer).bytes(128 * 8),
      given: (memory.given_address() as Pointer).bytes(128 * 8),
      answer: (memory.answer_address() as Pointer).bytes(8),
    },
  };
}

function checkRecorders(path: string): void {
  const signatures = sampleSignatures(functionCount);
  const types = signatures.map(({ parameters, result }) =>
    c.fn(
      parameters.map(({ type }) => type),
      result?.type ?? c.void,
    ),
  );
  const { functions, exchange } = openExchange(path, types);
  const random = randomNumbers(seed);
  for (const [index, signature] of signatures.entries()) {
    const native = functions[index] as UntypedFunction;
    const check = (): void => checkCall(native, signature, exchange, random);
    for (let round = 0; round < coldRounds; round++) check();
    const values = signature.parameters.map((parameter) => pick(parameter.values, random));
    for (let call = 0; call < warmCalls; call++) native(...values);
    for (let round = 0; round < hotRounds; round++) check();
  }
}

function checkCall(
  native: UntypedFunction,
  signature: RandomSignature,
  exchange: Exchange,
  random: () => number,
): void {
  const values = signature.parameters.map((parameter) => pick(parameter.values, random));
  const expected = encodeValues(signature.parameters, values);
  exchange.received.fill(0xaa);
  const answer = giveAnswer(signature.result, exchange.answer, random);
  const result = native(...values);
  const what = `${describeSignature(signature)} with ${values.map(String).join(", ")}`;
  assert.deepEqual(Buffer.from(exchange.received), Buffer.from(expected), what);
  assertSame(result, answer, what);
}

function encodeValues(parameters: readonly ScalarSample[], values: readonly unknown[]): Uint8Array {
  const bytes = new Uint8Array(128 * 8).fill(0xaa);
  const view = new DataView(bytes.buffer);
  parameters.forEach((parameter, index) => parameter.encode(view, index * 8, values[index]));
  return bytes;
}

/** Puts a value of the result's type where C takes its answer from. */
function giveAnswer(type: ScalarSample | undefined, answer: Uint8Array, random: () => number): unknown {
  answer.fill(0xaa);
  if (type === undefined) return undefined;
  const value = pick(type.values, random);
  type.encode(new DataView(answer.buffer, answer.byteOffset, 8), 0, value);
  return value;
}

/** 64-bit integers come back as bigints, floats in their precision, pointers by their address. */
function assertSame(received: unknown, expected: unknown, what: string): void {
  if (typeof received === "bigint") assert.equal(received, BigInt(expected as bigint | number), what);
  else if (typeof received === "number")
    assert.ok(Object.is(received, expected), `${what}: ${received}, not ${String(expected)}`);
  else if (typeof received === "object") assert.equal(addressOf(received), addressOf(expected), what);
  else assert.equal(received, expected, what);
}

function checkCallers(path: string): void {
  const signatures = sampleCallbackSignatures(callbackCount);
  const types = signatures.map(({ parameters, result }) => {
    const list = parameters.map(({ type }) => type);
    return c.fn([c.callback(list, result?.type ?? c.void)], c.void);
  });
  const { functions, exchange } = openExchange(path, types);
  const random = randomNumbers(seed);
  for (const [index, signature] of signatures.entries()) {
    const native = functions[index] as UntypedFunction;
    for (let round = 0; round < coldRounds; round++) checkCallback(native, signature, exchange, random);
    for (let call = 0; call < warmCalls; call++) checkCallback(native, signature, exchange, random);
  }
}

function checkCallback(
  native: UntypedFunction,
  signature: RandomSignature,
  exchange: Exchange,
  random: () => number,
): void {
  const { parameters, result } = signature;
  const values = parameters.map((parameter) => pick(parameter.values, random));
  exchange.given.set(encodeValues(parameters, values));
  exchange.received.fill(0xaa);
  const answer = result === undefined ? undefined : pick(result.values, random);
  let calls = 0;
  native((...received: unknown[]) => {
    calls++;
    assert.equal(received.length, values.length);
    received.forEach((value, at) => assertSame(value, values[at], `${describeSignature(signature)}, argument ${at}`));
    return answer;
  });
  assert.equal(calls, 1);
  const expected = encodeValues(result === undefined ? [] : [result], [answer]);
  assert.deepEqual(Buffer.from(exchange.received), Buffer.from(expected), describeSignature(signature));
}
