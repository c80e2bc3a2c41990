/** Memory that JavaScript owns: `allocate` for one pointer, `Arena` for many that end together. */
import { assertCType, layoutOf, typeName } from "@koine/ctypes";
import type { CType, OwnedPointer, Pointer, ResolvePointee } from "@koine/ctypes";
import { describeValue, FfiError } from "@koine/diagnostics";
import { currentBackend } from "../backend/select.ts";
import { recordOwned, releaseOwned } from "../ledger/ledger.ts";
import { watchRegion } from "./finalize-region.ts";
import { OwnedNativePointer } from "./owned-pointer.ts";
import { NativePointer, toHalves } from "./pointer.ts";
import { createRegion, freeRegion } from "./region.ts";
import type { Region } from "./region.ts";

/**
 * Allocates zeroed memory for `count` values of a type, aligned as the type needs.
 *
 * The memory belongs to the pointer: disposing it (`using`) ends its life for every pointer into it. Without that it lives
 * for as long as some pointer into it is reachable.
 *
 * @param count Number of values, an integer of at least 0.
 * @throws {FfiError} `FFI_ARGUMENT_TYPE`, `FFI_ARGUMENT_RANGE` for a bad count, `FFI_DECLARATION_TYPE` for a type without size,
 *   `FFI_OUT_OF_MEMORY`.
 * @example
 * ```ts
 * import { allocate, c } from "koine";
 *
 * using numbers = allocate(c.int, 4);
 * numbers.set(2, 42);
 * numbers.get(2); // → 42
 * ```
 */
export function allocate<TType extends CType>(type: TType, count = 1): OwnedPointer<ResolvePointee<TType>> {
  const { region, low, high } = allocateRegion(type, count);
  region.entry = recordOwned("allocation", () => describeAllocation(type, count), region.byteLength);
  watchRegion(region);
  return new OwnedNativePointer(type, low, high, region, 0) as unknown as OwnedPointer<ResolvePointee<TType>>;
}

/** Allocates memory for Koine's own use during a call: nobody owns it, and it lives for as long as the pointer is reachable. */
export function allocateForCall(type: CType, count: number): NativePointer {
  const { region, low, high } = allocateRegion(type, count);
  return new NativePointer(type, low, high, region, 0);
}

/** Allocates memory that ends when the arena is disposed. */
export class Arena {
  readonly #regions: Region[] = [];
  readonly #entry = recordOwned("arena", () => "Arena");
  #isDisposed = false;

  /**
   * Allocates zeroed memory for `count` values of a type.
   *
   * @throws {FfiError} `FFI_USE_AFTER_FREE` after the arena was disposed; otherwise like {@link allocate}.
   */
  allocate<TType extends CType>(type: TType, count = 1): Pointer<ResolvePointee<TType>> {
    if (this.#isDisposed) {
      throw new FfiError("FFI_USE_AFTER_FREE", "the arena was disposed", { hint: "allocate before disposing it" });
    }
    const { region, low, high } = allocateRegion(type, count);
    this.#regions.push(region);
    return new NativePointer(type, low, high, region, 0).toPublic();
  }

  [Symbol.dispose](): void {
    this.#isDisposed = true;
    releaseOwned(this.#entry);
    for (const region of this.#regions) freeRegion(region);
    this.#regions.length = 0;
  }
}

function describeAllocation(type: CType, count: number): string {
  return count === 1 ? typeName(type) : `${typeName(type)}[${count}]`;
}

function allocateRegion(type: CType, count: number): { region: Region; low: number; high: number } {
  assertCType(type, "allocate(): type");
  if (!Number.isSafeInteger(count) || count < 0) {
    const code = typeof count === "number" ? "FFI_ARGUMENT_RANGE" : "FFI_ARGUMENT_TYPE";
    const expected = `an integer from 0 to ${Number.MAX_SAFE_INTEGER}`;
    throw new FfiError(code, `allocate(): count: expected ${expected}, got ${describeValue(count)}`, {
      details: { type: typeName(type), expected, received: count },
    });
  }
  const backend = currentBackend();
  const layout = layoutOf(type, backend.target);
  const byteLength = layout.byteLength * count;
  const buffer = createBuffer(byteLength + layout.alignment, type, count);
  const start = backend.addressOf(buffer);
  const padding = Number(-BigInt(start) & BigInt(layout.alignment - 1));
  return { region: createRegion(byteLength, { buffer, bufferOffset: padding }), ...toHalves(start + BigInt(padding)) };
}

function createBuffer(byteLength: number, type: CType, count: number): ArrayBuffer {
  try {
    return new ArrayBuffer(byteLength);
  } catch (error) {
    throw new FfiError("FFI_OUT_OF_MEMORY", `no memory for ${count} of ${typeName(type)} (${byteLength} bytes)`, {
      details: { type: typeName(type), count, byteLength },
      cause: error,
    });
  }
}
