/** What users may give as the name of a library, and the candidates that each form stands for. */
import { describeValue, FfiError } from "@koine/diagnostics";
import type { Backend } from "../backend/contract.ts";

/** A framework of macOS, by name. */
export interface FrameworkName {
  readonly framework: string;
}

/**
 * Alternatives by platform: `linux`, `darwin`, `win32`; also with the C library (`linux-musl`, `linux-glibc`), with the
 * architecture (`linux-arm64`), or with both (`linux-arm64-musl`). The row that says most is taken.
 */
export type LibraryTable = Readonly<Record<string, string | URL | readonly (string | URL)[] | FrameworkName | null>>;

/**
 * A path, a `file:` URL, a bare name (`"z"`), a list of alternatives, a table per platform, a framework, or `null` for the
 * process itself.
 */
export type LibraryName = string | URL | readonly (string | URL)[] | FrameworkName | LibraryTable | null;

/**
 * Gives what to try to open, in order. `null` is the process itself.
 *
 * @throws {FfiError} `FFI_ARGUMENT_TYPE` for something else than a library name; `FFI_LIBRARY_NOT_FOUND` when a table has
 *   no row for this platform.
 */
export function libraryCandidates(name: LibraryName, backend: Backend): readonly (string | null)[] {
  if (name === null) return [null];
  if (isPathLike(name)) return candidatesOf(name, backend);
  if (Array.isArray(name) && name.length > 0 && name.every(isPathLike)) {
    return name.flatMap((item) => candidatesOf(item, backend));
  }
  if (typeof name !== "object" || Array.isArray(name)) throw wrongName(name);
  const framework = (name as Partial<FrameworkName>).framework;
  if (typeof framework === "string" && framework !== "") {
    return [`/System/Library/Frameworks/${framework}.framework/${framework}`, `${framework}.framework/${framework}`];
  }
  return libraryCandidates(rowOf(name as LibraryTable, backend), backend);
}

/** Describes a library name for messages. */
export function describeLibrary(name: LibraryName): string {
  if (name === null) return "of the process itself";
  return isPathLike(name) ? `"${String(name)}"` : JSON.stringify(name);
}

/**
 * Gives the path of a `file:` URL; a path is given back.
 *
 * @throws {FfiError} `FFI_ARGUMENT_TYPE` for other URLs, and what is neither.
 */
export function toPath(path: string | URL): string {
  if (typeof path === "string") return path;
  if (!(path instanceof URL) || path.protocol !== "file:") throw wrongName(path);
  const decoded = decodeURIComponent(path.pathname);
  // On Windows the path of `file:///C:/x` begins with a slash.
  return /^\/[A-Za-z]:\//.test(decoded) ? decoded.slice(1) : decoded;
}

function isPathLike(name: unknown): name is string | URL {
  return typeof name === "string" || name instanceof URL;
}

function rowOf(table: LibraryTable, backend: Backend): LibraryName {
  const { platform, architecture, triple } = backend.target;
  const libc = triple.endsWith("-musl") ? "musl" : "glibc";
  const libcKeys = platform === "linux" ? [`${platform}-${architecture}-${libc}`, `${platform}-${libc}`] : [];
  for (const key of [...libcKeys, `${platform}-${architecture}`, platform]) {
    const row = Object.hasOwn(table, key) ? table[key] : undefined;
    if (row !== undefined) return row;
  }
  const place = [platform, architecture, ...(platform === "linux" ? [libc] : [])].join("-");
  const rows = Object.keys(table);
  throw new FfiError("FFI_LIBRARY_NOT_FOUND", `no library is named for ${place}`, {
    hint: `add "${platform}" to the table; it has ${rows.length === 0 ? "no rows" : rows.join(", ")}`,
    details: { platform, architecture, table },
  });
}

function candidatesOf(given: string | URL, backend: Backend): string[] {
  if (given instanceof URL) return [toPath(given)];
  const name = given;
  if (name === "" || name.includes("\0")) throw wrongName(name);
  const isFile = name.includes("/") || name.includes("\\") || /\.(so|dylib|dll)(\.|$)/.test(name);
  if (isFile) return [name];
  switch (backend.target.platform) {
    case "win32":
      return [`${name}.dll`, `lib${name}.dll`];
    case "darwin":
      return [`lib${name}.dylib`, `/usr/lib/lib${name}.dylib`, `/opt/homebrew/lib/lib${name}.dylib`, `${name}.dylib`];
    default: {
      const known = backend.findLibraryNames(name);
      return [...new Set([`lib${name}.so`, ...known])];
    }
  }
}

function wrongName(name: unknown): FfiError {
  return new FfiError("FFI_ARGUMENT_TYPE", `openLibrary(): expected a library name, got ${describeValue(name)}`, {
    hint: 'a path or file: URL, a bare name such as "z", a list of them, a table per platform, { framework }, or null',
    details: { received: name },
  });
}
