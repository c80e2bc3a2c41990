/**
 * Reads structs and unions to plain objects, and writes them from objects and instances. The members of anonymous ones are those
 * of what contains them. Values of single members are in `codec.ts`.
 */
import {
  anonymousRecord,
  computeMemberLayout,
  computeStructLayout,
  layoutOf,
  resolveAlias,
  typeName,
} from "@koine/ctypes";
import type {
  ArrayType,
  CType,
  SizedByType,
  StructLayout,
  StructMemberLayout,
  StructType,
  UnionType,
} from "@koine/ctypes";
import { describeValue, FfiError } from "@koine/diagnostics";
import { currentBackend } from "../backend/select.ts";
import { readBitField, writeBitField } from "./bit-field.ts";
import { writeBytes } from "./byte-array.ts";
import { countedByteLength } from "./counted-element.ts";
import { assertWritableView } from "./read-only-view.ts";
import { findFlexible, readFlexible, writeFlexible } from "./flexible-array.ts";
import type { Memory, ReadValue, RecordBytes, WriteValue } from "./memory.ts";
import { readCountedText } from "../text/read-text.ts";
import { addCounts } from "./member-counts.ts";
import { isReadLate } from "./read-late.ts";
import { readPlace, relocate } from "./read-place.ts";

/** Reads the fields of the struct or union that starts at `offset` to a plain object. */
export function readRecord(
  type: StructType | UnionType,
  memory: Memory,
  offset: number,
  readValue: ReadValue,
): Record<string, unknown> {
  const { fields } = computeStructLayout(type, currentBackend().target);
  const read = (field: StructMemberLayout): unknown => readField(field, memory, offset, { fields, readValue });
  const late = fields.filter(isReadLate);
  const early = late.length === 0 ? fields : fields.filter((field) => !late.includes(field));
  const record = Object.fromEntries(early.map((field) => [field.name, read(field)]));
  for (const field of late) {
    const get = (): unknown => {
      try {
        return read(field);
      } catch (error) {
        throw relocate(error, typeName(type));
      }
    };
    Object.defineProperty(record, field.name, { get, enumerable: false, configurable: true });
  }
  return record;
}

/** What a field is read with: those beside it, among which is its count, and what reads values. */
export interface FieldReading {
  readonly fields: readonly StructMemberLayout[];
  readonly readValue: ReadValue;
}

/** Reads one field of a struct or union that starts at `offset`. Of one that cannot be read the error tells the name. */
export function readField(field: StructMemberLayout, memory: Memory, offset: number, record: FieldReading): unknown {
  try {
    return readFieldValue(field, memory, offset, record);
  } catch (error) {
    throw relocate(error, `${readPlace}.${field.name}`);
  }
}

function readFieldValue(field: StructMemberLayout, memory: Memory, offset: number, record: FieldReading): unknown {
  const { type } = field;
  if (type.kind === "sized-by") return readSized(field, type, { memory, offset, ...record });
  if (type.kind === "bit-field") return readBitField(type, memory.view, offset * 8 + field.bitOffset);
  const flexible = flexibleTypeOf(type);
  if (flexible === undefined) return record.readValue(type, memory, offset + field.byteOffset);
  const counter = record.fields.find(({ name }) => name === flexible.count);
  const count = counter && readField(counter, memory, offset, record);
  return readFlexible(
    flexible,
    { memory, offset: offset + field.byteOffset, path: readPlace },
    count,
    record.readValue,
  );
}

function flexibleTypeOf(type: CType): ArrayType | undefined {
  const resolved = resolveAlias(type);
  return resolved.kind === "array" && resolved.length === null ? resolved : undefined;
}

/** A pointer beside its count: how much is there is known. */
function readSized(
  field: StructMemberLayout,
  type: SizedByType,
  record: FieldReading & { readonly memory: Memory; readonly offset: number },
): unknown {
  const { memory, offset, fields } = record;
  const counter = fields.find(({ name }) => name === type.count);
  const address = memory.view.getBigUint64(offset + field.byteOffset, true);
  if (address === 0n || counter === undefined || type.target.kind === "bytes") return null;
  const count = Number(readField(counter, memory, offset, record));
  if (type.target.kind === "string") return readCountedText(address, type.target, Math.max(0, count), readPlace);
  const element = type.target.target;
  return memory.pointers.create(element, address, count * countedByteLength(element, currentBackend().target));
}

