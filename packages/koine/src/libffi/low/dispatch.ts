/**
 * The one C function that all closures of this environment lead to: `void (ffi_cif *, void *result, void **arguments, void
 * *user_data)`. The user data is a number under which the JavaScript side of the closure is found.
 */
import { currentBackend } from "../../backend/select.ts";
import type { Address } from "../../backend/contract.ts";
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

/** The JavaScript side of a closure. */
export interface ClosureHandler {
  /** Runs a call. What it throws is given to whoever called. */
  enter(call: ClosureCall): void;
  /** Gives C a result without running user code, because an earlier closure of the same call failed or this one did. */
  refuse(call: ClosureCall): void;
}

/** The function, and how handlers come and go. */
export interface Dispatcher {
  readonly address: Address;
  /** Gives the user data for a handler. Until it is removed, native code may call JavaScript at any call. */
  add(handler: ClosureHandler): number;
  remove(userData: number): void;
}

let dispatcher: Dispatcher | undefined;

/** Gives the dispatcher of this environment. */
export function closureDispatcher(): Dispatcher {
  return (dispatcher ??= createDispatcher());
}

function createDispatcher(): Dispatcher {
  const backend = currentBackend();
  const handlers = new Map<number, ClosureHandler>();
  const call: ClosureCall = {
    cifLow: 0,
    cifHigh: 0,
    resultLow: 0,
    resultHigh: 0,
    argumentsLow: 0,
    argumentsHigh: 0,
  };
  let words = new Int32Array(0);
  let places: readonly number[] = [];
  const enter = (): void => {
    const [cif = 0, result = 0, values = 0, userData = 0] = places;
    call.cifLow = words[cif] ?? 0;
    call.cifHigh = words[cif + 1] ?? 0;
    call.resultLow = words[result] ?? 0;
    call.resultHigh = words[result + 1] ?? 0;
    call.argumentsLow = words[values] ?? 0;
    call.argumentsHigh = words[values + 1] ?? 0;
    const handler = handlers.get(words[userData] ?? 0);
    if (handler !== undefined) enterHandler(handler, call);
  };
  const entry = backend.createCallback({
    signature: { parameters: ["pointer", "pointer", "pointer", "pointer"], result: "void" },
    enter,
    defaultResult: new Uint8Array(0),
  });
  words = new Int32Array(entry.memory);
  places = entry.argumentOffsets.map((offset) => offset / 4);
  let last = 0;
  return {
    address: entry.address,
    add(handler) {
      do last = (last + 1) | 0;
      while (last === 0 || handlers.has(last));
      handlers.set(last, handler);
      countLive(1);
      return last;
    },
    remove(userData) {
      if (handlers.delete(userData)) countLive(-1);
    },
  };
}

function enterHandler(handler: ClosureHandler, call: ClosureCall): void {
  const { resultLow, resultHigh } = call;
  try {
    if (failures.hasFailed) handler.refuse(call);
    else handler.enter(call);
  } catch (error) {
    // Closures that were called in the meantime have used the object.
    call.resultLow = resultLow;
    call.resultHigh = resultHigh;
    handler.refuse(call);
    failClosure(error);
  }
}

/** While there are closures, any call of native code may lead back to JavaScript. */
function countLive(change: 1 | -1): void {
  const { liveCallbacks, guard } = currentBackend();
  liveCallbacks[0] = (liveCallbacks[0] ?? 0) + change;
  guard.attention += change;
}
