/** Makes function pointers that lead to JavaScript: a record in the addon, and code that leads to it. */
import { planThunkFrame } from "@koine/engine";
import type { CallSignature, ThunkFrame } from "@koine/engine";
import type { Addon } from "@koine/native";
import type { Address, CallbackEntry, CallbackRequest, RefusalReason } from "../../backend/contract.ts";
import { toAddress } from "./addresses.ts";
import type { AddonCoroutines } from "./coroutines.ts";
import type { V8Line } from "./v8-versions.ts";

/** What a function pointer is made of. */
export interface FunctionPointerRequest {
  readonly signature: CallSignature;
  /** Where values lie in the block. */
  readonly frame: ThunkFrame;
  /** Address of the addon's record. */
  readonly record: bigint;
  /** Where JavaScript reads the block. */
  readonly memory: ArrayBuffer;
  /** What coroutines know the callback by. */
  readonly number: number;
}

/** A function pointer. */
export interface FunctionPointer {
  readonly address: bigint;
  /** As in {@link CallbackEntry}. */
  readonly prepareStep?: CallbackEntry["prepareStep"];
}

/** What callbacks are made with. */
export interface CallbackTools {
  readonly addon: Addon;
  /** Makes what native code calls; it must stay callable for ever. */
  readonly makePointer: (request: FunctionPointerRequest) => FunctionPointer;
  /** `Backend.liveCallbacks`. */
  readonly live: Int32Array;
  /** Gives them, starting them at first use. */
  readonly coroutines: () => AddonCoroutines | undefined;
  readonly line: V8Line | undefined;
}

/** Enough for the arguments of nearly all function types; others get memory of their own. */
const sharedByteLength = 4096;

const refusals: Readonly<Record<number, RefusalReason>> = { 1: "late", 2: "thread", 4: "stack" };

/** Makes the callbacks of one environment. */
export class CallbackMaker {
  readonly #tools: CallbackTools;
  readonly #shared = new ArrayBuffer(sharedByteLength);
  readonly #listeners = new Map<bigint, (reason: RefusalReason) => void>();
  #isDeliveryOpen = false;
  #isEntryOpen = false;

  constructor(tools: CallbackTools) {
    this.#tools = tools;
  }

  /** Makes a function pointer; see `Backend.createCallback`. */
  create({ signature, enter, defaultResult, lasting, onRefused }: CallbackRequest): CallbackEntry {
    const { addon, makePointer, live } = this.#tools;
    const coroutines = this.#tools.coroutines();
    const frame = planThunkFrame(signature, "system-v-x64");
    const memory = frame.byteLength <= sharedByteLength ? this.#shared : new ArrayBuffer(frame.byteLength);
    // Not a view of heap memory, which would move.
    const state = new Int32Array(new ArrayBuffer(4));
    if (lasting !== undefined || onRefused !== undefined) this.#openDelivery();
    this.#openEntry();
    const record = toAddress(
      addon.createCallback(
        enter,
        addon.addressOf(memory),
        frame.byteLength,
        defaultResult,
        addon.addressOf(live),
        lasting === undefined ? 0 : addon.addressOf(state),
        lasting?.threads === "any",
      ),
    );
    if (onRefused !== undefined) this.#listeners.set(record, onRefused);
    const number = coroutines?.addCallback(enter) ?? 1;
    const { address, prepareStep } = makePointer({ signature, frame, record, memory, number });
    return {
      address: address as Address,
      prepareStep,
      memory,
      argumentOffsets: frame.argumentOffsets,
      number,
      setCallable(isCallable) {
        state[0] = isCallable ? 1 : 0;
        if (lasting?.threads === "any") addon.openToThreads(record, isCallable);
      },
      release: () => {
        addon.releaseCallback(record);
        coroutines?.removeCallback(number);
      },
      refusedCallCount: () => addon.refusedCallCount(record),
    };
  }

  /** Lets callbacks enter JavaScript without Node-API where that is known to work; nothing else changes where it does not. */
  #openEntry(): void {
    const { addon, line } = this.#tools;
    if (this.#isEntryOpen || line === undefined) return;
    this.#isEntryOpen = true;
    addon.openDirectEntry(line.handlesOffset, () => {});
  }

  #openDelivery(): void {
    if (this.#isDeliveryOpen) return;
    this.#isDeliveryOpen = true;
    const { addon } = this.#tools;
    addon.openDelivery(
      (record, refusal) => this.#listeners.get(toAddress(record))?.(refusals[refusal] ?? "late"),
      () => {},
    );
    tellBeforeExit();
    // Threads that wait must not be joined by what runs when the process ends.
    process.on("exit", () => addon.closeDelivery());
  }
}

/**
 * Reports come with the event loop, and do not keep it running. A process that has nothing else to do takes one more turn, so that
 * what was refused last is told, too.
 */
function tellBeforeExit(): void {
  let hadTurn = false;
  process.on("beforeExit", () => {
    hadTurn = !hadTurn;
    if (hadTurn) setImmediate(() => {});
  });
}
