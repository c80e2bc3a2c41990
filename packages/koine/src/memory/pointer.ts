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
import { findFlexible, endOfElements, endOfRoom } from "./flexible-array.ts";
import type { Memory, PointerCodec } from "./memory.ts";
import { arePointeesCompatible } from "./pointee.ts";
import { findPointer } from "./pointer-of.ts";
import { relocate } from "./read-place.ts";
import { readField } from "./record-codec.ts";
import { attachView } from "./region-views.ts";
import { readOnlyVariable, toReadOnlyView } from "./read-only-view.ts";
import { createRegion, foreignRegion, keepInRegion, keptAt, useAfterFree } from "./region.ts";
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

/** Tells whether a value is a pointer that another copy of Koine made: its lifetime is not known here. */
export function isForeignPointer(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  try {
    return !(value instanceof NativePointer) && (value as { readonly brand?: unknown }).brand === NativePointer.brand;
  } catch {
    // A getter or a Proxy, which may be revoked.
    return false;
  }
}

/** What {@link NativePointer} is made of. */
export interface PointerPlace extends AddressHalves {
  readonly region: Region;
  /** Bytes from the start of the region; 0 where the region is of unknown size. */
  readonly byteOffset: number;
}

/** The implementation of every pointer. Users get it as `Pointer`. */
export class NativePointer<TTarget extends CType = CType> {
  declare readonly type: TTarget;
  /** @internal */
  declare readonly low: number;
  /** @internal */
  declare readonly high: number;
  /** @internal */
  declare readonly region: Region;
  /** @internal */
  declare readonly byteOffset: number;
  /** @internal What reads and writes the values; found when it is first needed, `null` for types without one. */
  declare accessor: Accessor | null | undefined;

  /** @internal What pointers of all copies of Koine have: a program may contain several, each with a class of its own. */
  static readonly brand: symbol = Symbol.for("koine.pointer");

