/**
 * Struct and union values with a face: instances are views of bytes, with an accessor per member. One class is generated
 * per type, so that each accessor reads at a constant offset.
 */
import { computeStructLayout, resolveAlias, typeName } from "@koine/ctypes";
import type { CType, Pointer, StructLayout, StructMemberLayout, StructType, UnionType } from "@koine/ctypes";
import { selectUsed } from "../backend/generated-source.ts";
import { currentBackend } from "../backend/select.ts";
import { readValue, writeValue } from "../memory/codec.ts";
import type { Memory } from "../memory/memory.ts";
import { NativePointer, pointerCodec } from "../memory/pointer.ts";
import { pointerOf } from "../memory/pointer-of.ts";
import { countAfter } from "../memory/member-counts.ts";
import { findFlexible } from "../memory/flexible-array.ts";
import { relocate } from "../memory/read-place.ts";
import { readField, readRecord, writeField } from "../memory/record-codec.ts";
import { createRegion, freeRegion, keepInBuffer, keepInRegion, useAfterFree } from "../memory/region.ts";
import type { Region } from "../memory/region.ts";
import { createPacker } from "./packer.ts";
import type { Packer } from "./packer.ts";
import { Block, canOpenInside, placeInBlock, slabRegion, startBefore } from "./block.ts";
import type { BlockPlace, PlaceInBlock } from "./block.ts";
import { renderInstanceClass } from "./instance-source.ts";
import type { NumberMembers } from "./instance-source.ts";
import { convertNumber, elementKindsOf, numberMemberOf } from "./number-member.ts";
import { slab, takeRoom } from "./slab.ts";

/** Where an instance's bytes are: a block, and what follows from it. */
export interface InstancePlace extends BlockPlace {
  /** Bytes from the start of the view. */
  readonly byteOffset: number;
}

/** What every instance has besides its members. Its place is private to its class: see {@link InstanceClass.placeOf}. */
export interface StructInstance {
  readonly pointer: Pointer;
  toObject(): Record<string, unknown>;
}

/** A generated class. */
export interface InstanceClass {
  /** Makes an instance over bytes at an offset in a block. */
  new (block: Block, byteOffset: number): StructInstance;
  /** Tells whether a value is an instance of this class. */
  isInstance(value: object): boolean;
  /**
   * Writes the address of an instance whose memory is there to two elements; `false` for every other value. Instances of
   * {@link InstanceClass.Careful} must not be asked: their offsets may have more than 31 bits.
   */
  readonly lend: (value: object, slots: Int32Array, at: number) => boolean;
  /** Gives the place of an instance of this class: the address and the offset in the region are its own, not the block's. */
  placeOf(instance: object): InstancePlace;
  /** The class of instances whose block has no arrays. They are instances of this class, too. */
  readonly Careful: InstanceClass;
}

/** A block, and the class of the instances that may lie in it. */
interface OpenBlock extends Omit<PlaceInBlock, "isOpen"> {
  readonly Instance: InstanceClass;
}

/** What is known of one type. */
export interface StructClass {
  readonly type: StructType | UnionType;
  readonly byteLength: number;
  /** Alignment of its room in slabs: 8, or more where the type has more. */
  readonly step: number;
  /** Writes plain objects, where that has a quick way. */
  readonly packer: Packer | undefined;
  /** Finds a block for values over bytes that exist; the first starts so many bytes from the start of the view. */
  openBlock(place: BlockPlace, byteOffset: number): OpenBlock;
  /** Makes an instance over bytes that exist. */
  at(place: InstancePlace): StructInstance;
  /** Makes an instance over bytes of a block, which may have been opened for other values. */
  inside(block: Block, byteOffset: number): StructInstance;
  /** Makes an instance over fresh zeroed bytes, with a flexible array that ends so many bytes from its start. */
  create(flexibleEnd?: number): StructInstance;
  /** The generated class. */
  readonly instances: InstanceClass;
  /** Makes the error for an instance whose memory was freed. */
  freed(what: string): Error;
}

const classes = new WeakMap<StructType | UnionType, StructClass>();

/** Gives the class of a type, generating it at first use. */
export function structClassOf(type: StructType | UnionType): StructClass {
  let known = classes.get(type);
  if (known === undefined) {
    known = createStructClass(type);
    classes.set(type, known);
  }
  return known;
}

