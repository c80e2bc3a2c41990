/** Struct and union types as users get them: descriptors that also tell their layout on this machine. */
import { assertOptions, computeStructLayout, offsetOfMember, typeName, types } from "@koine/ctypes";
import type {
  BytesLike,
  CType,
  InferArgument,
  InferInstance,
  InferMembers,
  Pointer,
  StructArray,
  StructMembers,
  StructOptions,
  StructType,
  UnionOptions,
  UnionType,
  VoidType,
} from "@koine/ctypes";
import { describeValue, FfiError } from "@koine/diagnostics";
import { currentBackend } from "../backend/select.ts";
import { writeBytes } from "../memory/byte-array.ts";
import { writeValue } from "../memory/codec.ts";
import { endOfElements, endOfGiven, findFlexible } from "../memory/flexible-array.ts";
import type { Memory } from "../memory/memory.ts";
import { arePointeesCompatible } from "../memory/pointee.ts";
import { NativePointer } from "../memory/pointer.ts";
import { findPointer } from "../memory/pointer-of.ts";
import { writeField } from "../memory/record-codec.ts";
import { viewStructArray } from "../struct/struct-array.ts";
import type { NativeStructArray } from "../struct/struct-array.ts";
import { memoryOf, structClassOf, structTypeOf } from "../struct/struct-class.ts";
import type { StructInstance } from "../struct/struct-class.ts";

/**
 * What a struct or union type tells of its layout on this machine, in bytes, and the values that it makes. Its values are not
 * parameters of it, because a type may point to itself.
 */
export interface RecordFactsOf<TType extends StructType | UnionType> {
  /** What `sizeof` gives. */
  readonly size: number;
  /** What `_Alignof` gives. */
  readonly alignment: number;
  /**
   * What `offsetof` gives.
   *
   * @throws {FfiError} `FFI_DECLARATION_TYPE` for bit-fields and names that are no members.
   */
  offsetOf(member: keyof InferMembers<TType> & string): number;
  /**
   * Makes a value over fresh memory.
   *
   * @param value The members, of a union one of them, or as many bytes as the type has; without it all bytes are zero.
   * @param options How many elements a flexible array has; as many as the value gives it, when absent.
   * @throws {FfiError} `FFI_ARGUMENT_TYPE`, `FFI_ARGUMENT_RANGE` for members that do not fit.
   */
  create(value?: InferArgument<TType>, options?: FlexibleOptions): InferInstance<TType>;
  /**
   * Assigns members of a value, as `value.member = …` does each; structs inside may be plain objects, which TypeScript does not
   * let through there. Members before one that does not fit have been written.
   *
   * @param members Some of the members.
   * @throws {FfiError} `FFI_ARGUMENT_TYPE` for what is no value of the type and for names that are no members;
   *   `FFI_ARGUMENT_RANGE`, `FFI_USE_AFTER_FREE`.
   * @example
   * ```ts
   * import { c } from "koine";
   *
   * const Point = c.struct("Point", { x: c.double, y: c.double });
   * const Line = c.struct("Line", { from: Point, to: Point });
   * const line = Line.create();
   * Line.assign(line, { to: { x: 3, y: 4 } });
   * line.to.y; // → 4
   * ```
   */
  assign(value: InferInstance<TType>, members: Partial<InferMembers<TType>>): void;
  /**
   * Makes a value of bytes, which are copied.
   *
   * @param bytes As many as the type has.
   * @throws {FfiError} `FFI_ARGUMENT_RANGE` for another length.
   */
  fromBytes(bytes: BytesLike): InferInstance<TType>;
  /**
   * Views the value at an address: nothing is copied, and it lives as long as the pointer's memory.
   *
   * @param options How many elements a flexible array has; what its count or the size of the memory says, when absent.
   * @throws {FfiError} `FFI_ARGUMENT_TYPE` for pointers to something else, `FFI_USE_AFTER_FREE`, `FFI_OUT_OF_BOUNDS`.
   */
  at(pointer: RecordPointer<InferInstance<TType>>, options?: FlexibleOptions): InferInstance<TType>;
  /**
   * Views `length` consecutive values: nothing is copied, and elements are views of the same bytes.
   *
   * @throws {FfiError} `FFI_ARGUMENT_TYPE` for pointers to something else, `FFI_ARGUMENT_RANGE` for a bad length,
   *   `FFI_USE_AFTER_FREE`, `FFI_OUT_OF_BOUNDS`.
   */
  arrayView(pointer: RecordPointer<InferInstance<TType>>, length: number): StructArray<InferInstance<TType>>;
}

