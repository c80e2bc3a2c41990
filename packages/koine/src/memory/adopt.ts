/** Memory that C hands over: pointers that own it, and give it back to C when they are disposed or collected. */
import { typeName } from "@koine/ctypes";
import type { CType } from "@koine/ctypes";
import { currentBackend } from "../backend/select.ts";
import { recordOwned } from "../ledger/ledger.ts";
import type { OwnedKind } from "../ledger/ledger.ts";
import { watchRegion } from "./finalize-region.ts";
import { OwnedNativePointer } from "./owned-pointer.ts";
import { NativePointer } from "./pointer.ts";
import { createRegion, foreignRegion } from "./region.ts";
import type { Region } from "./region.ts";

/** How owned memory of one declaration is kept and given back. */
export interface Adoption {
  /** What the memory holds. */
  readonly type: CType;
  readonly kind: OwnedKind;
  /** Gives memory back; called once per pointer. */
  readonly release: (pointer: NativePointer) => unknown;
  /** Bytes that the memory has; the garbage collector is told of them, and accesses stay inside. */
  readonly byteLength?: number | undefined;
}

/** Makes an owning pointer of an address that is not null. */
export function adoptPointer(low: number, high: number, adoption: Adoption): OwnedNativePointer {
  return new OwnedNativePointer(adoption.type, low, high, adoptRegion(low, high, adoption), 0);
}

/** Makes the region of memory that C hands over. Ending it, or losing the last pointer into it, gives the memory back. */
export function adoptRegion(low: number, high: number, adoption: Adoption): Region {
  const { type, kind, byteLength } = adoption;
  const region = createRegion(byteLength);
  region.release = makeRelease(low, high, adoption);
  region.entry = recordOwned(kind, () => typeName({ kind: "pointer", target: type, isConst: false }), byteLength);
  if (byteLength !== undefined) {
    region.externalByteLength = byteLength;
    currentBackend().adjustExternalMemory(byteLength);
  }
  watchRegion(region);
  return region;
}

/** A function of its own, so that it cannot hold the region: then the region would never be collected. */
function makeRelease(low: number, high: number, { type, release }: Adoption): () => void {
  return () => void release(new NativePointer(type, low, high, foreignRegion, 0));
}