/** By prototype: any name may be that of a member, `constructor` too. */
const typesOfPrototypes = new WeakMap<object, StructType | UnionType>();

/** Gives the type of an instance; `undefined` for everything else. */
export function structTypeOf(value: object): StructType | UnionType | undefined {
  const prototype = Object.getPrototypeOf(value) as object | null;
  const type = prototype === null ? undefined : typesOfPrototypes.get(prototype);
  return type !== undefined && structClassOf(type).instances.isInstance(value) ? type : undefined;
}

function createStructClass(type: StructType | UnionType): StructClass {
  const { target } = currentBackend();
  const layout = computeStructLayout(type, target);
  const { byteLength, alignment } = layout;
  const step = Math.max(8, alignment);
  const numbers = layout.fields.map((member) => numberMemberOf(member, layout));
  const Class = compileClass(type, layout, numbers);
  const kinds = elementKindsOf(numbers);
  const openBlock = (place: BlockPlace, offset: number): OpenBlock => {
    // Copying what is left of an object would cost more than all the rest.
    const { block, byteOffset, isOpen } = placeInBlock(place, offset, kinds);
    return { block, byteOffset, Instance: isOpen ? Class : Class.Careful };
  };
  const at = ({ view, byteOffset, low, high, region, regionOffset, flexibleEnd }: InstancePlace): StructInstance => {
    const start = startBefore(low, high, byteOffset);
    const ownOffset = regionOffset - byteOffset;
    const place = { view, low: start.low, high: start.high, region, regionOffset: ownOffset, flexibleEnd };
    const found = openBlock(place, byteOffset);
    return new found.Instance(found.block, found.byteOffset);
  };
  return {
    type,
    byteLength,
    at,
    inside: (block, byteOffset) =>
      canOpenInside(block, byteOffset, kinds)
        ? new Class(block.open(kinds), byteOffset)
        : new Class.Careful(block, byteOffset),
    openBlock,
    create: (end) => {
      const byteOffset = takeRoom(Math.max(byteLength, end ?? 0), step);
      if (end === undefined) return new Class(slab.block, byteOffset);
      return new Class(new Block({ ...slab.block, flexibleEnd: byteOffset + end }).open(kinds), byteOffset);
    },
    packer: createPacker(type),
    step,
    instances: Class,
    freed: (what) => useAfterFree(what, createRegion(byteLength)),
  };
}

function compileClass(type: StructType | UnionType, layout: StructLayout, numbers: NumberMembers): InstanceClass {
  const source = renderInstanceClass(layout.fields, numbers, findFlexible(type) !== undefined);
  const made = currentBackend().compile(
    source,
    selectUsed(source, classBindings(type, layout.fields, numbers)),
  ) as InstanceClass;
  for (const each of [made, made.Careful]) {
    Object.defineProperty(each, "name", { value: type.name });
    typesOfPrototypes.set(each.prototype as object, type);
  }
  return made;
}

function classBindings(
  type: StructType | UnionType,
  members: readonly StructMemberLayout[],
  numbers: NumberMembers,
): Record<string, unknown> {
  const name = typeName(type);
  return {
    pointer: (instance: object, place: InstancePlace) => pointerTo(type, instance, place),
    pointerOf,
    dispose: disposeInstance,
    toObject: (place: InstancePlace) => {
      if (!place.region.isAlive) throw useAfterFree(name, place.region);
      return toObject(type, place, name);
    },
    freed: ({ region }: Block) => useAfterFree(name, region),
    explain: ({ region }: Block, error: unknown) => (region.isAlive ? error : useAfterFree(name, region)),
    convert: numbers.map(
      (number) => number && ((value: unknown) => convertNumber(number, value, `${name}.${number.member.name}`)),
    ),
    read: members.map((member) => (place: InstancePlace) => readMember(member, members, place, name)),
    view: members.map((member) => createMemberView(member, type)),
    write: members.map((member) => (place: InstancePlace, value: unknown) => {
      const path = `${name}.${member.name}`;
      const record = { memory: memoryOf(place), offset: place.byteOffset, path };
      const read = (field: StructMemberLayout): unknown => readMember(field, members, place, name);
      const count = countAfter(members, member, value, { read, path });
      writeField(member, record, value, writeValue);
      if (count !== undefined) writeField(count.counter, record, count.length, writeValue);
    }),
  };
}

type MemberView = (instance: object, block: Block, byteOffset: number) => StructInstance;