/** How a struct with a flexible array is made or viewed. */
export interface FlexibleOptions {
  /** Number of elements of the flexible array; of several in a union, of the first. */
  readonly flexible?: number;
}

/**
 * What `c.struct` gives: for exports that must state their type (`isolatedDeclarations`).
 *
 * @example
 * ```ts
 * import { c } from "koine";
 *
 * export const Point: c.Struct<"Point", { x: typeof c.double; y: typeof c.double }> = c.struct("Point", {
 *   x: c.double,
 *   y: c.double,
 * });
 * ```
 */
export type Struct<TName extends string, TMembers extends StructMembers> = StructType<TName, Readonly<TMembers>> &
  RecordFactsOf<StructType<TName, Readonly<TMembers>>>;

/** What `c.union` gives; see {@link Struct}. */
export type Union<TName extends string, TMembers extends StructMembers> = UnionType<TName, Readonly<TMembers>> &
  RecordFactsOf<UnionType<TName, Readonly<TMembers>>>;

type RecordPointer<TInstance> =
  | (TInstance extends { readonly pointer: infer TPointer } ? TPointer : never)
  | Pointer<VoidType>;

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
): StructType<TName, TMembers> & RecordFactsOf<StructType<TName, TMembers>> {
  // The facts were just added.
  return withFacts(types.struct(name, members, options)) as never;
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
): UnionType<TName, TMembers> & RecordFactsOf<UnionType<TName, TMembers>> {
  // The facts were just added.
  return withFacts(types.union(name, members, options)) as never;
}

/** What is told of a record type, by name. */
const facts: Readonly<Record<keyof RecordFactsOf<StructType>, (type: StructType | UnionType) => unknown>> = {
  size: (type) => computeStructLayout(type, currentBackend().target).byteLength,
  alignment: (type) => computeStructLayout(type, currentBackend().target).alignment,
  create: (type) => (value?: unknown, options?: unknown) => createInstance(type, value, options),
  assign: (type) => (value: unknown, members: unknown) => assignMembers(type, value, members),
  fromBytes: (type) => (bytes: unknown) => createFromBytes(type, bytes),
  at: (type) => (pointer: unknown, options?: unknown) => instanceAt(type, pointer, options),
  arrayView: (type) => (pointer: unknown, length: unknown) => arrayView(type, pointer, length),
  offsetOf: (type) => (member: string) => offsetOfMember(type, member, currentBackend().target),
};

/** A prototype that tells the facts: they are not enumerable, because what a type is remains plain data. */
export const recordFacts: object = Object.create(
  Object.prototype,
  Object.fromEntries(
    Object.entries(facts).map(([name, tell]) => [
      name,
      {
        get(this: StructType | UnionType): unknown {
          return tell(this);
        },
      },
    ]),
  ),
) as object;

/** The facts are computed when they are asked for. */
function withFacts(type: StructType | UnionType): unknown {
  return Object.freeze(Object.assign(Object.create(recordFacts), type));
}

function createInstance(type: StructType | UnionType, value: unknown, options: unknown): StructInstance {
  const structClass = structClassOf(type);
  const stated = statedLength(type, options, "create");
  const flexible = findFlexible(type);
  const end = flexible && (stated === undefined ? endOfGiven(type, value) : endOfElements(flexible, stated));
  const instance = structClass.create(end);
  if (value === undefined && stated === undefined) return instance;
  const place = structClass.instances.placeOf(instance);
  if (value === undefined) writeFlexibleCount(type, memoryOf(place), place.byteOffset, stated ?? 0);
  else writeValue(type, memoryOf(place), place.byteOffset, value, typeName(type));
  return instance;
}

function assignMembers(type: StructType | UnionType, value: unknown, members: unknown): void {
  const place = `${type.name}.assign()`;
  const own = typeof value === "object" && value !== null ? structTypeOf(value) : undefined;
  if (own === undefined || !arePointeesCompatible(type, own)) {
    throw new FfiError("FFI_ARGUMENT_TYPE", `${place}: expected a ${typeName(type)}, got ${describeValue(value)}`, {
      hint: "make one with create(), or view one with at()",
      details: { type: typeName(type), received: value },
    });
  }
  if (typeof members !== "object" || members === null) {
    throw new FfiError("FFI_ARGUMENT_TYPE", `${place}: expected an object of members, got ${describeValue(members)}`, {
      details: { type: typeName(type), received: members },
    });
  }
  const { fields } = computeStructLayout(own, currentBackend().target);
  for (const [name, member] of Object.entries(members)) {
    if (!fields.some((field) => field.name === name)) {
      throw new FfiError("FFI_ARGUMENT_TYPE", `${place}: ${typeName(type)} has no member ${JSON.stringify(name)}`, {
        hint: `its members are ${fields.map((field) => field.name).join(", ")}`,
        details: { type: typeName(type), member: name },
      });
    }
    Reflect.set(value as object, name, member);
  }
}