/** Where a record or a member is, and its name in errors. */
export interface RecordPlace {
  readonly memory: Memory;
  readonly offset: number;
  readonly path: string;
}

/** Writes one field of a struct or union that starts at the place; throws like `writeValue`. */
export function writeField(
  field: StructMemberLayout,
  { memory, offset, path }: RecordPlace,
  value: unknown,
  writeValue: WriteValue,
): void {
  if (field.type.kind === "bit-field") {
    writeBitField(field.type, memory.view, offset * 8 + field.bitOffset, value, path);
    return;
  }
  const flexible = flexibleTypeOf(field.type);
  if (flexible === undefined) writeValue(field.type, memory, offset + field.byteOffset, value, path);
  else writeFlexible(flexible, { memory, offset: offset + field.byteOffset, path }, value, writeValue);
}

/** Writes the members that an object has: of a struct all, of a union those that are given. Bytes are the whole value. */
export function writeRecord(
  type: StructType | UnionType,
  place: RecordPlace,
  value: unknown,
  writeValue: WriteValue,
): void {
  const { memory, path } = place;
  const { view } = memory;
  const { byteLength } = layoutOfRecord(type);
  assertWritableView(view, path);
  if (writeBytes(new Uint8Array(view.buffer, view.byteOffset + place.offset, byteLength), value, path)) return;
  if (typeof value !== "object" || value === null) {
    throw new FfiError("FFI_ARGUMENT_TYPE", `${path}: expected an object, got ${describeValue(value)}`, {
      hint: `pass an object with the members of ${typeName(type)}`,
      details: { path, received: value },
    });
  }
  const given = addCounts(type, value as Given, path);
  const missing = missingFields(type, given, path);
  if (missing.length > 0) {
    throw new FfiError("FFI_ARGUMENT_TYPE", `${path}: the object has no ${missing.join(", no ")}`, {
      hint: type.kind === "struct" ? adviseOnMembers(type) : "give one of the members",
      details: { path, missing, expected: typeName(type), received: value },
    });
  }
  const isByBytes = layoutOfRecord(type).fields.some((field) => field.isOverlaid === true || isCharArray(field.type));
  const bytes = isByBytes ? memory.pointers.bytesOf(value, type) : undefined;
  writeMembers(type, place, { given, bytes, writeValue });
}

type Given = Readonly<Record<string, unknown>>;

interface Source {
  readonly given: Given;
  /** The bytes of an instance: which members of its unions hold the value is not known. */
  readonly bytes: RecordBytes | undefined;
  readonly writeValue: WriteValue;
}

function writeMembers(type: StructType | UnionType, place: RecordPlace, source: Source): void {
  const { memory, offset, path } = place;
  const { given, bytes, writeValue } = source;
  if (type.kind === "union" && bytes !== undefined) {
    copyBytes(bytes, memory, offset, layoutOfRecord(type).byteLength);
  }
  for (const member of inWritingOrder(type)) {
    // Of a union that was copied only elements of flexible arrays are left.
    if (type.kind === "union" && bytes !== undefined && !isFlexible(member)) continue;
    if (bytes !== undefined && isCharArray(member.type)) {
      const from = { ...bytes, byteOffset: bytes.byteOffset + member.byteOffset };
      copyBytes(from, memory, offset + member.byteOffset, bitWidthOf(member) / 8);
      continue;
    }
    const inner = anonymousRecord(member.name, member.type);
    if (inner === undefined) {
      const name = `${path}.${member.name}`;
      if (isGiven(member, given)) writeField(member, { memory, offset, path: name }, given[member.name], writeValue);
    } else if (isTouched(inner, given)) {
      const start = member.byteOffset;
      const own = bytes && { ...bytes, byteOffset: bytes.byteOffset + start };
      writeMembers(inner, { memory, offset: offset + start, path }, { given, bytes: own, writeValue });
    }
  }
}

