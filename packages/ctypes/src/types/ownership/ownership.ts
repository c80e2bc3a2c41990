/** Ownership in pointer types. What it does at run time is `koine`'s. */
import { describeValue, FfiError } from "@koine/diagnostics";
import { resolveAlias } from "../../layout/resolve-alias.ts";
import { typeName } from "../../layout/type-name.ts";
import type { CType, PointerType } from "../../model.ts";
import type {
  Borrowed,
  BorrowedFrom,
  OwnedPointerType,
  Ownership,
  Release,
  Transferred,
} from "../../ownership-model.ts";
import { assertCount, assertName, assertOptions, isCType } from "../check/assert-input.ts";

/** What is known of owned memory besides how it is given back. */
export interface OwnedOptions {
  /** Bytes that it has: accesses stay inside, and the garbage collector is told. */
  readonly byteLength?: number;
}

/**
 * Makes the type of pointers that the receiver owns: a result or out-parameter of this type is an `OwnedPointer`, which gives
 * the memory back when it is disposed, or at the latest some time after the last pointer into it was lost.
 *
 * @param type A pointer type.
 * @param release Name of the function of the same library that takes the pointer back, or a function that gets the pointer.
 * @throws {FfiError} `FFI_DECLARATION_TYPE`, `FFI_ARGUMENT_TYPE`.
 */
export function owned<TTarget extends CType, TIsConst extends boolean>(
  type: PointerType<TTarget, TIsConst>,
  release: Release,
  options: OwnedOptions = {},
): OwnedPointerType<TTarget, TIsConst> {
  assertPointer(type, "owned()");
  assertRelease(release, "owned()");
  assertOptions(options, ["byteLength"], "owned()");
  const { byteLength } = options;
  if (byteLength !== undefined) assertCount(byteLength, 'owned(): option "byteLength"');
  return Object.freeze({ ...type, ownership: Object.freeze({ kind: "owned", release, byteLength }) });
}

/** Makes the type of pointers whose memory stays C's: what a pointer is without a word on ownership. */
export function borrowed<TTarget extends CType, TIsConst extends boolean>(
  type: PointerType<TTarget, TIsConst>,
): PointerType<TTarget, TIsConst> & { readonly ownership: Borrowed } {
  assertPointer(type, "borrowed()");
  return withOwnership(type, Object.freeze({ kind: "borrowed" }));
}

/**
 * Makes the type of results that point into what was passed as a parameter: they keep it alive, and end with it.
 *
 * @param parameter Name of the parameter, as in `parameterNames` or the prototype.
 * @throws {FfiError} `FFI_DECLARATION_TYPE`, `FFI_ARGUMENT_TYPE`.
 */
export function borrowedFrom<TTarget extends CType, TIsConst extends boolean, const TParameter extends string>(
  parameter: TParameter,
  type: PointerType<TTarget, TIsConst>,
): PointerType<TTarget, TIsConst> & { readonly ownership: BorrowedFrom<TParameter> } {
  assertName(parameter, "borrowedFrom(): parameter");
  assertPointer(type, "borrowedFrom()");
  return withOwnership(type, Object.freeze({ kind: "borrowed-from", parameter }));
}

/**
 * Makes the type of parameters whose memory C takes over or frees: after the call the pointer that was passed, and all
 * pointers into the same memory, throw `FFI_USE_AFTER_FREE`.
 */
export function transferred<TTarget extends CType, TIsConst extends boolean>(
  type: PointerType<TTarget, TIsConst>,
): PointerType<TTarget, TIsConst> & { readonly ownership: Transferred } {
  assertPointer(type, "transferred()");
  return withOwnership(type, Object.freeze({ kind: "transferred" }));
}

/** Asserts that a value can give memory back. */
export function assertRelease(release: unknown, place: string): asserts release is Release {
  if (typeof release === "function") return;
  if (typeof release === "string") {
    assertName(release, `${place}: function`);
    return;
  }
  throw new FfiError("FFI_ARGUMENT_TYPE", `${place}: expected what frees the memory, got ${describeValue(release)}`, {
    hint: 'pass the name of a function of the library, such as "free", or a function',
    details: { place },
  });
}

function withOwnership<TType extends PointerType, TOwnership extends Ownership>(
  type: TType,
  ownership: TOwnership,
): TType & { readonly ownership: TOwnership } {
  return Object.freeze({ ...type, ownership });
}

function assertPointer(type: unknown, place: string): asserts type is PointerType {
  const isType = isCType(type);
  if (isType && type.kind === "pointer") return;
  const hint = isType && isPointerAlias(type) ? "wrap the pointer inside of the alias" : undefined;
  throw new FfiError("FFI_DECLARATION_TYPE", `${place}: expected a pointer type, got ${describeType(type)}`, {
    hint: hint ?? "only pointers have owners: use c.pointer(...), and c.string.owned(...) for strings",
    details: { place },
  });
}

function isPointerAlias(type: CType): boolean {
  return type.kind === "alias" && resolveAlias(type).kind === "pointer";
}

function describeType(type: unknown): string {
  return isCType(type) ? typeName(type) : describeValue(type);
}
