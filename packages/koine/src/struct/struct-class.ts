/**
 * Struct and union values with a face: instances are views of bytes, with an accessor per member. One class is generated
 * per type, so that each accessor reads at a constant offset.
 */
import { computeStructLayout, resolveAlias, typeName } from "@koine/ctypes";
import type { CType, Pointer, StructMemberLayout, StructType, UnionType } from "@koine/ctypes";
import { selectUsed } from "../backend/generated-source.ts";
import { currentBackend } from "../backend/select.ts";
import { renderAcceptance, scalarRule } from "../function/scalar-rule.ts";
import type { ScalarRule } from "../function/scalar-rule.ts";
import { readValue, writeValue } from "../memory/codec.ts";
import type { Memory } from "../memory/memory.ts";
import { NativePointer, pointerCodec } from "../memory/pointer.ts";
import { pointerOf } from "../memory/pointer-of.ts";
import { countAfter } from "../memory/member-counts.ts";
import { findFlexible, flexibleByteLength } from "../memory/flexible-array.ts";
import { relocate } from "../memory/read-place.ts";
import { readField, readRecord, writeField } from "../memory/record-codec.ts";
import { createRegion, freeRegion, keepInBuffer, keepInRegion, useAfterFree } from "../memory/region.ts";
import type { Region } from "../memory/region.ts";
import { createPacker } from "./packer.ts";
import type { Packer } from "./packer.ts";
import { slab, slabRegion, takeRoom } from "./slab.ts";
import type { Block } from "./slab.ts";

/** Where an instance's bytes are: a block, and what follows from it. */
export interface InstancePlace extends Block {
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
  /** Gives the place of an instance of this class: the address and the offset in the region are its own, not the block's. */
  placeOf(instance: object): InstancePlace;
}

/** What is known of one type. */
export interface StructClass {
  readonly type: StructType | UnionType;
  readonly byteLength: number;
  /** Alignment of its room in slabs: 8 or 16. */
  readonly step: number;
  /** Writes plain objects, where that has a quick way. */
  readonly packer: Packer | undefined;
  /** Makes an instance over bytes that exist. */
  at(place: InstancePlace): StructInstance;
  /** Makes an instance over fresh zeroed bytes, with so many elements in its flexible array. */
  create(flexibleLength?: number): StructInstance;
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
  const { byteLength, alignment, fields } = computeStructLayout(type, target);
  const step = Math.max(8, alignment);
  const Class = compileClass(type, fields);
  typesOfPrototypes.set(Class.prototype as object, type);
  const flexible = findFlexible(type);
  const at = ({ view, byteOffset, low, high, region, regionOffset, flexibleLength }: InstancePlace): StructInstance => {
    const startLow = (low - byteOffset) | 0;
    const startHigh = low >>> 0 < byteOffset ? (high - 1) | 0 : high;
    const start = regionOffset - byteOffset;
    const block = { view, low: startLow, high: startHigh, region, regionOffset: start, flexibleLength };
    return new Class(block, byteOffset);
  };
  return {
    type,
    byteLength,
    at,
    create: (flexibleLength) => {
      const whole = flexibleLength === undefined ? byteLength : flexibleByteLength(type, flexible, flexibleLength);
      const byteOffset = takeRoom(whole, step);
      return new Class(flexible === undefined ? slab.block : { ...slab.block, flexibleLength }, byteOffset);
    },
    packer: createPacker(type),
    step,
    instances: Class,
    freed: (what) => useAfterFree(what, createRegion(byteLength)),
  };
}

function compileClass(type: StructType | UnionType, members: readonly StructMemberLayout[]): InstanceClass {
  const flexible = findFlexible(type) === undefined ? "" : ", flexibleLength: block.flexibleLength";
  const source = [
    `return class Instance {`,
    "  #block; #offset;",
    "  constructor(block, offset) { this.#block = block; this.#offset = offset; }",
    "  static isInstance(value) { return #block in value; }",
    "  static placeOf(instance) {",
    "    const block = instance.#block, offset = instance.#offset;",
    "    const { view, high, region } = block;",
    "    const low = (block.low >>> 0) + offset, regionOffset = block.regionOffset + offset;",
    // Only memory that is no slab may cross a multiple of 2^32.
    "    const ownHigh = low < 4294967296 ? high : (high + 1) | 0;",
    `    return { view, low: low | 0, high: ownHigh, region, regionOffset, byteOffset: offset${flexible} };`,
    "  }",
    "  get pointer() { return $pointer(this, Instance.placeOf(this)); }",
    "  get [$pointerOf]() { return $pointer(this, Instance.placeOf(this)); }",
    "  [Symbol.dispose]() { this.#block = $dispose(this, this.#block); }",
    "  toObject() { return $toObject(Instance.placeOf(this)); }",
    "  toJSON() { return $toObject(Instance.placeOf(this)); }",
    // Node, Bun and Deno show this in consoles; the accessors are on the class.
    '  [Symbol.for("nodejs.util.inspect.custom")]() { return $toObject(Instance.placeOf(this)); }',
    ...members.flatMap(renderAccessors).map((line) => `  ${line}`),
    "};",
  ].join("\n");
  const made = currentBackend().compile(source, selectUsed(source, classBindings(type, members))) as InstanceClass;
  Object.defineProperty(made, "name", { value: type.name });
  return made;
}