  /** @internal Use `allocate`, a native function's result, or {@link NativePointer.from}. */
  // oxlint-disable-next-line eslint/max-params -- callbacks make two per comparison: fields that are set once cost less
  constructor(
    type: TTarget,
    low: number,
    high: number,
    region: Region,
    byteOffset: number,
    accessor?: Accessor | null,
  ) {
    this.type = type;
    this.low = low;
    this.high = high;
    this.region = region;
    this.byteOffset = byteOffset;
    this.accessor = accessor;
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

  /** @internal */
  get brand(): symbol {
    return NativePointer.brand;
  }

  get address(): bigint {
    return (BigInt(this.high >>> 0) << 32n) | BigInt(this.low >>> 0);
  }

  get value(): Infer<TTarget> {
    const accessor = this.accessor;
    // What callbacks lead to mostly. Memory of native code has no end and no bounds that we know.
    if (accessor && this.region === foreignRegion && !isNearNull(this)) {
      return accessor.read(this.low, this.high) as Infer<TTarget>;
    }
    return this.get(0);
  }

  set value(value: Infer<TTarget>) {
    this.set(0, value);
  }

  get(index: number): Infer<TTarget> {
    const accessor = findAccessor(this);
    if (accessor === null) return readElement(this, index) as Infer<TTarget>;
    const low = placeElement(this, index, accessor.byteLength);
    return accessor.read(low, highOf(this, low, index)) as Infer<TTarget>;
  }

  set(index: number, value: Infer<TTarget>): void {
    const accessor = findAccessor(this);
    const path = `${typeName(this.type)} at index ${index}`;
    if (this.region.isReadOnly) throw readOnlyVariable(path);
    if (accessor?.write === undefined || accessor.rule === undefined) {
      writeValue(this.type, elementAt(this, index), 0, value, path);
      return;
    }
    assertAccepted(accessor.rule, value, path);
    const low = placeElement(this, index, accessor.byteLength);
    accessor.write(low, highOf(this, low, index), value);
  }

  add(count: number): Pointer<ResolvePointee<TTarget>> {
    assertAlive(this);
    const distance = elementOffsetOf(this, count);
    const { low, high } = toHalves(this.address + BigInt(distance));
    return new NativePointer(this.type, low, high, this.region, this.byteOffset + distance).toPublic();
  }

  cast<TOther extends CType>(type: TOther): Pointer<ResolvePointee<TOther>> {
    assertAlive(this);
    assertCType(type, "cast(): type");
    return new NativePointer(type, this.low, this.high, this.region, this.byteOffset).toPublic();
  }

  bytes(byteLength: number): Uint8Array {
    const view = exposeBytes(this, byteLength);
    return new Uint8Array(view.buffer as ArrayBuffer, view.byteOffset, byteLength);
  }

  string(encoding: string = "utf-8", byteLength?: number): string {
    assertReadable(this);
    const type: StringType = { kind: "string", encoding: encoding.toLowerCase(), isConst: true };
    const size = this.region.byteLength;
    if (byteLength !== undefined) return decodeText(readableBytes(this, byteLength).slice(), type, this.toString());
    if (size === undefined) return readText(this.address, type, this.toString());
    const bytes = readableBytes(this, Math.max(0, size - this.byteOffset));
    return decodeText(cutTerminator(bytes, type, this.toString()).slice(), type, this.toString());
  }

  equals(other: Pointer | null | undefined): boolean {
    return other?.address === this.address;
  }

  toString(): string {
    return `${typeName({ kind: "pointer", target: this.type, isConst: false })} 0x${this.address.toString(16)}`;
  }

  /** @internal Views bytes from the address on, after checking that they are there. */
  viewAt(offset: number, byteLength: number): DataView {
    return viewBytes(this, offset, byteLength);
  }

  /**
   * @internal Views a struct or union with its flexible array.
   *
   * @param stated Number of elements, where the caller knows it; otherwise a member or the size of the memory says it.
   */
  viewRecord(offset: number, stated?: number): { readonly view: DataView; readonly flexibleEnd: number | undefined } {
    const type = resolveAlias(this.type) as StructType | UnionType;
    const { byteLength } = layoutOf(type, currentBackend().target);
    const view = viewBytes(this, offset, byteLength);
    const flexible = findFlexible(type);
    if (flexible === undefined) return { view, flexibleEnd: undefined };
    const size = this.region.byteLength;
    const available = size === undefined ? undefined : size - this.byteOffset - offset;
    const readCount = (count: StructMemberLayout): unknown =>
      readField(count, { view, pointers: pointerCodec }, 0, { fields: [], readValue });
    const flexibleEnd = stated === undefined ? endOfRoom(type, readCount, available) : endOfElements(flexible, stated);
    const whole = Math.max(byteLength, flexibleEnd ?? 0);
    return { view: whole === byteLength ? view : viewBytes(this, offset, whole), flexibleEnd };
  }
}

// Node, Bun and Deno show this in consoles.
Object.defineProperty(NativePointer.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  value(this: NativePointer): string {
    const { isAlive, byteLength } = this.region;
    const extent = byteLength === undefined ? "" : `, ${byteLength - this.byteOffset} bytes`;
    return `[Pointer: ${this.toString()}${isAlive ? extent : ", ended"}]`;
  },
});

/** The smallest page that any target has; no system maps the first one. */
const firstPageByteLength = 4096;

/** A pointer as the functions below see it. They are no private methods, with which making a pointer takes twice as long. */
interface OpenPointer extends PointerPlace {
  readonly type: CType;
  readonly address: bigint;
  accessor: Accessor | null | undefined;
  toString(): string;
  viewRecord(offset: number): Pick<Memory, "view"> & { readonly flexibleEnd: number | undefined };
}

function findAccessor(pointer: OpenPointer): Accessor | null {
  if (pointer.accessor === undefined) pointer.accessor = accessorOf(pointer.type, NativePointer);
  return pointer.accessor;
}

function elementOffsetOf(pointer: OpenPointer, index: number): number {
  assertIndex(index);
  return index * layoutOf(pointer.type, currentBackend().target).byteLength;
}

function elementAt(pointer: OpenPointer, index: number): Memory {
  const { byteLength } = layoutOf(pointer.type, currentBackend().target);
  assertIndex(index);
  const offset = index * byteLength;
  const place = { pointers: pointerCodec, keep: keepInRegion(pointer.region, pointer.byteOffset + offset) };
  if (findFlexible(pointer.type) === undefined) return { ...place, view: viewBytes(pointer, offset, byteLength) };
  return { ...place, ...pointer.viewRecord(offset) };
}

