/**
 * Calls of libffi whose addresses are known as halves, for the layers above: without pointers, without checks. The public
 * way is `call.ts`.
 */
import { slotByteLength } from "@koine/engine";
import type { CallEntry } from "../../backend/contract.ts";
import { currentBackend } from "../../backend/select.ts";
import type { AddressHalves } from "../../memory/pointer.ts";
import { stackIsFull } from "../../function/argument-errors.ts";
import { failClosure, failures } from "./failures.ts";
import { hasCallPlans } from "./call.ts";
import { findLibffiFunction } from "./library.ts";

/** What is called, and where values are. */
export interface Invocation {
  /** The cif, or the plan where {@link invokePlan} is used. */
  readonly cif: AddressHalves;
  readonly code: AddressHalves;
  /** Room for the result, at least 8 bytes. */
  readonly result: AddressHalves;
  /** The address of each argument. */
  readonly values: AddressHalves;
}

/** Calls a function; what closures throw meanwhile waits in {@link failures}. */
export type Invoke = (invocation: Invocation) => void;

/** How calls are made. */
export interface InvokeOptions {
  /** Whether `errno` is set to 0 before the call, and left in its slot of the current backend afterwards. */
  readonly keepsErrno?: boolean | undefined;
}

const invokers = new Map<string, Invoke>();

/** Gives the way to call through a cif. */
export function cifInvoker(options: InvokeOptions = {}): Invoke {
  return findInvoker("ffi_call", options);
}

/** Gives the way to call through a plan, where the installed libffi has plans. */
export function planInvoker(options: InvokeOptions = {}): Invoke | undefined {
  return hasCallPlans() ? findInvoker("ffi_call_plan_invoke", options) : undefined;
}

function findInvoker(symbol: InvokeSymbol, { keepsErrno = false }: InvokeOptions): Invoke {
  const key = `${symbol} ${keepsErrno}`;
  let invoke = invokers.get(key);
  if (invoke === undefined) invokers.set(key, (invoke = createInvoker(symbol, keepsErrno)));
  return invoke;
}

type InvokeSymbol = "ffi_call" | "ffi_call_plan_invoke";

/** Both take (cif or plan, function, result, arguments). */
function createInvoker(symbol: InvokeSymbol, keepsErrno: boolean): Invoke {
  const backend = currentBackend();
  const { liveCallbacks } = backend;
  const entry: CallEntry = backend.prepareCall(findLibffiFunction(symbol), {
    parameters: ["pointer", "pointer", "pointer", "pointer"],
    result: "void",
    keepsErrno,
  });
  const words = new Int32Array(backend.slots);
  const first = slotByteLength / Int32Array.BYTES_PER_ELEMENT;
  return ({ cif, code, result, values }) => {
    words[first] = cif.low;
    words[first + 1] = cif.high;
    words[first + 2] = code.low;
    words[first + 3] = code.high;
    words[first + 4] = result.low;
    words[first + 5] = result.high;
    words[first + 6] = values.low;
    words[first + 7] = values.high;
    failures.depth++;
    try {
      if (liveCallbacks[0] === 0) entry.enter();
      else {
        entry.enterReentrant();
        // Closures that could not be entered, and nobody else who would notice.
        if (liveCallbacks[1] !== 0) {
          liveCallbacks[1] = 0;
          failClosure(stackIsFull(symbol));
        }
      }
    } finally {
      failures.depth--;
    }
  };
}
