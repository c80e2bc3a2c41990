/** The error of a function of Windows that failed and said why in the last error of its thread. */
import { FfiError } from "@koine/diagnostics";
import { assertFailure } from "./assert-failure.ts";

/** A call failed; `lastError` says why. */
export class LastErrorError extends FfiError {
  /** The number that `GetLastError` would have given right after the call. */
  readonly lastError: number;
  /** The name that Windows' headers give it, such as `ERROR_FILE_NOT_FOUND`, for those that most calls give. */
  readonly lastErrorName: string | undefined;

  constructor(name: string, lastError: number) {
    assertFailure("LastErrorError", name, lastError);
    const lastErrorName = names.get(lastError);
    const reason = lastErrorName ?? `last error ${lastError}`;
    super(
      "FFI_LAST_ERROR",
      lastError === 0 ? `${name}(): failed without setting the last error` : `${name}(): ${reason}`,
      { details: { function: name, lastError, name: lastErrorName } },
    );
    this.lastError = lastError;
    this.lastErrorName = lastErrorName;
  }
}

/**
 * Names of numbers, those of files, memory, processes and synchronisation; Windows has thousands.
 *
 * @see Windows System Error Codes, winerror.h
 */
const names: ReadonlyMap<number, string> = new Map([
  [1, "ERROR_INVALID_FUNCTION"],
  [2, "ERROR_FILE_NOT_FOUND"],
  [3, "ERROR_PATH_NOT_FOUND"],
  [4, "ERROR_TOO_MANY_OPEN_FILES"],
  [5, "ERROR_ACCESS_DENIED"],
  [6, "ERROR_INVALID_HANDLE"],
  [8, "ERROR_NOT_ENOUGH_MEMORY"],
  [13, "ERROR_INVALID_DATA"],
  [14, "ERROR_OUTOFMEMORY"],
  [17, "ERROR_NOT_SAME_DEVICE"],
  [18, "ERROR_NO_MORE_FILES"],
  [19, "ERROR_WRITE_PROTECT"],
  [21, "ERROR_NOT_READY"],
  [32, "ERROR_SHARING_VIOLATION"],
  [33, "ERROR_LOCK_VIOLATION"],
  [38, "ERROR_HANDLE_EOF"],
  [50, "ERROR_NOT_SUPPORTED"],
  [80, "ERROR_FILE_EXISTS"],
  [87, "ERROR_INVALID_PARAMETER"],
  [109, "ERROR_BROKEN_PIPE"],
  [110, "ERROR_OPEN_FAILED"],
  [112, "ERROR_DISK_FULL"],
  [120, "ERROR_CALL_NOT_IMPLEMENTED"],
  [122, "ERROR_INSUFFICIENT_BUFFER"],
  [123, "ERROR_INVALID_NAME"],
  [126, "ERROR_MOD_NOT_FOUND"],
  [127, "ERROR_PROC_NOT_FOUND"],
  [145, "ERROR_DIR_NOT_EMPTY"],
  [161, "ERROR_BAD_PATHNAME"],
  [170, "ERROR_BUSY"],
  [183, "ERROR_ALREADY_EXISTS"],
  [193, "ERROR_BAD_EXE_FORMAT"],
  [206, "ERROR_FILENAME_EXCED_RANGE"],
  [230, "ERROR_BAD_PIPE"],
  [231, "ERROR_PIPE_BUSY"],
  [232, "ERROR_NO_DATA"],
  [234, "ERROR_MORE_DATA"],
  [258, "WAIT_TIMEOUT"],
  [259, "ERROR_NO_MORE_ITEMS"],
  [267, "ERROR_DIRECTORY"],
  [487, "ERROR_INVALID_ADDRESS"],
  [995, "ERROR_OPERATION_ABORTED"],
  [996, "ERROR_IO_INCOMPLETE"],
  [997, "ERROR_IO_PENDING"],
  [998, "ERROR_NOACCESS"],
  [1114, "ERROR_DLL_INIT_FAILED"],
  [1168, "ERROR_NOT_FOUND"],
  [1223, "ERROR_CANCELLED"],
  [1314, "ERROR_PRIVILEGE_NOT_HELD"],
  [1400, "ERROR_INVALID_WINDOW_HANDLE"],
  [1460, "ERROR_TIMEOUT"],
]);
