/**
 * The type-level face of a pointer. The class that implements it, with its lifetime checks, is `koine`'s; descriptors only
 * need to name its type.
 */
import type { CType, FunctionType, OpaqueType, PointerType } from "../model.ts";
import type { Infer } from "./infer.ts";
import type { ResolvePointee } from "./resolve-pointee.ts";

declare const pointee: unique symbol;

/**
 * The same type, in a form whose variance TypeScript does not measure. It would measure {@link Infer}, a conditional type, as
 * invariant, and refuse `Pointer<Point>` where `Pointer` is wanted; unmeasured, it compares the members themselves.
 */
type Unmeasured<TTarget> = { readonly [TKey in keyof TTarget]-?: TTarget[TKey] };

/** What is read at an address. Functions are not: `c.fn(…).at(pointer)` calls them. */
type Pointee<TTarget extends CType> = CType extends TTarget
  ? unknown
  : TTarget extends FunctionType
    ? never
    : Infer<TTarget>;

/** What a pointer has; see {@link Pointer}. */
interface PointerMembers<TTarget extends CType> {
  /** The type that it points to. */
  readonly type: TTarget;
  /** The machine address, in bytes; never 0 (null pointers are `null`). */
  readonly address: bigint;
  /** The value at this address: reads or writes memory. */
  get value(): Pointee<TTarget>;
  set value(value: Pointee<TTarget>);
  /** Reads element `index`, as `pointer[index]` does in C. */
  get(index: number): Pointee<TTarget>;
  /** Writes element `index`. */
  set(index: number, value: Pointee<TTarget>): void;
  /** Gives the address of element `count`: moves by `count` times the size of the target. */
  add(count: number): Pointer<TTarget>;
  /** Gives the same address with another target type. */
  cast<TOther extends CType>(type: TOther): Pointer<ResolvePointee<TOther>>;
  /** Views memory without a copy. The view must not outlive what this pointer borrows from. */
  bytes(byteLength: number): Uint8Array;
  /**
   * Copies the string at this address.
   *
   * @param encoding Its encoding, UTF-8 when absent; see `c.stringOf`.
   * @param byteLength Bytes that it has, NULs among them; when absent it ends at its terminator.
   */
  string(encoding?: string, byteLength?: number): string;
  /** Tells whether both are the same address. */
  equals(other: Pointer | null): boolean;
}

/**
 * A typed machine address. Pointers to different opaque or struct types are not exchangeable.
 *
 * Up to version 6 TypeScript compares what an interface has itself before what it inherits, and names before symbols. It looks
 * no further than to the first member that differs, so that the unmeasured one has to be the first.
 */
export interface Pointer<TTarget extends CType = CType> extends PointerMembers<TTarget> {
  readonly [pointee]: Unmeasured<TTarget>;
}

/** A pointer that owns its memory: disposing frees it. */
export interface OwnedPointer<TTarget extends CType = CType> extends Pointer<TTarget> {
  [Symbol.dispose](): void;
}

/** An owned resource of a library: a pointer that the library's own function releases. */
export interface Handle<TName extends string = string> extends OwnedPointer<OpaqueType<TName>> {
  /** Whether it was released; every use then throws `FFI_USE_AFTER_FREE`. */
  readonly isReleased: boolean;
  /**
   * Calls the release function, as disposing does. A second time does nothing.
   *
   * @throws {FfiError} `FFI_LIBRARY_CLOSED` when the library was closed before.
   */
  release(): void;
}

/** The pointer descriptor that belongs to a pointer's type. */
export type PointerTypeOf<TPointer> = TPointer extends Pointer<infer TTarget> ? PointerType<TTarget> : never;