/** Structs inside of structs are views of the same bytes, and end with what contains them: most are in the same block. */
function createMemberView(member: StructMemberLayout, type: StructType | UnionType): MemberView {
  let known: StructClass | undefined;
  return (instance, block, byteOffset) => {
    known ??= structClassOf(resolveAlias(member.type as CType) as StructType | UnionType);
    if (block.region !== slabRegion) return known.inside(block, byteOffset + member.byteOffset);
    const own = ownRegions.get(instance)?.block;
    if (own instanceof Block) return known.inside(own, member.byteOffset);
    return known.at(ownPlaceOf(member, type, instance, { block, byteOffset }));
  };
}

/** Gives the place of a member of an instance in a slab: from now on that has a region, which ends with it. */
function ownPlaceOf(
  member: StructMemberLayout,
  type: StructType | UnionType,
  instance: object,
  { block, byteOffset }: { readonly block: Block; readonly byteOffset: number },
): InstancePlace {
  const { view, low, high, flexibleEnd } = block;
  const offset = byteOffset + member.byteOffset;
  return {
    view,
    flexibleEnd,
    byteOffset: offset,
    // Slabs do not cross multiples of 2^32.
    low: (low + offset) | 0,
    high,
    region: ownRegionOf(type, instance, { view, byteOffset, flexibleEnd }),
    regionOffset: member.byteOffset,
  };
}

/** Everything that is no struct is read as a value. `name` is what errors call the instance. */
function readMember(
  member: StructMemberLayout,
  members: readonly StructMemberLayout[],
  place: InstancePlace,
  name: string,
): unknown {
  try {
    return readField(member, readableOf(place), place.byteOffset, { fields: members, readValue });
  } catch (error) {
    throw relocate(error, name);
  }
}

function toObject(type: StructType | UnionType, place: InstancePlace, name: string): Record<string, unknown> {
  try {
    return readRecord(type, readableOf(place), place.byteOffset, readValue);
  } catch (error) {
    throw relocate(error, name);
  }
}

function readableOf({ view, flexibleEnd }: InstancePlace): Memory {
  return { view, pointers: pointerCodec, flexibleEnd };
}

/** What is written to an instance: strings and memory that it points to live as long as its region, or its slab. */
export function memoryOf({ view, byteOffset, region, regionOffset, flexibleEnd }: InstancePlace): Memory {
  if (region === slabRegion) return { ...slabMemory(view), flexibleEnd };
  return { view, pointers: pointerCodec, keep: keepInRegion(region, regionOffset - byteOffset), flexibleEnd };
}

/** The memory of a slab, given its view. Room in a slab is never used twice, so that what is kept for it is never wrong. */
export function slabMemory(view: DataView): Memory {
  return {
    view,
    pointers: pointerCodec,
    keep: (offset, kept) => keepInBuffer(view.buffer, view.byteOffset + offset, kept),
  };
}

/** Regions of what leads to instances in slabs: disposing the instance ends its own. */
const ownRegions = new WeakMap<object, Region>();

function ownRegionOf(
  type: StructType | UnionType,
  instance: object,
  { view, byteOffset, flexibleEnd }: Pick<InstancePlace, "view" | "byteOffset" | "flexibleEnd">,
): Region {
  let own = ownRegions.get(instance);
  if (own === undefined) {
    const { byteLength } = computeStructLayout(type, currentBackend().target);
    own = createRegion(Math.max(byteLength, (flexibleEnd ?? 0) - byteOffset), {
      buffer: view.buffer as ArrayBuffer,
      bufferOffset: view.byteOffset + byteOffset,
      isBufferShared: true,
    });
    ownRegions.set(instance, own);
  }
  return own;
}

/** A pointer to an instance keeps its bytes alive and knows how many they are. */
function pointerTo(type: StructType | UnionType, instance: object, place: InstancePlace): NativePointer {
  const { low, high, region, regionOffset } = place;
  if (region !== slabRegion) return new NativePointer(type, low, high, region, regionOffset);
  return new NativePointer(type, low, high, ownRegionOf(type, instance, place), 0);
}

/** Ends an instance that has memory of its own; views of other memory stay as they are. */
function disposeInstance(instance: object, block: Block): Block {
  if (block.region !== slabRegion) return block;
  const region: Region = ownRegions.get(instance) ?? createRegion(undefined);
  freeRegion(region);
  return new Block({ ...block, region });
}
