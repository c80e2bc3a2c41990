/**
 * Pointers: typed machine addresses with a lifetime. Their type-level face is `Pointer` of `@koine/ctypes`; values are
 * read and written by `codec.ts`.
 */
import { assertCType, layoutOf, representationOf, resolveAlias, typeName } from "@koine/ctypes";
import type {
  CType,
  Infer,
  Pointer,
  ResolvePointee,
  StringType,
  StructMemberLayout,
  StructType,
  UnionType,
} from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import type { Address } from "../backend/contract.ts";
import { currentBackend } from "../backend/select.ts";
import { cutTerminator, decodeText, readText } from "../text/read-text.ts";
import { accessorOf } from "./accessor.ts";
import type { Accessor } from "./accessor.ts";
import { assertAccepted, readValue, writeValue } from "./codec.ts";
import { findFlexible, flexibleByteLength, flexibleLengthAt } from "./flexible-array.ts";
import type { Memory, PointerCodec } from "./memory.ts";
import { arePointeesCompatible } from "./pointee.ts";
import { findPointer } from "./pointer-of.ts";
import { readField } from "./record-codec.ts";
import { attachView } from "./region-views.ts";
import { foreignRegion, keepInRegion, useAfterFree } from "./region.ts";
import type { Region } from "./region.ts";

/** Halves of a 64-bit address, signed: what call slots take without making a bigint. */
export interface AddressHalves {
  readonly low: number;
  readonly high: number;
}

/** Splits an address in signed 32-bit halves. */
export function toHalves(address: bigint): AddressHalves {
  return { low: Number(BigInt.asIntN(32, address)), high: Number(BigInt.asIntN(32, address >> 32n)) };
}

/** What {@link NativePointer} is made of. */
export interface PointerPlace extends AddressHalves {
  readonly region: Region;
  /** Bytes from the start of the region; 0 where the region is of unknown size. */
  readonly byteOffset: number;
}

/** The implementation of every pointer. Users get it as `Pointer`. */
export class NativePointer<TTarget extends CType = CType> {
  readonly type: TTarget;
  /** @internal */
  readonly low: number;
  /** @internal */
  readonly high: number;
  /** @internal */
  readonly region: Region;
  /** @internal */
  readonly byteOffset: number;
  /** What reads and writes the values; found when it is first needed, `null` for types without one. */
  #accessor: Accessor | null | undefined;

  /** @internal Use `allocate`, a native function's result, or {@link NativePointer.from}. */
  constructor(type: TTarget, low: number, high: number, region: Region, byteOffset: number) {
    this.type = type;
    this.low = low;
    this.high = high;
    this.region = region;
    this.byteOffset = byteOffset;
  }

  /** @internal Makes a pointer to memory of native code, where the accessor of its type is known. */
  static foreign(type: CType, low: number, high: number, accessor: Accessor | null): NativePointer {
    const pointer = new NativePointer(type, low, high, foreignRegion, 0);
    pointer.#accessor = accessor;
    return pointer;
  }

  /**
   * Makes a pointer from a machine address. Nothing can be known of such memory: a wrong address crashes the process.
   *
   * @param address In bytes, from 0 to 2^64-1; 0 gives `null`.
   * @throws {FfiError} `FFI_ARGUMENT_TYPE`, `FFI_ARGUMENT_RANGE` for anything but such a bigint.
   */
  static from<TType extends CType>(address: bigint, type: TType): Pointer<ResolvePointee<TType>> | null {
    if (typeof address !== "bigint") {
      throw new FfiError("FFI_ARGUMENT_TYPE", `Pointer.from(): expected a bigint, got ${typeof address}`);
    }
    if (BigInt.asUintN(64, address) !== address) {
      throw new FfiError("FFI_ARGUMENT_RANGE", `Pointer.from(): ${address} is not a 64-bit address`);
    }
    assertCType(type, "Pointer.from(): type");
    if (address === 0n) return null;
    const { low, high } = toHalves(address);
    return new NativePointer(type, low, high, foreignRegion, 0).toPublic();
  }

  /** The same object under its public type, whose brand exists only for the type checker. */
  toPublic(): Pointer<ResolvePointee<TTarget>> {
    return this as unknown as Pointer<ResolvePointee<TTarget>>;
  }

  get address(): bigint {
    return (BigInt(this.high >>> 0) << 32n) | BigInt(this.low >>> 0);
  }

  get value(): Infer<TTarget> {
    const accessor = this.#accessor;
    // What callbacks lead to mostly. Memory of native code has no end and no bounds that we know.
    if (accessor && this.region === foreignRegion && !this.#isNearNull()) {
      return accessor.read(this.low, this.high) as Infer<TTarget>;
    }
    return this.get(0);
  }

