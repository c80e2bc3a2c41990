/**
 * Room behind the argument slots of one function, for structs by value: what plain objects hold is written there just before
 * the call, at addresses that are known when the wrapper is made. Stubs copy it before native code runs, so that nested
 * calls may use it again.
 */
import { slotByteLength, slotCount } from "@koine/engine";
import type { Backend } from "../backend/contract.ts";
import { toHalves } from "../memory/pointer.ts";
import type { AddressHalves } from "../memory/pointer.ts";

/** A place in the call slots that is no slot of the function. */
export interface ScratchPlace extends AddressHalves {
  /** Bytes from slot 0, a multiple of 8. */
  readonly byteOffset: number;
}

/** The room behind the slots of one function. */
export class CallScratch {
  readonly #backend: Pick<Backend, "slots" | "addressOf">;
  #used: number;

  /** @param parameterCount Parameters of the function, whose slots come first. */
  constructor(backend: Pick<Backend, "slots" | "addressOf">, parameterCount: number) {
    this.#backend = backend;
    this.#used = (parameterCount + 1) * slotByteLength;
  }

  /** Takes room that can be read up to the next multiple of 8; `undefined` when there is not that much. */
  take(byteLength: number): ScratchPlace | undefined {
    const byteOffset = this.#used;
    const end = byteOffset + Math.ceil(byteLength / slotByteLength) * slotByteLength;
    if (end > slotCount * slotByteLength) return undefined;
    this.#used = end;
    const address = this.#backend.addressOf(this.#backend.slots) + BigInt(byteOffset);
    return { byteOffset, ...toHalves(address) };
  }
}