function createFromBytes(type: StructType | UnionType, bytes: unknown): StructInstance {
  const place = `${typeName(type)}: fromBytes()`;
  if (findFlexible(type) !== undefined) {
    throw new FfiError("FFI_ARGUMENT_TYPE", `${place}: how many elements the flexible array has is not known`, {
      hint: "put the bytes into memory that was allocated, and view that with at()",
      details: { type: typeName(type) },
    });
  }
  const instance = structClassOf(type).create();
  const { view, byteOffset } = structClassOf(type).instances.placeOf(instance);
  const { byteLength } = computeStructLayout(type, currentBackend().target);
  if (writeBytes(new Uint8Array(view.buffer, view.byteOffset + byteOffset, byteLength), bytes, place)) return instance;
  throw new FfiError("FFI_ARGUMENT_TYPE", `${place}: expected ${byteLength} bytes, got ${describeValue(bytes)}`, {
    details: { type: typeName(type), received: bytes },
  });
}

function writeFlexibleCount(type: StructType | UnionType, memory: Memory, offset: number, length: number): void {
  const count = findFlexible(type)?.count;
  if (count === undefined) return;
  writeField(count, { memory, offset, path: `${typeName(type)}.${count.name}` }, length, writeValue);
}

function instanceAt(type: StructType | UnionType, given: unknown, options: unknown): StructInstance {
  const pointer = requirePointer(type, given, "at");
  const { low, high, region, byteOffset } = pointer;
  const stated = statedLength(type, options, "at");
  // Of a compatible pointer too, the type that was asked for counts.
  const own = pointer.type === type ? pointer : new NativePointer(type, low, high, region, byteOffset);
  const { view, flexibleEnd } = own.viewRecord(0, stated);
  return structClassOf(type).at({ view, byteOffset: 0, low, high, region, regionOffset: byteOffset, flexibleEnd });
}

/** Gives the number of elements that the options state. */
function statedLength(type: StructType | UnionType, options: unknown, method: string): number | undefined {
  if (options === undefined) return undefined;
  const place = `${type.name}.${method}()`;
  assertOptions(options, ["flexible"], place);
  const { flexible } = options as FlexibleOptions;
  if (flexible === undefined) return undefined;
  if (findFlexible(type) === undefined) {
    throw new FfiError("FFI_ARGUMENT_TYPE", `${place}: ${typeName(type)} has no flexible array`, {
      hint: "leave the option out",
      details: { type: typeName(type) },
    });
  }
  if (Number.isSafeInteger(flexible) && flexible >= 0) return flexible;
  throw new FfiError(
    "FFI_ARGUMENT_RANGE",
    `${place}: expected a length of at least 0, got ${describeValue(flexible)}`,
    {
      details: { type: typeName(type), received: flexible },
    },
  );
}

function arrayView(type: StructType | UnionType, given: unknown, length: unknown): NativeStructArray {
  const pointer = requirePointer(type, given, "arrayView");
  if (typeof length === "number" && Number.isSafeInteger(length) && length >= 0) {
    return viewStructArray(type, pointer, length);
  }
  const received = describeValue(length);
  throw new FfiError(
    "FFI_ARGUMENT_RANGE",
    `${type.name}.arrayView(): expected a length of at least 0, got ${received}`,
    {
      details: { type: typeName(type), received: length },
    },
  );
}

function requirePointer(type: StructType | UnionType, given: unknown, method: string): NativePointer {
  const pointer = given instanceof NativePointer ? (given as NativePointer) : findPointer(given);
  if (!(pointer instanceof NativePointer) || !arePointeesCompatible(type, pointer.type as CType)) {
    const received =
      pointer instanceof NativePointer ? `a Pointer to ${typeName(pointer.type as CType)}` : describeValue(given);
    throw new FfiError(
      "FFI_ARGUMENT_TYPE",
      `${type.name}.${method}(): expected a Pointer to ${typeName(type)}, got ${received}`,
      { hint: "cast the pointer if it really leads to one", details: { type: typeName(type), received: given } },
    );
  }
  return pointer as NativePointer;
}