/** What the bytes lead to lives as long as they and their copy do. */
function copyBytes(
  { view, byteOffset, keptAt }: RecordBytes,
  memory: Memory,
  offset: number,
  byteLength: number,
): void {
  for (let index = 0; index < byteLength; index++) {
    memory.view.setUint8(offset + index, view.getUint8(byteOffset + index));
    const kept = keptAt(byteOffset + index);
    if (kept !== undefined) memory.keep?.(offset + index, kept);
  }
}

/** Text that C wrote may fill its array: of an instance it is copied as it is. */
function isCharArray(type: StructMemberLayout["type"]): boolean {
  const resolved = type.kind === "bit-field" ? type : resolveAlias(type);
  return resolved.kind === "array" && resolved.form === "string";
}

/** Of several members of a union the largest is written last, so that what was read from one is what it becomes again. */
function inWritingOrder(type: StructType | UnionType): readonly StructMemberLayout[] {
  const { members } = layoutOfRecord(type);
  if (type.kind === "struct") return members;
  return members.toSorted((one, other) => bitWidthOf(one) - bitWidthOf(other) || 0);
}

/** Tells whether a member is a flexible array or ends in one. */
function isFlexible({ type }: Pick<StructMemberLayout, "type">): boolean {
  return type.kind !== "bit-field" && (flexibleTypeOf(type) ?? findFlexible(type)) !== undefined;
}

/** How many elements a flexible array has is not known here: it reaches over all others. */
function bitWidthOf({ name, type }: StructMemberLayout): number {
  if (isFlexible({ type })) return Infinity;
  const inner = anonymousRecord(name, type);
  if (inner !== undefined) return 8 * layoutOfRecord(inner).byteLength;
  return type.kind === "bit-field" ? type.bitWidth : 8 * layoutOf(type, currentBackend().target).byteLength;
}

/** Names of the fields that an object lacks; of a union one member is enough. */
function missingFields(type: StructType | UnionType, given: Given, path: string): string[] {
  const { members, fields } = layoutOfRecord(type);
  if (type.kind === "struct") return members.flatMap((member) => missingIn(member, given, path));
  const touched = members.filter((member) => isMemberTouched(member, given));
  return touched.length === 0
    ? fields.map(({ name }) => name)
    : touched.flatMap((member) => missingIn(member, given, path));
}

function missingIn(member: StructMemberLayout, given: Given, path: string): string[] {
  const inner = anonymousRecord(member.name, member.type);
  if (inner !== undefined) return missingFields(inner, given, path);
  return isGiven(member, given) ? missingInside(member, given, path) : [member.name];
}

/** What lacks in a plain object inside of a plain object, so that one error tells of all that lacks. */
function missingInside({ name, type }: StructMemberLayout, given: Given, path: string): string[] {
  const record = type.kind === "bit-field" ? type : resolveAlias(type);
  if (record.kind !== "struct") return [];
  const value: unknown = Object.getOwnPropertyDescriptor(given, name)?.value;
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return [];
  const own = `${path}.${name}`;
  return missingFields(record, addCounts(record, value as Given, own), own).map((field) => `${name}.${field}`);
}

function adviseOnMembers(type: StructType): string {
  const some = "T.create() gives one that is zeroed, and T.assign(instance, { … }) sets some members";
  return `${typeName(type)} needs every member; ${some}`;
}

function isMemberTouched(member: StructMemberLayout, given: Given): boolean {
  const inner = anonymousRecord(member.name, member.type);
  return inner === undefined ? isGiven(member, given) : isTouched(inner, given);
}

function isTouched(type: StructType | UnionType, given: Given): boolean {
  return layoutOfRecord(type).fields.some((field) => isGiven(field, given));
}

/**
 * Of a union, what is `undefined` is not given, and neither is what {@link readRecord} reads late. Nothing is read here: the
 * members of an instance may lead anywhere.
 */
function isGiven(field: StructMemberLayout, given: Given): boolean {
  if (!(field.name in given)) return false;
  const own = field.isOverlaid === true ? Object.getOwnPropertyDescriptor(given, field.name) : undefined;
  if (own === undefined) return true;
  if (isReadLate(field) && own.enumerable !== true) return false;
  return own.get !== undefined || own.value !== undefined;
}

function layoutOfRecord(type: StructType | UnionType): StructLayout {
  return computeMemberLayout(type, currentBackend().target);
}