function classBindings(type: StructType | UnionType, members: readonly StructMemberLayout[]): Record<string, unknown> {
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
    read: members.map((member) => (place: InstancePlace) => readMember(member, members, place, name)),
    view: members.map(
      (member) => (instance: object, place: InstancePlace) => viewMember(member, type, instance, place),
    ),
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

/** Numbers that a DataView reads as they are get accessors of their own; the rest goes through the codec. */
function renderAccessors(member: StructMemberLayout, index: number): string[] {
  const name = JSON.stringify(member.name);
  const method = directMethod(member);
  const check = "const block = this.#block; if (block.region.isAlive !== true) throw $freed(block);";
  const at = `this.#offset + ${member.byteOffset}`;
  const place = "Instance.placeOf(this)";
  const value = isRecord(member.type) ? `$view[${index}](this, ${place})` : `$read[${index}](${place})`;
  const read = method === undefined ? value : `block.view.get${method}(${at}, true)`;
  const write = `$write[${index}](${place}, value);`;
  const quick = method === undefined ? "" : renderQuickWrite(member, `block.view.set${method}(${at}, value, true);`);
  return [`get [${name}]() { ${check} return ${read}; }`, `set [${name}](value) { ${check} ${quick}${write} }`];
}

/** Writes values in the form in which they are read; other accepted forms and refusals are left to the codec. */
function renderQuickWrite({ type }: StructMemberLayout, store: string): string {
  const rule = type.kind === "bit-field" ? undefined : scalarRule(type, currentBackend().target);
  if (rule === undefined || rule.members !== undefined) return "";
  const isForm = rule.form === "bigint" ? 'typeof value === "bigint" && ' : "";
  return `if (${isForm}${renderAcceptance(rule, "value", "")}) { ${store} return; } `;
}

function directMethod({ type }: StructMemberLayout): string | undefined {
  if (type.kind === "bit-field") return undefined;
  const rule = scalarRule(type, currentBackend().target);
  if (rule === undefined || rule.form === "boolean" || rule.form === "checked-number") return undefined;
  const method = directMethods[rule.scalar];
  const isWide = rule.scalar === "i64" || rule.scalar === "u64";
  return (rule.form === "bigint") === isWide ? method : undefined;
}

const directMethods: Readonly<Record<ScalarRule["scalar"], string | undefined>> = {
  bool: undefined,
  i8: "Int8",
  u8: "Uint8",
  i16: "Int16",
  u16: "Uint16",
  i32: "Int32",
  u32: "Uint32",
  i64: "BigInt64",
  u64: "BigUint64",
  f32: "Float32",
  f64: "Float64",
};

function isRecord(type: StructMemberLayout["type"]): boolean {
  if (type.kind === "bit-field") return false;
  const { kind } = resolveAlias(type);
  return kind === "struct" || kind === "union";
}

/** Structs inside of structs are views of the same bytes, and end with what contains them. */
function viewMember(
  member: StructMemberLayout,
  type: StructType | UnionType,
  instance: object,
  { view, byteOffset, low, high, region, regionOffset, flexibleLength }: InstancePlace,
): StructInstance {
  const offset = member.byteOffset;
  const isOwn = region === slabRegion;
  return structClassOf(resolveAlias(member.type as CType) as StructType | UnionType).at({
    view,
    flexibleLength,
    byteOffset: byteOffset + offset,
    low: (low + offset) | 0,
    high,
    region: isOwn ? ownRegionOf(type, instance, { view, byteOffset, flexibleLength }) : region,
    regionOffset: (isOwn ? 0 : regionOffset) + offset,
  });
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

function readableOf({ view, flexibleLength }: InstancePlace): Memory {
  return { view, pointers: pointerCodec, flexibleLength };
}

/** What is written to an instance: strings and memory that it points to live as long as its region, or its slab. */
export function memoryOf({ view, byteOffset, region, regionOffset, flexibleLength }: InstancePlace): Memory {
  if (region === slabRegion) return { ...slabMemory(view), flexibleLength };
  return { view, pointers: pointerCodec, keep: keepInRegion(region, regionOffset - byteOffset), flexibleLength };
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
  { view, byteOffset, flexibleLength }: Pick<InstancePlace, "view" | "byteOffset" | "flexibleLength">,
): Region {
  let own = ownRegions.get(instance);
  if (own === undefined) {
    own = createRegion(flexibleByteLength(type, findFlexible(type), flexibleLength ?? 0), {
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
  return { ...block, region };
}
