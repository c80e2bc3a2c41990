/** libffi's calling conventions. Their numbers depend on the platform that the library was built for. */
import { describeValue, FfiError } from "@koine/diagnostics";
import { libffiAbisOf } from "@koine/engine";
import type { LibffiAbiName, LibffiAbis } from "@koine/engine";
import { currentBackend } from "../../backend/select.ts";
import { ffi_get_default_abi } from "../raw/index.ts";
import { findLibffiFunction } from "./library.ts";

/** A calling convention by its name in libffi, in small letters: `unix64` is `FFI_UNIX64`. */
export type AbiName = LibffiAbiName;

/** libffi's number of a calling convention (`ffi_abi`). */
export type Abi = number;

/**
 * Gives the calling conventions of this platform by name.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED` on platforms whose numbers are not known here.
 */
export function abis(): LibffiAbis {
  const { target } = currentBackend();
  const { architecture, platform } = target;
  const table = libffiAbisOf(target);
  if (table !== undefined) return table;
  throw new FfiError("FFI_UNSUPPORTED", `libffi's calling conventions on ${architecture} are not known`, {
    hint: "pass the number from the ffi_abi of this platform's ffitarget.h",
    details: { architecture, platform },
  });
}

/** Gives the convention of this platform's C compilers: asks the library where it can tell (3.5 and newer). */
export function defaultAbi(): Abi {
  return findLibffiFunction("ffi_get_default_abi") === 0n ? abiOf("default") : ffi_get_default_abi();
}

/**
 * Gives the number of a calling convention.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED` when this platform has no such convention; `FFI_ARGUMENT_TYPE` for what is no name.
 */
export function abiOf(name: AbiName): Abi {
  const known = abis();
  const abi = typeof name === "string" && Object.hasOwn(known, name) ? known[name] : undefined;
  if (abi !== undefined) return abi;
  const code = typeof name === "string" ? "FFI_UNSUPPORTED" : "FFI_ARGUMENT_TYPE";
  const shown = typeof name === "string" ? `"${name}"` : describeValue(name);
  throw new FfiError(code, `libffi has no calling convention ${shown} on this platform`, {
    hint: `it has ${Object.keys(known).join(", ")}`,
    details: { abi: name },
  });
}
