/** Makes function pointers that lead to JavaScript: a record in the addon, and a thunk that leads to it. */
import { emitSystemVX64Thunk, planThunkFrame } from "@koine/engine";
import type { CodeMemory } from "@koine/engine";
import type { Addon } from "@koine/native";
import type { Address, CallbackEntry, CallbackRequest } from "../../backend/contract.ts";
import { toAddress } from "./addresses.ts";
import type { AddonCoroutines } from "./coroutines.ts";

/** What callbacks are made with. */
export interface CallbackTools {
  readonly addon: Addon;
  readonly code: CodeMemory;
  /** `Backend.liveCallbacks`. */
  readonly live: Int32Array;
  readonly coroutines: AddonCoroutines | undefined;
}

/** Enough for the arguments of nearly all function types; others get memory of their own. */
const sharedByteLength = 4096;

/** Makes the callbacks of one environment. */
export class CallbackMaker {
  readonly #tools: CallbackTools;
  readonly #shared = new ArrayBuffer(sharedByteLength);

  constructor(tools: CallbackTools) {
    this.#tools = tools;
  }

  /** Makes a function pointer; see `Backend.createCallback`. */
  create({ signature, enter, defaultResult }: CallbackRequest): CallbackEntry {
    const { addon, code, live, coroutines } = this.#tools;
    const frame = planThunkFrame(signature, "system-v-x64");
    const memory = frame.byteLength <= sharedByteLength ? this.#shared : new ArrayBuffer(frame.byteLength);
    const record = addon.createCallback(
      enter,
      addon.addressOf(memory),
      frame.byteLength,
      defaultResult,
      addon.addressOf(live),
    );
    const number = coroutines?.addCallback(enter) ?? 1;
    const thunk = emitSystemVX64Thunk({
      signature,
      record: toAddress(record),
      enter: toAddress(addon.callbackEntry()),
      yielding: coroutines && { memory: coroutines.memory, block: toAddress(addon.addressOf(memory)), wanted: number },
    });
    return {
      address: code.store(thunk) as Address,
      memory,
      argumentOffsets: frame.argumentOffsets,
      number,
      release: () => {
        addon.releaseCallback(record);
        coroutines?.removeCallback(number);
      },
      refusedCallCount: () => addon.refusedCallCount(record),
    };
  }
}
