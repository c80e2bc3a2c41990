/** The types of descriptors and functions under the names that declarations state them with: `c.Function<[…], …>`. */
import type {
  BorrowedFrom,
  CallableStringType,
  CType,
  ErrnoMode,
  FunctionType,
  OwnedPointerType,
  ParameterNames,
  PointerType,
  Transferred,
} from "@koine/ctypes";
import type { DeclaredFunction } from "../library/declare-library.ts";
import type { FunctionFacts } from "./function-type.ts";

/** A function of a library: what its parameters are, what it gives, and what the parameters are called. */
export type NativeFunctionOf<
  TParameters extends readonly CType[],
  TResult extends CType,
  TNames extends ParameterNames = [],
  TIsVariadic extends boolean = false,
  TErrno extends ErrnoMode | undefined = undefined,
> = DeclaredFunction<FunctionType<TParameters, TResult, TIsVariadic, TNames, TErrno, undefined>>;

/** What `c.fn` gives. */
export type Fn<
  TParameters extends readonly CType[],
  TResult extends CType,
  TIsVariadic extends boolean = false,
> = FunctionType<TParameters, TResult, TIsVariadic, ParameterNames, undefined, undefined> &
  FunctionFacts<FunctionType<TParameters, TResult, TIsVariadic, ParameterNames, undefined, undefined>>;

/** What `c.owned` gives for a type of pointers. */
export type Owned<TPointer> =
  TPointer extends PointerType<infer TTarget, infer TIsConst> ? OwnedPointerType<TTarget, TIsConst> : never;

/** What `c.borrowedFrom` gives for a type of pointers. */
export type Borrowing<TParameter extends string, TPointer extends PointerType> = TPointer & {
  readonly ownership: BorrowedFrom<TParameter>;
};

/** What `c.transferred` gives for a type of pointers. */
export type Given<TPointer extends PointerType> = TPointer & { readonly ownership: Transferred };

/** What `c.stringOf` gives. */
export type Text<TEncoding extends string> = CallableStringType<Lowercase<TEncoding>>;
