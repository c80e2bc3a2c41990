/** The JavaScript types of struct and union values that are views of bytes. Their class is generated in `koine`. */
import type { StructType, UnionType } from "../model.ts";
import type { Pointer } from "./pointer.ts";

/** A pointer to a struct of a name. Members do not count: structs are exchangeable by name, as at run time. */
export interface StructPointer<TName extends string = string> extends Pointer<StructType<TName>> {}

/** A pointer to a union of a name. */
export interface UnionPointer<TName extends string = string> extends Pointer<UnionType<TName>> {}

/** Whatever has an address: struct and union values, views of arrays, and callbacks. */
export interface Place {
  /** Where it is. */
  readonly pointer: Pointer;
}

/** Whatever lies at an address: what has it can be passed where C wants a pointer to the struct. */
export interface StructPlace<TName extends string = string> {
  /** Where the bytes are; the pointer keeps them alive. */
  readonly pointer: StructPointer<TName>;
}

/** Like {@link StructPlace}, of a union. */
export interface UnionPlace<TName extends string = string> {
  /** Where the bytes are; the pointer keeps them alive. */
  readonly pointer: UnionPointer<TName>;
}

/** What a struct value can do besides giving its members. */
export interface StructView<TName extends string = string> extends StructPlace<TName> {
  /** Copies the members to a plain object. */
  toObject(): MembersOf<this>;
  /** Ends the memory, if it is the instance's own: a later use throws `FFI_USE_AFTER_FREE`. */
  [Symbol.dispose](): void;
}

/** What a union value can do besides giving its members. */
export interface UnionView<TName extends string = string> extends UnionPlace<TName> {
  /** Copies the members to a plain object. */
  toObject(): MembersOf<this>;
  /** Ends the memory, if it is the instance's own: a later use throws `FFI_USE_AFTER_FREE`. */
  [Symbol.dispose](): void;
}

/** The members as plain values: structs inside of structs are plain objects too. */
type MembersOf<TInstance> = {
  [TName in keyof TInstance as TName extends keyof StructView ? never : TName]: TInstance[TName] extends
    | StructView
    | UnionView
    ? MembersOf<TInstance[TName]>
    : TInstance[TName];
};

/**
 * A view of consecutive structs: it iterates over instances, which are views of the same bytes.
 *
 * @typeParam TInstance A struct or union value.
 */
export interface StructArray<TInstance> {
  /** Iterates over views of all elements, each of which stays valid for as long as the memory does. */
  [Symbol.iterator](): IterableIterator<TInstance, undefined>;
  /** Number of elements. */
  readonly length: number;
  /** Where the first one is. */
  readonly pointer: TInstance extends { readonly pointer: infer TPointer } ? TPointer : Pointer;
  /**
   * Gives a view of element `index`, from the end if it is negative; `undefined` outside, as `Array.prototype.at`.
   *
   * @throws {FfiError} `FFI_USE_AFTER_FREE`
   */
  at(index: number): TInstance | undefined;
  /**
   * Writes element `index`: copies the members of an object or instance.
   *
   * @throws {FfiError} `FFI_OUT_OF_BOUNDS`, `FFI_ARGUMENT_TYPE`, `FFI_ARGUMENT_RANGE`, `FFI_USE_AFTER_FREE`
   */
  set(index: number, value: object): void;
}
