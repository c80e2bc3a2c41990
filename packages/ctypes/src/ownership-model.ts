/** Who owns what a pointer or string leads to: part of the types of results and out-parameters. */
import type { CType, PointerType, StringType } from "./model.ts";

/**
 * What gives memory back: the name of a function of the same library, or a function of JavaScript, such as a bound one of
 * another library, that gets the pointer.
 */
export type Release = string | ((pointer: never) => unknown);

/** The receiver owns it and gives it back with `release`. */
export interface OwnedBy {
  readonly kind: "owned";
  readonly release: Release;
  /** Bytes that it has, where the declaration knows. */
  readonly byteLength?: number | undefined;
}

/** It belongs to C, which alone knows how long it lives. */
export interface Borrowed {
  readonly kind: "borrowed";
}

/** It belongs to what was passed as the parameter of this name, and ends with it. */
export interface BorrowedFrom<TParameter extends string = string> {
  readonly kind: "borrowed-from";
  readonly parameter: TParameter;
}

/** The parameter's memory goes over to C: after the call it must not be used. */
export interface Transferred {
  readonly kind: "transferred";
}

/** Who owns what a pointer leads to. */
export type Ownership = OwnedBy | Borrowed | BorrowedFrom | Transferred;

/** A pointer to memory that the receiver owns. */
export interface OwnedPointerType<
  TTarget extends CType = CType,
  TIsConst extends boolean = boolean,
> extends PointerType<TTarget, TIsConst> {
  readonly ownership: OwnedBy;
}

/** A string that the receiver owns: it is copied, and then given back. */
export interface OwnedStringType<TEncoding extends string = string> extends StringType<TEncoding> {
  readonly ownership: OwnedBy;
}
