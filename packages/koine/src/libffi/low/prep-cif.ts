/** Call interfaces: what a function takes and gives, prepared for calls and closures. */
import { assertOptions } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import { describePassed } from "../../errors/describe-passed.ts";
import { ffi_prep_cif, ffi_prep_cif_var, ffi_get_struct_offsets, FFI_TYPE_STRUCT } from "../raw/index.ts";
import type { Abi } from "./abi.ts";
import { defaultAbi } from "./abi.ts";
import { assertStatus } from "./status.ts";
import type { CifPointer, TypeArray, TypePointer } from "./types.ts";
import { assertCount, assertPointer } from "./types.ts";

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
export function prepCif(cif: CifPointer, signature: CifSignature): void {
  assertSignature(cif, signature, "prepCif()");
  const { abi, result, parameters, count } = signature;
  assertCount(count, "prepCif()");
  assertStatus(ffi_prep_cif(cif, abi ?? defaultAbi(), count, result, parameters), "prepCif()");
}

/**
 * Prepares a cif for one call of a variadic function: another number or other types of arguments need another cif.
 *
 * @throws {FfiError} As {@link prepCif}; `FFI_DECLARATION_TYPE` (`FFI_BAD_ARGTYPE`) for types that C promotes.
 */
export function prepCifVar(cif: CifPointer, signature: VariadicSignature): void {
  assertSignature(cif, signature, "prepCifVar()");
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
  assertPointer(type, "getStructOffsets(): type");
  assertCount(count, "getStructOffsets()");
  assertElementCount(type, count);
  const offsets = new BigUint64Array(count);
  assertStatus(ffi_get_struct_offsets(abi, type, offsets), "getStructOffsets()");
  return Array.from(offsets, Number);
}

function assertSignature(cif: unknown, signature: unknown, place: string): asserts signature is CifSignature {
  assertPointer(cif, `${place}: cif`);
  assertOptions(signature, ["abi", "result", "parameters", "count", "fixedCount"], place);
  const { result, parameters, count } = signature as CifSignature;
  assertPointer(result, `${place}: result`);
  if (parameters !== null || count !== 0) assertPointer(parameters, `${place}: parameters`);
}

/** libffi writes as many offsets as the type has elements. */
function assertElementCount(type: TypePointer, count: number): void {
  const { type: tag, elements } = type.value as { readonly type?: number; readonly elements?: TypeArray | null };
  if (elements === undefined) {
    throw new FfiError(
      "FFI_ARGUMENT_TYPE",
      `getStructOffsets(): type: expected a Pointer to ffi_type, got ${describePassed(type)}`,
    );
  }
  // libffi refuses all others.
  if (tag !== FFI_TYPE_STRUCT) return;
  let actual = 0;
  if (elements !== null) while (actual <= count && elements.get(actual) !== null) actual++;
  if (actual === count) return;
  const received = actual > count ? `more than ${count}` : actual;
  throw new FfiError(
    "FFI_ARGUMENT_RANGE",
    `getStructOffsets(): count: ${count}, but the type has ${received} elements`,
    {
      details: { count },
    },
  );
}