  set value(value: Infer<TTarget>) {
    this.set(0, value);
  }

  get(index: number): Infer<TTarget> {
    const accessor = this.#findAccessor();
    if (accessor === null) return readValue(this.type, this.#element(index), 0) as Infer<TTarget>;
    const low = this.#place(index, accessor.byteLength);
    return accessor.read(low, this.#high(low, index)) as Infer<TTarget>;
  }

  set(index: number, value: Infer<TTarget>): void {
    const accessor = this.#findAccessor();
    const path = `${typeName(this.type)} at index ${index}`;
    if (accessor?.write === undefined || accessor.rule === undefined) {
      writeValue(this.type, this.#element(index), 0, value, path);
      return;
    }
    assertAccepted(accessor.rule, value, path);
    const low = this.#place(index, accessor.byteLength);
    accessor.write(low, this.#high(low, index), value);
  }

  add(count: number): Pointer<ResolvePointee<TTarget>> {
    this.#assertAlive();
    const distance = this.#elementOffset(count);
    const { low, high } = toHalves(this.address + BigInt(distance));
    return new NativePointer(this.type, low, high, this.region, this.byteOffset + distance).toPublic();
  }

  cast<TOther extends CType>(type: TOther): Pointer<ResolvePointee<TOther>> {
    this.#assertAlive();
    assertCType(type, "cast(): type");
    return new NativePointer(type, this.low, this.high, this.region, this.byteOffset).toPublic();
  }

  bytes(byteLength: number): Uint8Array {
    const view = this.#view(0, byteLength);
    return new Uint8Array(view.buffer as ArrayBuffer, view.byteOffset, byteLength);
  }

  string(encoding: string = "utf-8", byteLength?: number): string {
    this.#assertReadable();
    const type: StringType = { kind: "string", encoding: encoding.toLowerCase(), isConst: true };
    const size = this.region.byteLength;
    if (byteLength !== undefined) return decodeText(this.bytes(byteLength).slice(), type, this.toString());
    if (size === undefined) return readText(this.address, type, this.toString());
    const bytes = this.bytes(Math.max(0, size - this.byteOffset));
    return decodeText(cutTerminator(bytes, type, this.toString()).slice(), type, this.toString());
  }

  equals(other: Pointer | null): boolean {
    return other !== null && other.address === this.address;
  }

  toString(): string {
    return `${typeName({ kind: "pointer", target: this.type, isConst: false })} 0x${this.address.toString(16)}`;
  }

  /** @internal Views bytes from the address on, after checking that they are there. */
  viewAt(offset: number, byteLength: number): DataView {
    return this.#view(offset, byteLength);
  }

  #findAccessor(): Accessor | null {
    if (this.#accessor === undefined) this.#accessor = accessorOf(this.type, NativePointer);
    return this.#accessor;
  }

  #elementOffset(index: number): number {
    assertIndex(index);
    return index * layoutOf(this.type, currentBackend().target).byteLength;
  }

  #element(index: number): Memory {
    const { byteLength } = layoutOf(this.type, currentBackend().target);
    assertIndex(index);
    const offset = index * byteLength;
    const place = { pointers: pointerCodec, keep: keepInRegion(this.region, this.byteOffset + offset) };
    if (findFlexible(this.type) === undefined) return { ...place, view: this.#view(offset, byteLength) };
    return { ...place, ...this.viewRecord(offset) };
  }

  /**
   * @internal Views a struct or union with its flexible array.
   *
   * @param stated Number of elements, where the caller knows it; otherwise a member or the size of the memory says it.
   */
  viewRecord(
    offset: number,
    stated?: number,
  ): { readonly view: DataView; readonly flexibleLength: number | undefined } {
    const type = resolveAlias(this.type) as StructType | UnionType;
    const { byteLength } = layoutOf(type, currentBackend().target);
    const view = this.#view(offset, byteLength);
    const flexible = findFlexible(type);
    if (flexible === undefined) return { view, flexibleLength: undefined };
    const size = this.region.byteLength;
    const available = size === undefined ? undefined : size - this.byteOffset - offset;
    const readCount = (count: StructMemberLayout): unknown =>
      readField(count, { view, pointers: pointerCodec }, 0, { fields: [], readValue });
    const flexibleLength = stated ?? flexibleLengthAt(flexible, readCount, available);
    const whole = flexibleByteLength(type, flexible, flexibleLength);
    return { view: whole === byteLength ? view : this.#view(offset, whole), flexibleLength };
  }

  /** Checks that element `index` may be accessed and gives the lower half of its address. */
  #place(index: number, byteLength: number): number {
    this.#assertReadable();
    assertIndex(index);
    this.#assertInside(this.byteOffset + index * byteLength, byteLength);
    return (this.low + index * byteLength) | 0;
  }

  /** Gives the upper half of an element's address: only far elements and unlucky places have another one. */
  #high(low: number, index: number): number {
    if (index === 0) return this.high;
    const { byteLength } = layoutOf(this.type, currentBackend().target);
    const sum = (this.low >>> 0) + index * byteLength;
    return sum >= 0 && sum < 4294967296 && sum >>> 0 === low >>> 0
      ? this.high
      : toHalves(this.address + BigInt(index * byteLength)).high;
  }

  #view(offset: number, byteLength: number): DataView {
    this.#assertReadable();
    const { buffer, bufferOffset } = this.region;
    const start = this.byteOffset + offset;
    if (!Number.isSafeInteger(byteLength) || byteLength < 0) {
      throw new FfiError("FFI_ARGUMENT_RANGE", `Pointer: ${String(byteLength)} is not a length in bytes`);
    }
    this.#assertInside(start, byteLength);
    if (buffer !== undefined) return new DataView(buffer, bufferOffset + start, byteLength);
    const view = currentBackend().viewMemory((this.address + BigInt(offset)) as Address, byteLength);
    if (this.region !== foreignRegion) attachView(this.region, view.buffer as ArrayBuffer);
    return view;
  }

  #assertInside(start: number, byteLength: number): void {
    const size = this.region.byteLength;
    if (size === undefined || (start >= 0 && start + byteLength <= size)) return;
    throw new FfiError("FFI_OUT_OF_BOUNDS", `${byteLength} bytes at offset ${start} lie outside of ${size} bytes`, {
      hint: "the memory was allocated with that size; stay inside or allocate more",
      details: { byteOffset: start, byteLength, size },
    });
  }

