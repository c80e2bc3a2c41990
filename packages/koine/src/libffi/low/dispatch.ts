/**
 * How closures lead to JavaScript: all through one function pointer, which tells them apart by a number. The number and the
 * default result are in a record, the user data of the closure; what reads it is C (`Backend.closureEntry`).
 */
import { FfiError } from "@koine/diagnostics";
import type { Address, Backend } from "../../backend/contract.ts";
import { currentBackend } from "../../backend/select.ts";
import { failClosure, failures } from "./failures.ts";

/** What libffi hands to a closure, as signed 32-bit halves of addresses. One object for all calls: read it at once. */
export interface ClosureCall {
  cifLow: number;
  cifHigh: number;
  resultLow: number;
  resultHigh: number;
  argumentsLow: number;
  argumentsHigh: number;
}

/** The JavaScript side of a closure: runs a call. What it throws is given to whoever called; C has the default by then. */
export type ClosureHandler = (call: ClosureCall) => void;

/** A closure's record. It must be reachable for as long as C may call the closure. */
export interface ClosureRecord {
  readonly address: Address;
  /** The record itself: address of the function or 0, number, bytes of the default, default. */
  readonly words: BigUint64Array;
  /** From now on C gets the default. Idempotent. */
  release(): void;
}

/** How many closures are running just now: their memory must not be freed. */
export const activity: { running: number } = { running: 0 };

const headerWords = 3;

interface Dispatcher {
  readonly address: Address;
  readonly handlers: Map<bigint, ClosureHandler>;
  last: bigint;
}

let dispatcher: Dispatcher | undefined;

/**
 * Makes the record of a closure. Until it is released, native code may call JavaScript at any call.
 *
 * @param defaultResult What C gets when JavaScript gives nothing; as long as the cif's result, at least 8 bytes for scalars.
 */
export function createClosureRecord(handler: ClosureHandler, defaultResult: Uint8Array): ClosureRecord {
  const backend = currentBackend();
  assertClosures(backend);
  const { address, handlers } = (dispatcher ??= createDispatcher(backend));
  const number = (dispatcher.last += 1n);
  handlers.set(number, handler);
  const words = new BigUint64Array(headerWords + Math.ceil(defaultResult.byteLength / 8));
  words.set([address, number, BigInt(defaultResult.byteLength)]);
  new Uint8Array(words.buffer).set(defaultResult, headerWords * 8);
  countLive(backend, 1);
  return {
    address: backend.addressOf(words),
    words,
    release() {
      if (!handlers.delete(number)) return;
      words[0] = 0n;
      countLive(backend, -1);
    },
  };
}

function assertClosures({ name, closureEntry }: Backend): void {
  if (closureEntry !== 0n) return;
  throw new FfiError("FFI_UNSUPPORTED", `the ${name} backend has no libffi closures`, {
    details: { capability: "callbacks" },
  });
}

function createDispatcher(backend: Backend): Dispatcher {
  const handlers = new Map<bigint, ClosureHandler>();
  const call = { cifLow: 0, cifHigh: 0, resultLow: 0, resultHigh: 0, argumentsLow: 0, argumentsHigh: 0 };
  let words = new Int32Array(0);
  let numbers = new BigUint64Array(0);
  let offsets: readonly number[] = [];
  const enter = (): void => {
    const [cif = 0, result = 0, values = 0, number = 0] = offsets;
    call.cifLow = words[cif / 4] ?? 0;
    call.cifHigh = words[cif / 4 + 1] ?? 0;
    call.resultLow = words[result / 4] ?? 0;
    call.resultHigh = words[result / 4 + 1] ?? 0;
    call.argumentsLow = words[values / 4] ?? 0;
    call.argumentsHigh = words[values / 4 + 1] ?? 0;
    const handler = handlers.get(numbers[number / 8] ?? 0n);
    if (handler === undefined || failures.hasFailed) return;
    activity.running++;
    try {
      handler(call);
    } catch (error) {
      failClosure(error);
    } finally {
      activity.running--;
    }
  };
  const entry = backend.createCallback({
    signature: { parameters: ["pointer", "pointer", "pointer", "pointer"], result: "void" },
    enter,
    defaultResult: new Uint8Array(0),
  });
  words = new Int32Array(entry.memory);
  numbers = new BigUint64Array(entry.memory);
  offsets = entry.argumentOffsets;
  return { address: entry.address, handlers, last: 0n };
}

/** While there are closures, any call of native code may lead back to JavaScript. */
function countLive({ liveCallbacks, guard }: Backend, change: 1 | -1): void {
  liveCallbacks[0] = (liveCallbacks[0] ?? 0) + change;
  if (change === 1) guard.begin();
  else guard.end();
}
