/** Handles: pointers that own a resource of a library, which a function of that library ends. */
import type { HandleType, OpaqueType } from "@koine/ctypes";
import { adoptRegion } from "./adopt.ts";
import { OwnedNativePointer } from "./owned-pointer.ts";
import { arePointeesCompatible } from "./pointee.ts";
import type { AddressHalves, NativePointer } from "./pointer.ts";
import { freeRegion } from "./region.ts";

/** The implementation of handles. Users see it as `Handle<…>`. */
export class NativeHandle extends OwnedNativePointer<OpaqueType> {
  get isReleased(): boolean {
    return !this.region.isAlive;
  }

  release(): void {
    freeRegion(this.region);
  }
}

/** Takes the resource at an address over. `release` calls the function that ends it. */
export function adoptHandle(
  low: number,
  high: number,
  { type, release }: { readonly type: HandleType; readonly release: (pointer: NativePointer) => unknown },
): NativeHandle {
  const region = adoptRegion(low, high, { type: type.target, kind: "handle", release });
  region.ending = `was released (${type.release})`;
  return new NativeHandle(type.target, low, high, region, 0);
}

/** Tells whether a value owns, or did own, a resource of a type. */
export function isHandleOf(value: unknown, type: HandleType): value is NativeHandle {
  return value instanceof NativeHandle && arePointeesCompatible(type.target, value.type);
}

/**
 * Gives the owner of what C left in place of a handle: the same one where it is the same resource. Otherwise C has taken what was
 * passed, which is then not released again.
 *
 * @param passed What the call was given.
 * @param adopt Takes the new resource over, if there is one.
 */
export function replaceHandle(
  passed: NativeHandle | null,
  { low, high }: AddressHalves,
  adopt: () => NativeHandle | null,
): NativeHandle | null {
  if (passed !== null && passed.low === low && passed.high === high) return passed;
  endHandle(passed);
  return adopt();
}

/** Ends a handle whose release function the program called by itself; other values are left alone. */
export function endHandle(value: unknown): void {
  if (!(value instanceof NativeHandle)) return;
  value.region.release = undefined;
  freeRegion(value.region);
}
