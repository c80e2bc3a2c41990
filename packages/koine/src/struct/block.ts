/**
 * Blocks: stretches of memory that struct values lie in, as their accessors see them. Numbers are read and written through
 * typed arrays, one for each kind of number, which are dropped when the memory ends. Accessors do not ask whether there is one: an
 * optimiser takes apart only loops that nothing inside can leave. Memory for new values is in `slab.ts`.
 */
import type { AddressHalves } from "../memory/pointer.ts";
import { createRegion, foreignRegion } from "../memory/region.ts";
import type { Closable, Region } from "../memory/region.ts";

/** What a block is of. */
export interface BlockPlace {
  readonly view: DataView;
  /** Address of the view's first byte, as signed halves. */
  readonly low: number;
  readonly high: number;
  /** What the memory is part of. */
  readonly region: Region;
  /** Bytes from the start of the region to the view's first byte. */
  readonly regionOffset: number;
  /** Of structs with a flexible array, where its room ends, in bytes from the start of the view. */
  readonly flexibleEnd: number | undefined;
}

/** The typed arrays that a block may have, by the kind of their numbers. */
interface BlockElements {
  u8: Uint8Array;
  i8: Int8Array;
  u16: Uint16Array;
  i16: Int16Array;
  u32: Uint32Array;
  i32: Int32Array;
  u64: BigUint64Array;
  i64: BigInt64Array;
  f32: Float32Array;
  f64: Float64Array;
}

/** A kind of number, as typed arrays have them. */
export type ElementKind = keyof BlockElements;

type ElementArrays = {
  readonly [Kind in ElementKind]: {
    readonly BYTES_PER_ELEMENT: number;
    new (buffer: ArrayBufferLike, byteOffset: number, length: number): BlockElements[Kind];
  };
};

const elementArrays: ElementArrays = {
  u8: Uint8Array,
  i8: Int8Array,
  u16: Uint16Array,
  i16: Int16Array,
  u32: Uint32Array,
  i32: Int32Array,
  u64: BigUint64Array,
  i64: BigInt64Array,
  f32: Float32Array,
  f64: Float64Array,
};

/** All kinds of numbers. */
export const elementKinds: readonly ElementKind[] = Object.keys(elementArrays) as ElementKind[];

/** Slabs end with the garbage collector alone. */
export const slabRegion: Region = createRegion(undefined);

/** Places in larger memory do not fit the shifts of the accessors. */
const maximumByteLength = 2 ** 31;

/** Memory that struct values lie in. All have the same properties, so that accessors meet a single shape. */
export class Block implements BlockPlace, Closable {
  // Declared and not defined: V8 would ask at every use what they are, because they were undefined first.
  declare readonly view: DataView;
  declare readonly low: number;
  declare readonly high: number;
  declare readonly region: Region;
  declare readonly regionOffset: number;
  declare readonly flexibleEnd: number | undefined;
  u8: Uint8Array | null = null;
  i8: Int8Array | null = null;
  u16: Uint16Array | null = null;
  i16: Int16Array | null = null;
  u32: Uint32Array | null = null;
  i32: Int32Array | null = null;
  u64: BigUint64Array | null = null;
  i64: BigInt64Array | null = null;
  f32: Float32Array | null = null;
  f64: Float64Array | null = null;
  /** Mostly, all values in a block are of one type. */
  #lastKinds: readonly ElementKind[] | undefined = undefined;

  constructor({ view, low, high, region, regionOffset, flexibleEnd }: BlockPlace) {
    this.view = view;
    this.low = low;
    this.high = high;
    this.region = region;
    this.regionOffset = regionOffset;
    this.flexibleEnd = flexibleEnd;
  }

  /** Makes the arrays that the accessors of some values need. */
  open(kinds: readonly ElementKind[]): this {
    if (this.#lastKinds === kinds) return this;
    this.#lastKinds = kinds;
    const { buffer, byteOffset, byteLength } = this.view;
    for (const kind of kinds) {
      const ElementArray = elementArrays[kind];
      const length = Math.floor(byteLength / ElementArray.BYTES_PER_ELEMENT);
      if (this[kind] === null) Object.assign(this, { [kind]: new ElementArray(buffer, byteOffset, length) });
    }
    return this;
  }

  close(): void {
    this.#lastKinds = undefined;
    for (const kind of elementKinds) this[kind] = null;
  }
}

/** Where a value lies in a block. */
export interface PlaceInBlock {
  readonly block: Block;
  readonly byteOffset: number;
  /** Whether the block has the arrays of the value's numbers. */
  readonly isOpen: boolean;
}

/**
 * Finds a block for values that are somewhere in memory. Only blocks have arrays that end with their region, or never: there is
 * one for each region of Koine's own memory, which sees the whole of it.
 *
 * @param place The block's place, were it made for these values alone.
 * @param byteOffset Where the first value starts there. The others follow at multiples of their largest number's size.
 * @param kinds The arrays that the values need.
 */
export function placeInBlock(place: BlockPlace, byteOffset: number, kinds: readonly ElementKind[]): PlaceInBlock {
  const { view, region, flexibleEnd } = place;
  const hasOwn = region === foreignRegion || region === slabRegion;
  if (hasOwn || region.buffer === undefined || flexibleEnd !== undefined || !region.isAlive || region.isReadOnly) {
    const isOpen = hasOwn && canBeOpen(view, byteOffset, kinds);
    return { block: isOpen ? new Block(place).open(kinds) : new Block(place), byteOffset, isOpen };
  }
  const block = blockOfRegion(region, region.buffer, place);
  const offset = place.regionOffset + byteOffset;
  const isOpen = canBeOpen(block.view, offset, kinds);
  return { block: isOpen ? block.open(kinds) : block, byteOffset: offset, isOpen };
}

function blockOfRegion(region: Region, buffer: ArrayBuffer, { low, high, regionOffset }: BlockPlace): Block {
  const known = region.block;
  if (known instanceof Block) return known;
  const view = new DataView(buffer, region.bufferOffset, region.byteLength);
  const start = startBefore(low, high, regionOffset);
  const block = new Block({
    view,
    low: start.low,
    high: start.high,
    region,
    regionOffset: 0,
    flexibleEnd: undefined,
  });
  region.block = block;
  return block;
}

/** Gives the address so many bytes before another one. */
export function startBefore(low: number, high: number, distance: number): AddressHalves {
  const start = (low >>> 0) - distance;
  return { low: start | 0, high: (high + Math.floor(start / 2 ** 32)) | 0 };
}

/** Tells whether a value inside of another one can be reached through arrays of that one's block. */
export function canOpenInside(block: Block, byteOffset: number, kinds: readonly ElementKind[]): boolean {
  const { view, region } = block;
  return (region === foreignRegion || region.block === block) && canBeOpen(view, byteOffset, kinds);
}

/** Tells whether values can be reached through arrays: those that are aligned. */
function canBeOpen(view: DataView, byteOffset: number, kinds: readonly ElementKind[]): boolean {
  if (view.byteLength >= maximumByteLength) return false;
  return kinds.every((kind) => (view.byteOffset | byteOffset) % elementArrays[kind].BYTES_PER_ELEMENT === 0);
}
