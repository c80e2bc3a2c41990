/** What users may give as the name of a library, and the candidates that each form stands for. */
import { FfiError } from "@koine/diagnostics";
import type { Backend } from "../backend/contract.ts";

/** A framework of macOS, by name. */
export interface FrameworkName {
  readonly framework: string;
}

/** Alternatives by platform: `linux`, `darwin`, `win32`, also with architecture (`linux-arm64`). */
export type LibraryTable = Readonly<Record<string, string | readonly string[] | FrameworkName | null>>;

/**
 * A path, a bare name (`"z"`), a list of alternatives, a table per platform, a framework, or `null` for the process itself.
 */
export type LibraryName = string | readonly string[] | FrameworkName | LibraryTable | null;

/**
 * Gives what to try to open, in order. `null` is the process itself.
 *
 * @throws {FfiError} `FFI_ARGUMENT_TYPE` for something else than a library name; `FFI_LIBRARY_NOT_FOUND` when a table has
 *   no row for this platform.
 */
export function libraryCandidates(name: LibraryName, backend: Backend): readonly (string | null)[] {
  if (name === null) return [null];
  if (typeof name === "string") return candidatesOf(name, backend);
  if (Array.isArray(name) && name.length > 0 && name.every((item) => typeof item === "string")) {
    return name.flatMap((item: string) => candidatesOf(item, backend));
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
  return typeof name === "string" ? `"${name}"` : JSON.stringify(name);
}

function rowOf(table: LibraryTable, backend: Backend): LibraryName {
  const { platform, architecture, triple } = backend.target;
  const libc = triple.endsWith("musl") ? [`${platform}-musl`] : [];
  for (const key of [`${platform}-${architecture}`, ...libc, platform]) {
    const row = Object.hasOwn(table, key) ? table[key] : undefined;
    if (row !== undefined) return row;
  }
  throw new FfiError("FFI_LIBRARY_NOT_FOUND", `no library is named for ${platform}-${architecture}`, {
    hint: `add "${platform}" to the table; it has ${Object.keys(table).join(", ")}`,
    details: { platform, architecture, table },
  });
}

function candidatesOf(name: string, backend: Backend): string[] {
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
  return new FfiError("FFI_ARGUMENT_TYPE", `openLibrary(): expected a library name, got ${JSON.stringify(name)}`, {
    hint: 'a path, a bare name such as "z", a list of them, a table per platform, { framework }, or null',
    details: { received: name },
  });
}
