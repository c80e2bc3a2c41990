/**
 * The simulated address space: JavaScript buffers and blocks of a native heap, each at an address of its own with unmapped
 * room around it. What code lies at which address is in `machine.ts`.
 */
import type { Address } from "../../backend/contract.ts";
import { SegmentationFault } from "./segmentation-fault.ts";

const firstAddress = 0x7f00_0000_0000n;
const alignment = 64n;
/** Half of the address space that one pair of address halves can reach without carrying into the upper half. */
const upperHalf = 1n << 32n;

/** One mapped stretch. JavaScript's buffers are held weakly: using one that was collected is a fault, as on a machine. */
interface Block {
  readonly start: bigint;
  readonly buffer: WeakRef<ArrayBufferLike>;
}

/** Memory that JavaScript and simulated native code share. */
export class FakeMemory {
  /** Sorted by address, because addresses are only ever handed out upwards. */
  readonly #blocks: Block[] = [];
  readonly #starts = new WeakMap<ArrayBufferLike, bigint>();
  /** Blocks of the native heap by address: these live until they are freed. */
  readonly #heap = new Map<bigint, ArrayBuffer>();
  #next = firstAddress;

  /** Gives the address of a buffer's first byte, mapping the buffer if that was not done; 0 for an empty one. */
  addressOf(buffer: ArrayBufferLike | ArrayBufferView): Address {
    if (buffer.byteLength === 0) return 0n as Address;
    if (!ArrayBuffer.isView(buffer)) return this.#startOf(buffer);
    return (this.#startOf(buffer.buffer) + BigInt(buffer.byteOffset)) as Address;
  }

  /** Allocates zeroed bytes on the native heap, as C's `calloc` does. They belong to the caller. */
  allocate(byteLength: number): Address {
    // A block of no bytes has an address, too.
    const buffer = new ArrayBuffer(Math.max(byteLength, 1));
    const start = this.#startOf(buffer);
    this.#heap.set(start, buffer);
    return start;
  }

  /** Frees a block of the native heap: later accesses are faults. */
  free(address: bigint): void {
    if (address === 0n) return;
    const buffer = this.#heap.get(address);
    if (buffer === undefined) throw new SegmentationFault(`free(): 0x${address.toString(16)} is no block of the heap`);
    this.#heap.delete(address);
    const index = this.#blocks.findIndex(({ start }) => start === address);
    this.#blocks.splice(index, 1);
  }

  /** Number of blocks of the native heap that were not freed. */
  get heapBlockCount(): number {
    return this.#heap.size;
  }

  /**
   * Views mapped memory without a copy.
   *
   * @throws {SegmentationFault} When one of the bytes is not mapped.
   */
  view(address: bigint, byteLength: number): DataView<ArrayBufferLike> {
    const { buffer, offset } = this.#find(address, byteLength);
    return new DataView(buffer, offset, byteLength);
  }

  /** Like {@link FakeMemory.view}, as bytes. */
  bytes(address: bigint, byteLength: number): Uint8Array<ArrayBufferLike> {
    const { buffer, offset } = this.#find(address, byteLength);
    return new Uint8Array(buffer, offset, byteLength);
  }

  /** Copies the bytes before the first NUL. */
  readBytesUntilNul(address: bigint): Uint8Array<ArrayBuffer> {
    const { buffer, offset } = this.#find(address, 1);
    const rest = new Uint8Array(buffer, offset);
    const byteLength = rest.indexOf(0);
    if (byteLength < 0) throw fault(address + BigInt(rest.length));
    return rest.slice(0, byteLength);
  }

  /** Counts the bytes before the first unit that is zero. */
  measureText(address: bigint, unitByteLength: 1 | 2 | 4): number {
    for (let length = 0; ; length += unitByteLength) {
      if (this.bytes(address + BigInt(length), unitByteLength).every((byte) => byte === 0)) return length;
    }
  }

  /** Copies the NUL-terminated UTF-8 string at an address. */
  readText(address: bigint): string {
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(this.readBytesUntilNul(address));
  }

  /** Puts a NUL-terminated UTF-8 string on the heap. It belongs to the caller. */
  allocateText(text: string): Address {
    const encoded = new TextEncoder().encode(text);
    const address = this.allocate(encoded.length + 1);
    this.bytes(address, encoded.length).set(encoded);
    return address;
  }

  #startOf(buffer: ArrayBufferLike): Address {
    const known = this.#starts.get(buffer);
    if (known !== undefined) return known as Address;
    const byteLength = BigInt(largestByteLength(buffer));
    let start = this.#next;
    // Address halves are added to separately above the contract; no block may need a carry.
    if (start / upperHalf !== (start + byteLength) / upperHalf) start = (start / upperHalf + 1n) * upperHalf;
    this.#next = ((start + byteLength + 2n * alignment) / alignment) * alignment;
    this.#starts.set(buffer, start);
    this.#blocks.push({ start, buffer: new WeakRef(buffer) });
    return start as Address;
  }

  #find(address: bigint, byteLength: number): { readonly buffer: ArrayBufferLike; readonly offset: number } {
    const block = this.#lastBlockBefore(address);
    const buffer = block?.buffer.deref();
    if (block === undefined || buffer === undefined) throw fault(address);
    const offset = Number(address - block.start);
    if (offset + byteLength > buffer.byteLength) throw fault(block.start + BigInt(buffer.byteLength));
    return { buffer, offset };
  }

  #lastBlockBefore(address: bigint): Block | undefined {
    let low = 0;
    let high = this.#blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#blocks[middle] as Block).start <= address) low = middle + 1;
      else high = middle;
    }
    return this.#blocks[low - 1];
  }
}

/** What a buffer may grow to. Resizable buffers came after the library that this is compiled against. */
function largestByteLength(buffer: ArrayBufferLike): number {
  return (buffer as { readonly maxByteLength?: number }).maxByteLength ?? buffer.byteLength;
}

function fault(address: bigint): SegmentationFault {
  return new SegmentationFault(`0x${address.toString(16)} is not mapped`);
}
