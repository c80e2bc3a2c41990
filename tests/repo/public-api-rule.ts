/**
 * The rules on entry points: every entry of an export map is a file after the build, and every export that is reachable
 * from one carries TSDoc. Whether an entry loads is tried in `public-api.test.ts`.
 */
import { posix } from "node:path";
import type { SourceFile, Violation } from "./source-file.ts";

/** What is read of a package.json. */
interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly bin?: Readonly<Record<string, string>>;
}

/** One file that an export map or `bin` promises. */
export interface PromisedFile {
  /** What users import, for example `koine/engine`; the command for a `bin`. */
  readonly specifier: string;
  /** The condition, for example `types`; empty for a `bin`. */
  readonly condition: string;
  /** Relative to the repository. */
  readonly path: string;
}

/** Lists all files that a package.json promises. */
export function listPromisedFiles(manifestFile: SourceFile): readonly PromisedFile[] {
  const manifest = JSON.parse(manifestFile.text) as Manifest;
  const folder = posix.dirname(manifestFile.path);
  const entries = Object.entries(manifest.exports ?? {}).flatMap(([entry, target]) => {
    const conditions = typeof target === "string" ? { default: target } : target;
    return Object.entries(conditions).map(([condition, path]) => ({
      specifier: posix.join(manifest.name, entry),
      condition,
      path: posix.join(folder, path),
    }));
  });
  const commands = Object.entries(manifest.bin ?? {}).map(([command, path]) => ({
    specifier: command,
    condition: "",
    path: posix.join(folder, path),
  }));
  return [...entries, ...commands];
}

/** Checks that promised files exist; `hasFile` is asked with paths relative to the repository. */
export function checkPromisedFiles(promised: readonly PromisedFile[], hasFile: (path: string) => boolean): Violation[] {
  return promised
    .filter(({ path }) => !hasFile(path))
    .map(({ specifier, condition, path }) => `${specifier}${condition && ` (${condition})`}: ${path} does not exist`);
}

const declarationWords = "(?:declare |async |abstract )*(?:function\\*?|const|let|class|interface|type)";

/**
 * Checks that all exports of an entry's source are documented, following re-exports inside the package. One comment may
 * stand above a block of one-line declarations, so that a table of types need not repeat their names.
 */
export function checkDocumentation(entry: string, files: ReadonlyMap<string, string>): Violation[] {
  return [...collectExports(entry, files)].flatMap(([name, place]) => {
    // What is generated from a header is documented as far as the header is.
    if (place.path.endsWith(".gen.ts")) return [];
    const text = files.get(place.path) ?? "";
    const declaration = new RegExp(`^export ${declarationWords} ${place.localName}\\b`, "m").exec(text);
    if (declaration === null) return [`${entry}: cannot find the declaration of "${name}" in ${place.path}`];
    const before = text.slice(0, declaration.index).replace(/(?:(?<=\n)export [^\n]*;\n)+$/, "");
    const isDocumented = /\/\*\*(?:(?!\*\/)[\s\S])*\w(?:(?!\*\/)[\s\S])*\*\/\s*$/.test(before);
    return isDocumented ? [] : [`${place.path}: "${name}" is public and has no TSDoc`];
  });
}

interface ExportPlace {
  readonly path: string;
  readonly localName: string;
}

function collectExports(path: string, files: ReadonlyMap<string, string>): Map<string, ExportPlace> {
  const found = new Map<string, ExportPlace>();
  const text = files.get(path);
  if (text === undefined) return found;
  const declarations = new RegExp(`^export ${declarationWords} ([\\w$]+)`, "gm");
  for (const match of text.matchAll(declarations)) found.set(match[1] ?? "", { path, localName: match[1] ?? "" });
  for (const match of text.matchAll(/^export (?:type )?\*(?: as [\w$]+)? from "(\.[^"]+)"/gm)) {
    const target = posix.join(posix.dirname(path), match[1] ?? "");
    for (const [name, place] of collectExports(target, files)) found.set(name, place);
  }
  for (const match of text.matchAll(/^export (?:type )?\{([^}]*)\}(?: from "([^"]+)")?/gm)) {
    const specifier = match[2];
    // What another package declares is checked there; what is exported from here was declared above or imported.
    if (specifier === undefined || !specifier.startsWith(".")) continue;
    const target = collectExports(posix.join(posix.dirname(path), specifier), files);
    for (const [local, name] of parseExportNames(match[1] ?? "")) {
      const place = target.get(local);
      if (place !== undefined) found.set(name, place);
    }
  }
  return found;
}

function parseExportNames(list: string): [local: string, name: string][] {
  return list
    .split(",")
    .map((item) => item.trim().replace(/^type /, ""))
    .filter((item) => item !== "")
    .map((item) => {
      const [local = "", name = local] = item.split(/ as /);
      return [local, name];
    });
}
