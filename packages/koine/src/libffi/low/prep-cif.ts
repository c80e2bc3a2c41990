/** Call interfaces: what a function takes and gives, prepared for calls and closures. */
import { ffi_prep_cif, ffi_prep_cif_var, ffi_get_struct_offsets } from "../raw/index.ts";
import type { Abi } from "./abi.ts";
import { defaultAbi } from "./abi.ts";
import { assertStatus } from "./status.ts";
import type { CifPointer, TypeArray, TypePointer } from "./types.ts";
import { assertCount } from "./types.ts";

/** A signature in libffi's terms. The cif keeps the addresses of both: they must live for as long as it does. */
export interface CifSignature {
  /** The platform's own when absent. */
  readonly abi?: Abi;
  readonly result: TypePointer;
  readonly parameters: TypeArray;
  /** Number of parameters. */
  readonly count: number;
}

/** The signature of one call of a variadic function. */
export interface VariadicSignature extends CifSignature {
  /** How many of the parameters are declared. */
  readonly fixedCount: number;
}

/**
 * Prepares a cif.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE` (`FFI_BAD_TYPEDEF`), `FFI_UNSUPPORTED` (`FFI_BAD_ABI`); nothing else is checked.
 */
export function prepCif(cif: CifPointer, { abi, result, parameters, count }: CifSignature): void {
  assertCount(count, "prepCif()");
  assertStatus(ffi_prep_cif(cif, abi ?? defaultAbi(), count, result, parameters), "prepCif()");
}

/**
 * Prepares a cif for one call of a variadic function: another number or other types of arguments need another cif.
 *
 * @throws {FfiError} As {@link prepCif}; `FFI_DECLARATION_TYPE` (`FFI_BAD_ARGTYPE`) for types that C promotes.
 */
export function prepCifVar(cif: CifPointer, signature: VariadicSignature): void {
  const { abi, result, parameters, count, fixedCount } = signature;
  assertCount(count, "prepCifVar()");
  assertCount(fixedCount, "prepCifVar()");
  const status = ffi_prep_cif_var(cif, abi ?? defaultAbi(), fixedCount, count, result, parameters);
  assertStatus(status, "prepCifVar()");
}

/**
 * Gives where the elements of a struct type lie, in bytes, and has libffi fill in its size and alignment.
 *
 * @param count Number of elements.
 * @throws {FfiError} `FFI_DECLARATION_TYPE`, `FFI_UNSUPPORTED`.
 */
export function getStructOffsets(type: TypePointer, count: number, abi: Abi = defaultAbi()): readonly number[] {
  assertCount(count, "getStructOffsets()");
  const offsets = new BigUint64Array(count);
  assertStatus(ffi_get_struct_offsets(abi, type, offsets), "getStructOffsets()");
  return Array.from(offsets, Number);
}
