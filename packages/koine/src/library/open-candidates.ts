/** Opens the first of a library's candidates that the loader accepts, and explains when it accepts none. */
import { describeValue, FfiError } from "@koine/diagnostics";
import type { Backend, LibraryHandle } from "../backend/contract.ts";
import { describeLibrary, libraryCandidates } from "./library-name.ts";
import type { LibraryName } from "./library-name.ts";

/** A candidate that the loader refused. */
export interface LoadAttempt {
  readonly path: string;
  /** The loader's own words. */
  readonly reason: string;
}

/** No candidate of a library could be opened. */
export class LibraryLoadError extends FfiError {
  /** Every candidate that was tried, in order. */
  readonly attempts: readonly LoadAttempt[];

  constructor(name: LibraryName, attempts: readonly LoadAttempt[]) {
    if (!Array.isArray(attempts) || !attempts.every(isAttempt)) {
      throw new FfiError(
        "FFI_ARGUMENT_TYPE",
        `new LibraryLoadError(): expected a list of attempts, got ${describeValue(attempts)}`,
        { hint: "an attempt is { path, reason }" },
      );
    }
    const lines = attempts.map(({ path, reason }) => `\n  tried ${path}: ${reason}`);
    super("FFI_LIBRARY_NOT_FOUND", `cannot open library ${describeLibrary(name)}${lines.join("")}`, {
      hint: adviseOnAttempts(attempts),
      details: { library: name, attempts },
    });
    this.attempts = attempts;
  }
}

/** Who names a file has mostly to build it; nobody installs it. */
function adviseOnAttempts(attempts: readonly LoadAttempt[]): string {
  const isFile = attempts.length > 0 && attempts.every(({ path }) => /^(?:\/|[A-Za-z]:[\\/])/.test(path));
  if (!isFile) return "install the library, or pass its path, which has a slash in it: ./libmine.so";
  // What glibc, musl and macOS say.
  if (attempts.some(({ reason }) => /undefined symbol|symbol not found/i.test(reason))) {
    return "the file needs a library that it was not linked with: name that behind the sources when it is built";
  }
  return "correct the path, or build the file: a wrapper of inline functions says how in the first lines of its C file";
}

function isAttempt(value: unknown): value is LoadAttempt {
  const { path, reason } = (value ?? {}) as Partial<LoadAttempt>;
  return typeof path === "string" && typeof reason === "string";
}

/**
 * Opens a library by name.
 *
 * @param searchPaths Folders that are tried first, for candidates that are no paths.
 * @throws {LibraryLoadError} when the loader refuses every candidate.
 */
export function openCandidates(
  name: LibraryName,
  backend: Backend,
  searchPaths: readonly string[] = [],
): LibraryHandle {
  const attempts: LoadAttempt[] = [];
  for (const candidate of placeCandidates(libraryCandidates(name, backend), searchPaths)) {
    const handle = backend.openLibrary(candidate);
    if (typeof handle !== "string") return handle;
    attempts.push({ path: candidate ?? "the process itself", reason: handle });
  }
  throw new LibraryLoadError(name, attempts);
}

/** Puts candidates that are no paths into each folder; the loader's own search comes last. */
function placeCandidates(
  candidates: readonly (string | null)[],
  searchPaths: readonly string[],
): readonly (string | null)[] {
  const names = candidates.filter((candidate) => candidate !== null && !/[/\\]/.test(candidate));
  return [
    ...searchPaths.flatMap((folder) => names.map((name) => `${folder.replace(/\/$/, "")}/${name}`)),
    ...candidates,
  ];
}