/** What errors call an element that a pointer leads to. */
export function elementPlaceOf(type: CType, index: number): string {
  return `${typeName(type)} at index ${index}`;
}

/** Reads an element that is no scalar and no pointer. */
function readElement(pointer: OpenPointer, index: number): unknown {
  const memory = elementAt(pointer, index);
  try {
    return readValue(pointer.type, memory, 0);
  } catch (error) {
    throw relocate(error, elementPlaceOf(pointer.type, index));
  }
}

/** Checks that element `index` may be accessed and gives the lower half of its address. */
function placeElement(pointer: OpenPointer, index: number, byteLength: number): number {
  assertReadable(pointer);
  assertIndex(index);
  assertInside(pointer, pointer.byteOffset + index * byteLength, byteLength);
  return (pointer.low + index * byteLength) | 0;
}

/** Gives the upper half of an element's address: only far elements and unlucky places have another one. */
function highOf(pointer: OpenPointer, low: number, index: number): number {
  if (index === 0) return pointer.high;
  const { byteLength } = layoutOf(pointer.type, currentBackend().target);
  const sum = (pointer.low >>> 0) + index * byteLength;
  return sum >= 0 && sum < 4294967296 && sum >>> 0 === low >>> 0
    ? pointer.high
    : toHalves(pointer.address + BigInt(index * byteLength)).high;
}

function viewBytes(pointer: OpenPointer, offset: number, byteLength: number): DataView {
  assertReadable(pointer);
  const { buffer, bufferOffset } = pointer.region;
  const start = pointer.byteOffset + offset;
  if (!Number.isSafeInteger(byteLength) || byteLength < 0) {
    throw new FfiError("FFI_ARGUMENT_RANGE", `Pointer: ${String(byteLength)} is not a length in bytes`);
  }
  assertInside(pointer, start, byteLength);
  if (buffer !== undefined) return new DataView(buffer, bufferOffset + start, byteLength);
  return viewNative(pointer, offset, byteLength);
}

/** Views bytes for those who use Koine: what they hold when the region ends must become empty. */
function exposeBytes(pointer: OpenPointer, byteLength: number): DataView {
  const view = viewBytes(pointer, 0, byteLength);
  const { region } = pointer;
  if (region.buffer === undefined) return view;
  // The buffer itself cannot be emptied: a view of its own can.
  if (region.isBufferShared) return viewNative(pointer, 0, byteLength);
  region.isBufferExposed = true;
  return view;
}

function viewNative(pointer: OpenPointer, offset: number, byteLength: number): DataView {
  const view = currentBackend().viewMemory((pointer.address + BigInt(offset)) as Address, byteLength);
  if (pointer.region !== foreignRegion) attachView(pointer.region, view.buffer as ArrayBuffer);
  return pointer.region.isReadOnly ? toReadOnlyView(view) : view;
}

function readableBytes(pointer: OpenPointer, byteLength: number): Uint8Array {
  const { buffer, byteOffset } = viewBytes(pointer, 0, byteLength);
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function assertInside(pointer: OpenPointer, start: number, byteLength: number): void {
  const size = pointer.region.byteLength;
  if (size === undefined || (start >= 0 && start + byteLength <= size)) return;
  throw new FfiError("FFI_OUT_OF_BOUNDS", `${byteLength} bytes at offset ${start} lie outside of ${size} bytes`, {
    hint: "the memory was allocated with that size; stay inside or allocate more",
    details: { byteOffset: start, byteLength, size },
  });
}

/** Nothing lies in the first page: an address there is NULL, or an offset from it. */
function assertReadable(pointer: OpenPointer): void {
  assertAlive(pointer);
  if (isNearNull(pointer)) throw nullPointer(pointer);
}

function isNearNull(pointer: OpenPointer): boolean {
  return pointer.high === 0 && pointer.low >>> 0 < firstPageByteLength;
}

function assertAlive(pointer: OpenPointer): void {
  if (!pointer.region.isAlive) throw useAfterFree(pointer.toString(), pointer.region);
}

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
    const region = byteLength === undefined ? foreignRegion : createRegion(byteLength);
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
    const { region, byteOffset } = pointer as NativePointer;
    return {
      view: pointer.viewAt(0, layoutOf(type, currentBackend().target).byteLength),
      byteOffset: 0,
      keptAt: (offset) => keptAt(region, byteOffset + offset),
    };
  },
};