  /** Nothing lies in the first page: an address there is NULL, or an offset from it. */
  #assertReadable(): void {
    this.#assertAlive();
    if (this.#isNearNull()) throw nullPointer(this);
  }

  #isNearNull(): boolean {
    return this.high === 0 && this.low >>> 0 < firstPageByteLength;
  }

  #assertAlive(): void {
    if (!this.region.isAlive) throw useAfterFree(this.toString(), this.region);
  }
}

/** The smallest page that any target has; no system maps the first one. */
const firstPageByteLength = 4096;

function nullPointer(pointer: { readonly address: bigint; toString(): string }): FfiError {
  const { address } = pointer;
  const what = address === 0n ? "is NULL" : `is ${address} bytes from NULL`;
  return new FfiError("FFI_NULL_POINTER", `${pointer.toString()} ${what}`, {
    hint: "check for null where the pointer came from; such an address can be passed to C, but not read",
    details: { address },
  });
}

function assertIndex(index: number): void {
  if (Number.isSafeInteger(index)) return;
  throw new FfiError("FFI_ARGUMENT_TYPE", `Pointer: expected an integer index, got ${String(index)}`);
}

/** How pointers lie in memory. */
export const pointerCodec: PointerCodec = {
  create(target, address, byteLength) {
    const { low, high } = toHalves(address);
    const region = byteLength === undefined ? foreignRegion : { ...foreignRegion, byteLength };
    return new NativePointer(target, low, high, region, 0);
  },
  open(value, path) {
    const pointer = value instanceof NativePointer ? (value as NativePointer) : findPointer(value);
    if (!(pointer instanceof NativePointer)) return undefined;
    const { address, type, region } = pointer as NativePointer;
    if (!region.isAlive) throw useAfterFree(path, region);
    return { address, type, buffer: region.buffer };
  },
  readTerminated(element, address) {
    const { low, high } = toHalves(address);
    const pointer = new NativePointer(element, low, high, foreignRegion, 0);
    // Zero is what C sees, whatever the element's values are in JavaScript.
    const native = pointer.cast(representationOf(element));
    const values: unknown[] = [];
    for (;;) {
      const end: unknown = native.get(values.length);
      if (end === null || end === 0 || end === 0n) return values;
      values.push(pointer.get(values.length));
    }
  },
  bytesOf(value, type) {
    const pointer = findPointer(value);
    if (!(pointer instanceof NativePointer) || !arePointeesCompatible(type, pointer.type as CType)) return undefined;
    return { view: pointer.viewAt(0, layoutOf(type, currentBackend().target).byteLength), byteOffset: 0, owner: value };
  },
};
