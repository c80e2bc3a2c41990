/**
 * Flexible array members: how many elements the one at the end of a struct has, and reading and writing them. How many there is
 * room for is known from whoever made or views the struct; how many are in use may be in another member.
 */
import { computeStructLayout, layoutOf, resolveAlias, typeName } from "@koine/ctypes";
import type { ArrayType, CType, StructMemberLayout, StructType, UnionType } from "@koine/ctypes";
import { describeValue, FfiError } from "@koine/diagnostics";
import { currentBackend } from "../backend/select.ts";
import type { Memory, ReadValue, WriteValue } from "./memory.ts";
import { readElements } from "./read-place.ts";

/** The flexible array at the end of a struct, maybe inside of its last member. */
export interface FlexibleMember {
  readonly field: StructMemberLayout;
  readonly elementByteLength: number;
  /** Bytes from the start of the struct. */
  readonly byteOffset: number;
  /** The member that holds the number of elements, with its place in the struct. */
  readonly count: StructMemberLayout | undefined;
}

const known = new WeakMap<CType, FlexibleMember | null>();

/** Finds the flexible array of a type; `undefined` for types without one. */
export function findFlexible(type: CType): FlexibleMember | undefined {
  const resolved = resolveAlias(type);
  if (resolved.kind !== "struct" && resolved.kind !== "union") return undefined;
  let found = known.get(resolved);
  if (found === undefined) {
    found = searchFlexible(resolved) ?? null;
    known.set(resolved, found);
  }
  return found ?? undefined;
}

function searchFlexible(type: StructType | UnionType): FlexibleMember | undefined {
  const { target } = currentBackend();
  const { fields } = computeStructLayout(type, target);
  const field = fields.at(-1);
  if (field === undefined || field.type.kind === "bit-field") return undefined;
  const resolved = resolveAlias(field.type);
  if (resolved.kind === "array" && resolved.length === null) {
    const count = fields.find(({ name }) => name === resolved.count);
    const { byteLength } = layoutOf(resolved.element, target);
    return { field, elementByteLength: byteLength, byteOffset: field.byteOffset, count };
  }
  const inner = findFlexible(resolved);
  return inner && { ...inner, byteOffset: field.byteOffset + inner.byteOffset, count: moved(inner.count, field) };
}

function moved(count: StructMemberLayout | undefined, { byteOffset }: StructMemberLayout): typeof count {
  return count && { ...count, byteOffset: count.byteOffset + byteOffset, bitOffset: count.bitOffset + byteOffset * 8 };
}

/** Gives the bytes of a struct whose flexible array has so many elements: at least what `sizeof` gives. */
export function flexibleByteLength(
  type: StructType | UnionType,
  flexible: FlexibleMember | undefined,
  length: number,
): number {
  const { byteLength } = computeStructLayout(type, currentBackend().target);
  return flexible === undefined
    ? byteLength
    : Math.max(byteLength, flexible.byteOffset + length * flexible.elementByteLength);
}

/**
 * Gives the number of elements of the flexible array of a struct that lies somewhere.
 *
 * @param readCount Reads the member that holds the number.
 * @param availableByteLength Bytes from the start of the struct to the end of its memory; `undefined` where nobody knows.
 */
export function flexibleLengthAt(
  flexible: FlexibleMember,
  readCount: (count: StructMemberLayout) => unknown,
  availableByteLength: number | undefined,
): number {
  if (flexible.count !== undefined) return toLength(readCount(flexible.count));
  if (availableByteLength === undefined) return 0;
  return Math.max(0, Math.floor((availableByteLength - flexible.byteOffset) / flexible.elementByteLength));
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
  const room = memory.flexibleLength ?? 0;
  const length = count === undefined ? room : toLength(count);
  if (length > room) throw noRoom(path, length, room);
  const { byteLength } = layoutOf(type.element, currentBackend().target);
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
  const room = memory.flexibleLength ?? 0;
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
  const { byteLength } = layoutOf(type.element, currentBackend().target);
  for (const [index, item] of items.entries()) {
    writeValue(type.element, memory, offset + index * byteLength, item, `${path}[${index}]`);
  }
}

function noRoom(path: string, length: number, room: number): FfiError {
  return new FfiError("FFI_OUT_OF_BOUNDS", `${path}: ${length} elements, where there is room for ${room}`, {
    hint: "make or view the struct with as many: create(value, { flexible: n }), at(pointer, { flexible: n })",
    details: { path, length, room },
  });
}
