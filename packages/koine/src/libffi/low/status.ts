/** From libffi's status codes to errors. */
import { FfiError } from "@koine/diagnostics";
import type { FfiErrorCode } from "@koine/diagnostics";
import { ffi_status } from "../raw/index.ts";

interface StatusText {
  readonly name: string;
  readonly code: FfiErrorCode;
  readonly meaning: string;
  readonly hint: string;
}

const texts: Readonly<Record<number, StatusText>> = {
  [ffi_status.members.FFI_BAD_TYPEDEF]: {
    name: "FFI_BAD_TYPEDEF",
    code: "FFI_DECLARATION_TYPE",
    meaning: "a type cannot be laid out or passed",
    hint: "a struct needs at least one member of known size, and its elements end in NULL",
  },
  [ffi_status.members.FFI_BAD_ABI]: {
    name: "FFI_BAD_ABI",
    code: "FFI_UNSUPPORTED",
    meaning: "this platform has no such calling convention",
    hint: "use one of abis()",
  },
  [ffi_status.members.FFI_BAD_ARGTYPE]: {
    name: "FFI_BAD_ARGTYPE",
    code: "FFI_DECLARATION_TYPE",
    meaning: "a variadic argument has a type that C promotes",
    hint: "pass float as double, and integers below int as int",
  },
};

/**
 * Asserts that a function of libffi succeeded.
 *
 * @param where The function, for messages.
 * @throws {FfiError} `FFI_DECLARATION_TYPE` for bad types, `FFI_UNSUPPORTED` for a bad convention; libffi's own name of the
 *   status is in `details.status`.
 */
export function assertStatus(status: number, where: string): void {
  if (status === ffi_status.members.FFI_OK) return;
  const text = texts[status];
  if (text === undefined) {
    throw new FfiError("FFI_UNSUPPORTED", `${where}: libffi answered with status ${status}`, { details: { status } });
  }
  throw new FfiError(text.code, `${where}: ${text.meaning} (${text.name})`, {
    hint: text.hint,
    details: { status: text.name },
  });
}
