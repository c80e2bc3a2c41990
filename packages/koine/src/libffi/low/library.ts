/** Which symbols the installed libffi has, and where. */
import { FfiError } from "@koine/diagnostics";
import type { Address } from "../../backend/contract.ts";
import {
  ffi_call,
  ffi_call_plan_invoke,
  ffi_get_closure_size,
  ffi_get_default_abi,
  ffi_get_version,
} from "../raw/index.ts";

const functions = { ffi_call, ffi_call_plan_invoke, ffi_get_closure_size, ffi_get_default_abi, ffi_get_version };

/** The functions whose address or presence matters. */
export type LibffiFunctionName = keyof typeof functions;

const known = new Map<LibffiFunctionName, Address>();

/**
 * Gives the address of a function of libffi, 0 when the installed library lacks it.
 *
 * @throws {FfiError} `FFI_LIBRARY_NOT_FOUND`
 */
export function findLibffiFunction(name: LibffiFunctionName): Address {
  let address = known.get(name);
  if (address === undefined) {
    address = resolve(name);
    known.set(name, address);
  }
  return address;
}

function resolve(name: LibffiFunctionName): Address {
  try {
    return functions[name].address as Address;
  } catch (error) {
    if (error instanceof FfiError && error.code === "FFI_SYMBOL_NOT_FOUND") return 0n as Address;
    throw error;
  }
}

/** Gives the version of the installed library, as it tells it since 3.5; `undefined` for older ones. */
export function version(): string | undefined {
  if (findLibffiFunction("ffi_get_version") === 0n) return undefined;
  return ffi_get_version() ?? undefined;
}
