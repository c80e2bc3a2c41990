/** Struct and union types as users get them: descriptors that also tell their layout on this machine. */
import { computeStructLayout, offsetOfMember, typeName, types } from "@koine/ctypes";
import type { Infer, Pointer, StructMembers, StructOptions, StructType, UnionOptions, UnionType } from "@koine/ctypes";
import { currentBackend } from "../backend/select.ts";
import { writeValue } from "../memory/codec.ts";
import { pointerCodec } from "../memory/pointer.ts";
import { structClassOf } from "../struct/struct-class.ts";
import type { StructInstance } from "../struct/struct-class.ts";

/** Layout of a struct or union type on this machine, in bytes. */
export interface RecordFacts<TMembers extends StructMembers> {
  /** What `sizeof` gives. */
  readonly size: number;
  /** What `_Alignof` gives. */
  readonly alignment: number;
  /**
   * What `offsetof` gives.
   *
   * @throws {FfiError} `FFI_DECLARATION_TYPE` for bit-fields and names that are no members.
   */
  offsetOf(member: keyof TMembers & string): number;
  /**
   * Makes a value over fresh memory.
   *
   * @param value The members, of a union one of them; without it all bytes are zero.
   * @throws {FfiError} `FFI_ARGUMENT_TYPE`, `FFI_ARGUMENT_RANGE` for members that do not fit.
   */
  create(value?: InferMembers<TMembers>): StructValue<TMembers>;
}

/** The members of a struct type as a plain object. */
export type InferMembers<TMembers extends StructMembers> = {
  -readonly [TName in keyof TMembers as TName extends `:${string}` ? never : TName]: Infer<TMembers[TName]>;
};

/** A struct value: a view of bytes with an accessor per member. */
export type StructValue<TMembers extends StructMembers> = InferMembers<TMembers> & {
  /** Where the bytes are; the pointer keeps them alive. */
  readonly pointer: Pointer;
  /** Copies the members to a plain object. */
  toObject(): InferMembers<TMembers>;
};

/**
 * Makes a struct type.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE`, `FFI_ARGUMENT_TYPE` for members and options that C does not allow.
 * @example
 * ```ts
 * import { c } from "koine";
 *
 * const Point = c.struct("Point", { x: c.double, y: c.double });
 * Point.size; // → 16
 * Point.offsetOf("y"); // → 8
 * ```
 */
export function struct<const TName extends string, const TMembers extends StructMembers>(
  name: TName,
  members: TMembers,
  options: StructOptions = {},
): StructType<TName, TMembers> & RecordFacts<TMembers> {
  return withFacts<StructType<TName, TMembers>, TMembers>(types.struct(name, members, options));
}

/**
 * Makes a union type: its members share their memory.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE`, `FFI_ARGUMENT_TYPE` for members and options that C does not allow.
 */
export function union<const TName extends string, const TMembers extends StructMembers>(
  name: TName,
  members: TMembers,
  options: UnionOptions = {},
): UnionType<TName, TMembers> & RecordFacts<TMembers> {
  return withFacts<UnionType<TName, TMembers>, TMembers>(types.union(name, members, options));
}

/** The facts are not enumerable: what a type is remains plain data. They are computed when they are asked for. */
function withFacts<TType extends StructType | UnionType, TMembers extends StructMembers>(
  type: TType,
): TType & RecordFacts<TMembers> {
  const described: TType = { ...type };
  Object.defineProperties(described, {
    size: { get: () => computeStructLayout(described, currentBackend().target).byteLength },
    alignment: { get: () => computeStructLayout(described, currentBackend().target).alignment },
    create: { value: (value?: unknown) => createInstance(described, value) },
    offsetOf: { value: (member: string) => offsetOfMember(described, member, currentBackend().target) },
  });
  // The properties were just defined.
  return Object.freeze(described) as TType & RecordFacts<TMembers>;
}

function createInstance(type: StructType | UnionType, value: unknown): StructInstance {
  const structClass = structClassOf(type);
  const instance = structClass.create();
  if (value === undefined) return instance;
  const { view, byteOffset } = structClass.instances.placeOf(instance);
  writeValue(type, { view, pointers: pointerCodec }, byteOffset, value, typeName(type));
  return instance;
}
