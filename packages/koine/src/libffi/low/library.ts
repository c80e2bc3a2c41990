/** What the generated raw layer cannot tell: the addresses of libffi's symbols, and which of them the installed library has. */
import { FfiError } from "@koine/diagnostics";
import type { Address, LibraryHandle } from "../../backend/contract.ts";
import { currentBackend } from "../../backend/select.ts";
import { openCandidates } from "../../library/open-candidates.ts";

/** Names of the library, by platform and version; the first that loads is used. */
const libraryNames = ["libffi.so.8", "libffi.so.7", "libffi.8.dylib", "libffi.dylib", "libffi-8.dll", "libffi-7.dll"];

let handle: LibraryHandle | undefined;

/** Gives the address of a symbol of libffi, 0 when the installed library lacks it. */
export function findLibffiSymbol(name: string): Address {
  const backend = currentBackend();
  handle ??= openCandidates(libraryNames, backend);
  return backend.findSymbol(handle, name);
}

/**
 * Gives the address of a symbol of libffi.
 *
 * @throws {FfiError} `FFI_LIBRARY_NOT_FOUND`, `FFI_UNSUPPORTED` when the installed library lacks it.
 */
export function requireLibffiSymbol(name: string): Address {
  const address = findLibffiSymbol(name);
  if (address !== 0n) return address;
  throw new FfiError("FFI_UNSUPPORTED", `the installed libffi has no ${name}`, {
    hint: "this platform's libffi does not support the type, or it is older than 3.4",
    details: { symbol: name },
  });
}
