/** The error of a C function that failed and said why in `errno`. */
import { describeValue, FfiError } from "@koine/diagnostics";
import type { Backend } from "../backend/contract.ts";
import { assertFailure } from "./assert-failure.ts";
import { findErrnoName } from "./errno-names.ts";

/** A call failed; `errno` says why. */
export class ErrnoError extends FfiError {
  /** The number that the function left in `errno`. */
  readonly errno: number;
  /** The platform's name for it, such as `ENOENT`. */
  readonly errnoName: string | undefined;

  constructor(name: string, errno: number, backend: Backend) {
    assertFailure("ErrnoError", name, errno);
    if (typeof (backend as Partial<Backend> | null | undefined)?.openLibrary !== "function") {
      throw new FfiError("FFI_ARGUMENT_TYPE", `new ErrnoError(): expected a backend, got ${describeValue(backend)}`, {
        hint: "pass currentBackend()",
      });
    }
    const errnoName = findErrnoName(errno, backend.target.platform);
    const words = describeErrno(errno, backend);
    const reason = [errnoName ?? `errno ${errno}`, ...(words === undefined ? [] : [words])].join(": ");
    super("FFI_ERRNO", errno === 0 ? `${name}(): failed without setting errno` : `${name}(): ${reason}`, {
      details: { function: name, errno, name: errnoName },
    });
    this.errno = errno;
    this.errnoName = errnoName;
  }
}

const strerrors = new WeakMap<Backend, (() => string | null) | null>();

/** Asks C for its own words; `undefined` where it has no `strerror`. */
function describeErrno(errno: number, backend: Backend): string | undefined {
  let strerror = strerrors.get(backend);
  if (strerror === undefined) {
    const program = backend.openLibrary(null);
    const address = typeof program === "string" ? 0n : backend.findSymbol(program, "strerror");
    strerror = address === 0n ? null : backend.prepareTextCall(address, { parameters: ["i32"], result: "pointer" });
    strerrors.set(backend, strerror);
  }
  if (strerror === null) return undefined;
  new Int32Array(backend.slots)[2] = errno;
  return strerror() ?? undefined;
}
