/**
 * Native functions on stacks of their own: emits the code that enters them and switches stacks, and keeps the pools. Stacks are
 * mapped by the addon (`native/addon/coroutine.c`).
 */
import { FfiError } from "@koine/diagnostics";
import {
  emitCoroutineAbandon,
  emitCoroutineStart,
  emitCoroutineStep,
  stackPool,
  wordOffsets,
  wordsByteLength,
} from "@koine/engine";
import type { CallSignature, CoroutineMemory, StackPool } from "@koine/engine";
import type { AddonAddress } from "@koine/native";
import type { Address, CoroutineEntry, Coroutines } from "../../backend/contract.ts";
import { toAddress } from "./addresses.ts";
import type { Kernel } from "./prepare-call.ts";
import { requireRuntime } from "./require-module.ts";
import { defaultStackByteLength } from "./stack-size.ts";

/** What the addon backend's coroutines offer to its callbacks besides. */
export interface AddonCoroutines extends Coroutines {
  readonly memory: CoroutineMemory;
  /** Gives the number of a callback. */
  addCallback(enter: () => void): number;
  /** From now on the callback is refused. */
  removeCallback(number: number): void;
}

/** Gives the coroutines of this environment, started at first use; `undefined` where stacks cannot be switched. */
export function createCoroutines(kernel: Kernel): () => AddonCoroutines | undefined {
  let started: { readonly coroutines: AddonCoroutines | undefined } | undefined;
  return () => (started ??= { coroutines: startCoroutines(kernel) }).coroutines;
}

/** For that many callback parameters. */
const spareWordCount = 1024;

function startCoroutines(kernel: Kernel): AddonCoroutines | undefined {
  const { addon, code } = kernel;
  const firstSpareWord = wordsByteLength / 4;
  const words = new Int32Array(firstSpareWord + spareWordCount);
  const control = addon.createCoroutines(addon.addressOf(words));
  if (control === undefined) return undefined;
  const memory = { control: toAddress(control), words: toAddress(addon.addressOf(words)) };
  const step = code.store(emitCoroutineStep(memory));
  const { isMainThread } = requireRuntime("node:worker_threads");
  // The main thread ends with the process, which must not wait for native code; the threads of others go on.
  addon.armCoroutines(control, step, code.store(emitCoroutineAbandon(memory)), !isMainThread);
  const refuseWaiting = (): void => addon.refuseWaiting(control);
  // Number 0 means that no callback is wanted.
  const entries: (() => void)[] = [refuseWaiting];
  const stacks = new StackKeeper(kernel, control);
  return {
    words,
    firstSpareWord,
    memory,
    step: makeSwitch(kernel, step),
    isQuickInTry: kernel.line?.isFastInTry !== false,
    prepare: (target, signature, byteLength) => prepare(kernel, { memory, stacks, target, signature, byteLength }),
    answer: () => (entries[words[wordOffsets.wanted / 4] as number] as () => void)(),
    refuseWaiting,
    finishInner: (own) => addon.finishStacks(control, own),
    addCallback: (enter) => entries.push(enter) - 1,
    removeCallback(number) {
      entries[number] = refuseWaiting;
    },
  };
}

/** Makes what enters code that switches stacks. */
export function makeSwitch({ addon, line }: Kernel, code: bigint): () => void {
  const entry = line === undefined ? addon.makeFunction(code, "step") : addon.makeFastFunction(code, code, 0);
  return entry as () => void;
}

interface PrepareRequest {
  readonly memory: CoroutineMemory;
  readonly stacks: StackKeeper;
  readonly target: Address;
  readonly signature: CallSignature;
  readonly byteLength: number | undefined;
}

function prepare(kernel: Kernel, request: PrepareRequest): CoroutineEntry {
  const { memory, stacks, target, signature, byteLength } = request;
  const pool = stackPool(byteLength ?? defaultStackByteLength());
  const stub = kernel.code.store(kernel.stubs.instantiate(target, signature));
  const start = kernel.code.store(emitCoroutineStart(memory, { stub, poolOffset: pool.offset }));
  return {
    start: makeSwitch(kernel, start),
    freeStack: pool.offset / 4,
    addStack: () => stacks.add(pool),
    stackByteLength: pool.byteLength,
  };
}

/** Free stacks of one size that are kept when a deep recursion has ended. */
const keptStackCount = 16;

/** Adds stacks, and gives back what a deep recursion needed. */
class StackKeeper {
  readonly #kernel: Kernel;
  readonly #control: AddonAddress;
  readonly #counts = new Map<number, number>();

  constructor(kernel: Kernel, control: AddonAddress) {
    this.#kernel = kernel;
    this.#control = control;
  }

  add(pool: StackPool): void {
    const count = (this.#counts.get(pool.offset) ?? 0) + 1;
    if (!this.#kernel.addon.addStack(this.#control, pool.offset, pool.byteLength)) {
      throw new FfiError("FFI_OUT_OF_MEMORY", `there is no memory for another stack of ${pool.byteLength} bytes`, {
        hint: "calls that call back are nested too deeply, or their stacks are too large",
        details: { byteLength: pool.byteLength, count },
      });
    }
    this.#counts.set(pool.offset, count);
    if (count === keptStackCount + 1) queueMicrotask(() => this.#trim(pool));
  }

  /** Runs when no call is in progress any more. */
  #trim(pool: StackPool): void {
    this.#kernel.addon.trimStacks(this.#control, pool.offset, keptStackCount);
    this.#counts.set(pool.offset, keptStackCount);
  }
}
