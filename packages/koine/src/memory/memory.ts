/** Pieces of memory as `codec.ts` and `record-codec.ts` read and write them. */
import type { CType, StructType, UnionType } from "@koine/ctypes";

/** Makes and takes apart the pointers that lie in memory; `pointer.ts` is the one that does. */
export interface PointerCodec {
  /** Makes a pointer to a type from an address that is not null; `byteLength` says how much is there, if that is known. */
  create(target: CType, address: bigint, byteLength?: number): unknown;
  /**
   * Takes a pointer, or what lies at one, apart; `undefined` for anything else.
   *
   * @throws {FfiError} `FFI_USE_AFTER_FREE`
   */
  open(value: unknown, path: string): OpenedPointer | undefined;
  /** Reads the elements up to the one that is zero. */
  readTerminated(element: CType, address: bigint): unknown[];
  /**
   * Gives the bytes of an instance of a struct or union; `undefined` for all other values.
   *
   * @throws {FfiError} `FFI_USE_AFTER_FREE`
   */
  bytesOf(value: object, type: StructType | UnionType): RecordBytes | undefined;
}

/** The bytes of a struct or union value. */
export interface RecordBytes {
  readonly view: DataView;
  /** Bytes from the start of the view. */
  readonly byteOffset: number;
  /** Gives what is kept alive for the address at an offset of the view. */
  readonly keptAt: (offset: number) => object | undefined;
}

/** A pointer, taken apart. */
export interface OpenedPointer {
  readonly address: bigint;
  /** The type that it points to. */
  readonly type: CType;
  /** The JavaScript memory that it points into, which must be kept for as long as the address is used. */
  readonly buffer: ArrayBuffer | undefined;
}

/** A piece of memory, and how pointers in it become values. */
export interface Memory {
  readonly view: DataView;
  readonly pointers: PointerCodec;
  /** Keeps alive what an address written at an offset leads to; without it, strings cannot be written. */
  readonly keep?: ((offset: number, kept: object) => void) | undefined;
  /** Where the room of the flexible array at the end of the struct ends, in bytes from the start of the view; no room when absent. */
  readonly flexibleEnd?: number | undefined;
  /** Takes what ends a translated value after the call that it is made for; absent for memory that lives on. */
  readonly defer?: ((free: () => void) => void) | undefined;
}

/** Reads the value of a type that lies `offset` bytes from the start of a memory. */
export type ReadValue = (type: CType, memory: Memory, offset: number) => unknown;

/** Writes an element of an array quickly, where it can; tells whether it did. */
export type WriteQuickly = (value: object, view: DataView, byteOffset: number) => boolean;

/** Writes the value of a type; `path` names it in errors. */
export type WriteValue = (type: CType, memory: Memory, offset: number, value: unknown, path: string) => void;
