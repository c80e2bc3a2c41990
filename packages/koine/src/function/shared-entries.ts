/**
 * Ways into native code that all functions of one plan share: what is called is written to a slot before each call. Making ways
 * of its own takes a function 10 to 30 microseconds, which pays for those that are called often (`tiered-function.ts`).
 */
import { slotByteLength, targetSlot } from "@koine/engine";
import type { CallSignature } from "@koine/engine";
import type { Backend, CallEntry } from "../backend/contract.ts";

/** Where the ways into native code come from: the backend, or what is shared. */
export type EntrySource = Pick<Backend, "prepareCall" | "prepareTextCall">;

const sources = new WeakMap<Backend, EntrySource>();

/** Gives the ways that functions share whose plans have the same signature *object*; `undefined` where the backend has none. */
export function sharedEntries(backend: Backend): EntrySource | undefined {
  if (backend.anyTarget === 0n) return undefined;
  let source = sources.get(backend);
  if (source === undefined) sources.set(backend, (source = createSource(backend)));
  return source;
}

function createSource(backend: Backend): EntrySource {
  const target = new BigUint64Array(backend.slots, targetSlot * slotByteLength, 1);
  const calls = new WeakMap<CallSignature, CallEntry>();
  const textCalls = new WeakMap<CallSignature, () => string | null>();
  return {
    prepareCall(address, signature) {
      let entry = calls.get(signature);
      if (entry === undefined) calls.set(signature, (entry = backend.prepareCall(backend.anyTarget, signature)));
      const { enter, enterReentrant } = entry;
      return {
        enter() {
          target[0] = address;
          enter();
        },
        enterReentrant() {
          target[0] = address;
          enterReentrant();
        },
      };
    },
    prepareTextCall(address, signature) {
      let enterText = textCalls.get(signature);
      if (enterText === undefined) {
        textCalls.set(signature, (enterText = backend.prepareTextCall(backend.anyTarget, signature)));
      }
      const enter = enterText;
      return () => {
        target[0] = address;
        return enter();
      };
    },
  };
}
