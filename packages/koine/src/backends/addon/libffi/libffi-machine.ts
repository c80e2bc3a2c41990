/**
 * The engine that needs no executable memory of its own: calls and callbacks go through the system's libffi, whose closures
 * take their code from its own file. JavaScript above sees no difference but the time that a call takes.
 */
import type { Address } from "../../../backend/contract.ts";
import type { CallMachine, MachineParts } from "../call-machine.ts";
import { CallbackMaker } from "../create-callback.ts";
import { createTextArena } from "../text-arena.ts";
import { makeLibffiPointer } from "./function-pointers.ts";
import { prepareAccess, prepareCall, prepareTextCall } from "./prepare-call.ts";
import type { LibffiKernel } from "./prepare-call.ts";
import type { SystemLibffi } from "./system-libffi.ts";

/** Starts the engine. */
export function createLibffiMachine(
  { addon, target, slotsAddress, liveCallbacks }: MachineParts,
  libffi: SystemLibffi,
): CallMachine {
  const kernel: LibffiKernel = { addon, libffi, target, slotsAddress };
  // Switching stacks takes machine code.
  const coroutines = (): undefined => undefined;
  const callbacks = new CallbackMaker({
    addon,
    makePointer: (request) => ({ address: makeLibffiPointer(kernel, request) }),
    live: liveCallbacks,
    coroutines,
    line: undefined,
  });
  return {
    engine: "libffi",
    prepareCall: (callee, signature) => prepareCall(kernel, callee, signature),
    // Each call has a record of its own, which needs no code.
    anyTarget: 0n as Address,
    prepareDirect: () => undefined,
    prepareAccess: (byteLength) => prepareAccess(kernel, byteLength),
    prepareTextCall: (callee, signature) => prepareTextCall(kernel, callee, signature),
    text: createTextArena(addon, undefined),
    coroutines,
    createCallback: (request) => callbacks.create(request),
  };
}
