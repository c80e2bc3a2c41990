/**
 * How one value crosses the border, in each direction: which slots carry it, who owns what arrives, and how it is freed. A
 * language spells these steps and decides nothing.
 */
import type { AbiFunction, AbiParameter } from "../abi/abi-model.ts";
import type { CNamedType, CType } from "../abi/c-type.ts";
import type { ApiType, NamedType, TypedHandleType } from "../model/index.ts";

/** From the consumer to the producer; all of it is borrowed for the call. */
export type TransferIn = InValue | InBoxed | InString | InBytes | InObject | InArray | InList | InMap | InCallback;

/** By value: a number, `bool`, an enum, flags, a handle, a struct. One slot. */
export interface InValue {
  readonly kind: "value";
  readonly type: ApiType;
  readonly native: CType;
}

/** An optional value: a pointer to a copy of it, or NULL. One slot. */
export interface InBoxed {
  readonly kind: "boxed";
  readonly type: ApiType;
  /** The type pointed to. */
  readonly native: CType;
}

/** `const char*`, UTF-8, ends in NUL; a NUL inside is the consumer's error. One slot. */
export interface InString {
  readonly kind: "string";
  readonly isNullable: boolean;
}

/** Pointer and length. Two slots; absent bytes are NULL with length 0, empty ones are a pointer that is not NULL. */
export interface InBytes {
  readonly kind: "bytes";
  readonly isNullable: boolean;
}

/** A pointer to an object of the producer: record, rich enum, interface, typed handle. One slot. */
export interface InObject {
  readonly kind: "object";
  readonly type: NamedType | TypedHandleType;
  readonly native: CNamedType;
  readonly isNullable: boolean;
}

/** A pointer to exactly `length` items. One slot. */
export interface InArray {
  readonly kind: "array";
  readonly item: InValue;
  readonly length: number;
}

/** Pointer to the items and their count. Two slots; absent lists are NULL with count 0, empty ones are not NULL. */
export interface InList {
  readonly kind: "list";
  readonly item: InItem;
  readonly isNullable: boolean;
}

/** Keys, values, and their count: two parallel arrays. Three slots. */
export interface InMap {
  readonly kind: "map";
  readonly key: InItem;
  readonly value: InItem;
  readonly isNullable: boolean;
}

/** What stands in the array of a list or a map. */
export type InItem = InValue | InString | InObject;

/** A function of the consumer that the producer calls before the call ends. Two slots: function and context. */
export interface InCallback {
  readonly kind: "callback";
  readonly type: NamedType;
  readonly native: CNamedType;
}

/** From the producer to the consumer. */
export type TransferOut =
  | { readonly kind: "void" }
  | OutValue
  | OutBoxed
  | OutString
  | OutBytes
  | OutObject
  | OutArray
  | OutList
  | OutMap;

/**
 * What the consumer does with memory after it copied the value out.
 * - `none`: it was lent; it is gone after the callback (or belongs to somebody else).
 * - `free-string`, `free-bytes`: the runtime's functions. `free-bytes` gets the byte count: `elementSize` times the count (1
 *   for a boxed value).
 */
export type Release =
  | { readonly kind: "none" }
  | { readonly kind: "free-string"; readonly free: AbiFunction }
  | { readonly kind: "free-bytes"; readonly free: AbiFunction; readonly elementType: CType };

/** By value. */
export interface OutValue {
  readonly kind: "value";
  readonly type: ApiType;
  readonly native: CType;
}

/** A pointer to a value, or NULL for none. */
export interface OutBoxed {
  readonly kind: "boxed";
  readonly type: ApiType;
  readonly native: CType;
  readonly release: Release;
}

/** Text that is copied. */
export interface OutString {
  readonly kind: "string";
  readonly isNullable: boolean;
  readonly release: Release;
}

/** Octets that are copied; NULL is empty, or absent where `isNullable`. */
export interface OutBytes {
  readonly kind: "bytes";
  readonly isNullable: boolean;
  readonly release: Release;
}

/** An object of the producer. */
export interface OutObject {
  readonly kind: "object";
  readonly type: NamedType | TypedHandleType;
  readonly native: CNamedType;
  readonly isNullable: boolean;
  /**
   * - `adopted`: the consumer's object owns it and calls `destroy` once.
   * - `lent`: usable until the callback returns; later use is an error.
   * - `unowned`: a typed handle; nobody frees it from here.
   */
  readonly ownership: "adopted" | "lent" | "unowned";
  readonly destroy?: AbiFunction;
}

/** Exactly `length` values that the producer writes where the caller has room for them. */
export interface OutArray {
  readonly kind: "array";
  readonly item: OutValue;
  readonly length: number;
}

/** Items and their count. The items are taken out (and freed) one by one, then `release` frees the array itself. */
export interface OutList {
  readonly kind: "list";
  readonly item: OutItem;
  readonly isNullable: boolean;
  readonly release: Release;
}

/** Two arrays with one count; each array is freed for itself. */
export interface OutMap {
  readonly kind: "map";
  readonly key: OutItem;
  readonly value: OutItem;
  readonly isNullable: boolean;
  readonly releaseKeys: Release;
  readonly releaseValues: Release;
}

/** What stands in the array of a list or a map. */
export type OutItem = OutValue | OutString | OutObject;

/** The slots of a C function that carry one value, in their order. */
export type Slots = readonly AbiParameter[];
