/** The engine of machine-code stubs and thunks, which is the usual one. */
import {
  emitSlotJump,
  emitStepAfter,
  emitSystemVX64Stub,
  emitSystemVX64Thunk,
  slotByteLength,
  StubTemplates,
  targetSlot,
} from "@koine/engine";
import type { Addon } from "@koine/native";
import type { Address } from "../../backend/contract.ts";
import { toAddress } from "./addresses.ts";
import type { CallMachine, MachineParts } from "./call-machine.ts";
import { CodeRecycler } from "./code-recycler.ts";
import { createCoroutines, makeSwitch } from "./coroutines.ts";
import type { AddonCoroutines } from "./coroutines.ts";
import { CallbackMaker } from "./create-callback.ts";
import type { FunctionPointer, FunctionPointerRequest } from "./create-callback.ts";
import { chooseV8Line } from "./engine-choice.ts";
import type { Engine } from "./engine-choice.ts";
import { once } from "./once.ts";
import { prepareAccess, prepareCall, prepareTextCall } from "./prepare-call.ts";
import type { Kernel } from "./prepare-call.ts";
import { prepareDirect } from "./prepare-direct.ts";
import { createTextArena } from "./text-arena.ts";

/**
 * Starts the engine.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED` where there is no executable memory, or no fast functions and they were insisted on.
 */
export function createStubMachine(parts: MachineParts, wish: Engine | undefined): CallMachine {
  const { addon, code, slotsAddress, liveCallbacks } = parts;
  const line = chooseV8Line({ addon, code, wish });
  const stubs = new StubTemplates(emitSystemVX64Stub, slotsAddress, findErrno(addon));
  const recycler = new CodeRecycler(code);
  // Most programs do without some of these: what is made at the start is waited for.
  const text = once(() => createTextArena(addon, line && { addon, code, typeInfoByteLength: line.typeInfoByteLength }));
  const kernel: Kernel = { addon, code, slotsAddress, stubs, line, recycler };
  const coroutines = createCoroutines(kernel);
  const makePointer = (request: FunctionPointerRequest): FunctionPointer => makeThunk(kernel, coroutines(), request);
  const callbacks = new CallbackMaker({ addon, makePointer, live: liveCallbacks, coroutines, line });
  return {
    engine: line === undefined ? "plain" : "fast",
    prepareCall: (target, signature) => prepareCall(kernel, target, signature),
    anyTarget: code.store(emitSlotJump(slotsAddress + BigInt(targetSlot * slotByteLength))) as Address,
    prepareDirect: (target, signature) => prepareDirect(kernel, target, signature),
    prepareAccess: (byteLength) => prepareAccess(kernel, byteLength),
    prepareTextCall: (target, signature) => prepareTextCall(kernel, target, signature),
    get text() {
      return text();
    },
    coroutines,
    createCallback: (request) => callbacks.create(request),
  };
}

function makeThunk(
  kernel: Kernel,
  coroutines: AddonCoroutines | undefined,
  { signature, record, memory, number }: FunctionPointerRequest,
): FunctionPointer {
  const { addon, code } = kernel;
  const enter = toAddress(addon.callbackEntry());
  if (coroutines === undefined) return { address: code.store(emitSystemVX64Thunk({ signature, record, enter }).code) };
  const block = toAddress(addon.addressOf(memory));
  const yielding = { memory: coroutines.memory, block, wanted: number };
  const thunk = emitSystemVX64Thunk({ signature, record, enter, yielding });
  const address = code.store(thunk.code);
  const resumed = address + BigInt(thunk.resumeOffset as number);
  const step = once(() =>
    makeSwitch(kernel, code.store(emitStepAfter({ memory: coroutines.memory, signature, block, resumed }))),
  );
  return { address, prepareStep: step };
}

/** The address of this thread's `errno`, told by C libraries under different names: glibc and musl, Apple's, and Microsoft's. */
function findErrno(addon: Addon): bigint | undefined {
  const library = addon.openLibrary(null);
  if (typeof library === "string") return undefined;
  for (const name of ["__errno_location", "__error", "_errno"]) {
    const locate = addon.findSymbol(library, name);
    if (toAddress(locate) !== 0n) return toAddress(addon.callWords(locate, new BigUint64Array(0)));
  }
  return undefined;
}
