/**
 * Flexible array members: how many elements the one at the end of a struct has, and reading and writing them. How many there is
 * room for is known from whoever made or views the struct; how many are in use may be in another member. In a union there may be several
 * (Linux's `__DECLARE_FLEX_ARRAY`), for the same bytes.
 */
import { computeStructLayout, layoutOf, resolveAlias, typeName } from "@koine/ctypes";
import type { ArrayType, CType, StructMemberLayout, StructType, UnionType } from "@koine/ctypes";
import { describeValue, FfiError } from "@koine/diagnostics";
import { currentBackend } from "../backend/select.ts";
import type { Memory, ReadValue, WriteValue } from "./memory.ts";
import { readElements } from "./read-place.ts";

/** A flexible array at the end of a struct, maybe inside of its last member. */
export interface FlexibleMember {
  /** The names that lead to it: its own is the last. */
  readonly path: readonly string[];
  readonly elementByteLength: number;
  /** Bytes from the start of the struct. */
  readonly byteOffset: number;
  /** The member that holds the number of elements, with its place in the struct. */
  readonly count: StructMemberLayout | undefined;
}

const known = new WeakMap<CType, readonly FlexibleMember[]>();

/** Finds the flexible array of a type, in a union the first; `undefined` for types without one. */
export function findFlexible(type: CType): FlexibleMember | undefined {
  return findAllFlexible(type)[0];
}

function findAllFlexible(type: CType): readonly FlexibleMember[] {
  const resolved = resolveAlias(type);
  if (resolved.kind !== "struct" && resolved.kind !== "union") return [];
  let found = known.get(resolved);
  if (found === undefined) known.set(resolved, (found = searchFlexible(resolved)));
  return found;
}

/** Only what comes last can be one: a descriptor with another is not made. */
function searchFlexible(type: StructType | UnionType): readonly FlexibleMember[] {
  const { target } = currentBackend();
  const { fields } = computeStructLayout(type, target);
  return fields.flatMap((field) => {
    if (field.type.kind === "bit-field") return [];
    const resolved = resolveAlias(field.type);
    if (resolved.kind === "array" && resolved.length === null) {
      const count = fields.find(({ name }) => name === resolved.count);
      const { byteLength } = layoutOf(resolved.element, target);
      return [{ path: [field.name], elementByteLength: byteLength, byteOffset: field.byteOffset, count }];
    }
    return findAllFlexible(resolved).map((inner) => ({
      path: [field.name, ...inner.path],
      elementByteLength: inner.elementByteLength,
      byteOffset: field.byteOffset + inner.byteOffset,
      count: moved(inner.count, field),
    }));
  });
}

function moved(count: StructMemberLayout | undefined, { byteOffset }: StructMemberLayout): typeof count {
  return count && { ...count, byteOffset: count.byteOffset + byteOffset, bitOffset: count.bitOffset + byteOffset * 8 };
}

/** Gives where so many elements of a flexible array end, in bytes from the start of the struct. */
export function endOfElements(flexible: FlexibleMember, length: number): number {
  return flexible.byteOffset + length * flexible.elementByteLength;
}

/** Gives where the longest of the flexible arrays ends that a value has, in bytes from the start of the struct. */
export function endOfGiven(type: StructType | UnionType, value: unknown): number | undefined {
  return latest(findAllFlexible(type), ({ path }) => {
    let found = value;
    for (const name of path) {
      found =
        typeof found === "object" && found !== null ? (found as Readonly<Record<string, unknown>>)[name] : undefined;
    }
    const { length } = (found ?? {}) as { readonly length?: unknown };
    return typeof length === "number" ? length : 0;
  });
}

/**
 * Gives where the flexible array of a struct ends that lies somewhere, in bytes from the start of the struct.
 *
 * @param readCount Reads the member that holds the number of elements.
 * @param availableByteLength Bytes from the start of the struct to the end of its memory; `undefined` where nobody knows.
 */
export function endOfRoom(
  type: StructType | UnionType,
  readCount: (count: StructMemberLayout) => unknown,
  availableByteLength: number | undefined,
): number | undefined {
  const members = findAllFlexible(type);
  const counted = members.filter(({ count }) => count !== undefined);
  if (counted.length > 0) return latest(counted, ({ count }) => count && toLength(readCount(count)));
  return members.length > 0 ? (availableByteLength ?? latest(members, () => 0)) : undefined;
}

function latest(
  members: readonly FlexibleMember[],
  lengthOf: (member: FlexibleMember) => number | undefined,
): number | undefined {
  const ends = members.map((member) => endOfElements(member, lengthOf(member) ?? 0));
  return ends.length === 0 ? undefined : Math.max(...ends);
}

function toLength(count: unknown): number {
  return Math.max(0, Number(count));
}

/** A flexible array in a memory whose struct starts at `offset`. */
export interface FlexiblePlace {
  readonly memory: Memory;
  /** Bytes to the first element. */
  readonly offset: number;
  /** Names it in errors. */
  readonly path: string;
}

/**
 * Reads the elements that are in use.
 *
 * @param count What the member says that holds their number; `undefined` without such a member.
 * @throws {FfiError} `FFI_OUT_OF_BOUNDS` when that is more than there is room for.
 */
export function readFlexible(
  type: ArrayType,
  { memory, offset, path }: FlexiblePlace,
  count: unknown,
  readValue: ReadValue,
): unknown[] {
  const { byteLength } = layoutOf(type.element, currentBackend().target);
  const room = roomAt(memory, offset, byteLength);
  const length = count === undefined ? room : toLength(count);
  if (length > room) throw noRoom(path, length, room);
  return readElements(length, (index) => readValue(type.element, memory, offset + index * byteLength));
}

/**
 * Writes the elements: all that there is room for, or, where a member holds their number, at most so many.
 *
 * @throws {FfiError} `FFI_ARGUMENT_TYPE`, `FFI_ARGUMENT_RANGE`, `FFI_OUT_OF_BOUNDS`
 */
export function writeFlexible(
  type: ArrayType,
  { memory, offset, path }: FlexiblePlace,
  value: unknown,
  writeValue: WriteValue,
): void {
  const { byteLength } = layoutOf(type.element, currentBackend().target);
  const room = roomAt(memory, offset, byteLength);
  if (!Array.isArray(value) && !ArrayBuffer.isView(value)) {
    throw new FfiError("FFI_ARGUMENT_TYPE", `${path}: expected an array of ${room}, got ${describeValue(value)}`, {
      details: { path, expected: typeName(type), received: value },
    });
  }
  const items = Array.from(value as unknown as ArrayLike<unknown>);
  if (items.length > room && type.count !== undefined) throw noRoom(path, items.length, room);
  if (items.length !== room && type.count === undefined) {
    throw new FfiError("FFI_ARGUMENT_RANGE", `${path}: expected ${room} elements, got ${items.length}`, {
      hint: "how many there are is decided where the struct is made: create(value, { flexible: n })",
      details: { path, expected: room, received: items.length },
    });
  }
  for (const [index, item] of items.entries()) {
    writeValue(type.element, memory, offset + index * byteLength, item, `${path}[${index}]`);
  }
}

/** Elements that take no bytes are none. */
function roomAt({ flexibleEnd = 0 }: Memory, offset: number, byteLength: number): number {
  return byteLength === 0 ? 0 : Math.max(0, Math.floor((flexibleEnd - offset) / byteLength));
}

function noRoom(path: string, length: number, room: number): FfiError {
  return new FfiError("FFI_OUT_OF_BOUNDS", `${path}: ${length} elements, where there is room for ${room}`, {
    hint: "make or view the struct with as many: create(value, { flexible: n }), at(pointer, { flexible: n })",
    details: { path, length, room },
  });
}
