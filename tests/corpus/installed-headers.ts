/** Every C header that is installed, each with what its library's `pkg-config` file says it is compiled with. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { JudgedFile } from "./judged-file.ts";

/** A target whose headers are tried, and the compiler that knows what they say. */
export interface HeaderOracle {
  readonly triple: string;
  readonly command: string;
  /** Whether it is Clang, which does not tell all functions that it has seen. */
  readonly isClang: boolean;
  /** Directories that the compiler searches by itself; the headers below them are tried. */
  readonly roots: readonly string[];
  /** Directories of libraries that must be named, with what else such a library asks for, the longest first. */
  readonly libraries: readonly LibraryFlags[];
  /** Headers that are read before each, by the names that `#include` uses: what Microsoft's need, who include `<windows.h>` first. */
  readonly preincludes: readonly string[];
}

interface LibraryFlags {
  readonly directory: string;
  readonly includeDirectories: readonly string[];
  readonly defines: readonly string[];
}

/** An installed header. */
export interface InstalledHeader extends JudgedFile {
  /** The name that `#include` uses. */
  readonly name: string;
}

/**
 * Prepares a compiler; `undefined` where it is not installed.
 *
 * @param preincludes Headers that are read before each.
 */
export function findOracle(
  triple: string,
  command: string,
  preincludes: readonly string[] = [],
): HeaderOracle | undefined {
  const { status, stderr } = spawnSync(command, ["-E", "-v", "-xc", "-"], { encoding: "utf8", input: "" });
  if (status !== 0) return undefined;
  const lines = stderr.split("\n");
  const start = lines.findIndex((line) => line.startsWith("#include <"));
  const end = lines.findIndex((line) => line.startsWith("End of search"));
  const directories = lines.slice(start + 1, end).map((line) => join(line.trim()));
  // Those of the compiler itself are ours to replace.
  const roots = directories.filter((directory) => !/\/(?:gcc|clang)\//.test(directory));
  const isClang = stderr.includes("clang version");
  return { triple, command, isClang, roots, libraries: command === "gcc" ? listLibraries() : [], preincludes };
}

function listLibraries(): readonly LibraryFlags[] {
  const { stdout } = spawnSync("pkg-config", ["--list-all"], { encoding: "utf8" });
  const names = [...(stdout ?? "").matchAll(/^\S+/gm)].map(([name]) => name).toSorted();
  const libraries = names.flatMap((name) => {
    const flags = spawnSync("pkg-config", ["--cflags", name], { encoding: "utf8" }).stdout.split(/\s+/);
    const includeDirectories = flags.flatMap((flag) => (flag.startsWith("-I") ? [join(flag.slice(2))] : []));
    const defines = flags.flatMap((flag) => (flag.startsWith("-D") ? [flag.slice(2)] : []));
    const [directory] = includeDirectories;
    return directory === undefined ? [] : [{ directory, includeDirectories, defines }];
  });
  return libraries.toSorted((left, right) => right.directory.length - left.directory.length);
}

/** Lists the headers of an oracle, in the order of their paths. */
export function listInstalledHeaders(oracle: HeaderOracle): readonly InstalledHeader[] {
  const paths = new Set(oracle.roots.flatMap((root) => listHeaders(root)));
  return [...paths].toSorted().flatMap((path) => describeHeader(path, oracle) ?? []);
}

function listHeaders(root: string): readonly string[] {
  try {
    return (
      readdirSync(root, { recursive: true, encoding: "utf8" })
        // What clang brings for itself only it can read, and musl is another C library.
        .filter((name) => name.endsWith(".h") && !/^(?:clang|[^/]*-musl)\//.test(name))
        .map((name) => join(root, name))
    );
  } catch {
    return [];
  }
}

function describeHeader(path: string, { roots, libraries, preincludes }: HeaderOracle): InstalledHeader | undefined {
  const library = libraries.find(({ directory }) => path.startsWith(`${directory}/`));
  const directory =
    library?.directory ??
    roots.filter((root) => path.startsWith(`${root}/`)).toSorted((left, right) => right.length - left.length)[0];
  if (directory === undefined) return undefined;
  const name = path.slice(directory.length + 1);
  // By its name the compiler finds another header: that of the C library for the target instead of the machine's own.
  const found = roots.find((root) => existsSync(join(root, name)));
  if (library === undefined && found !== directory) return undefined;
  const { includeDirectories = [], defines = [] } = library ?? {};
  const flags = [...includeDirectories.map((item) => `-I${item}`), ...defines.map((define) => `-D${define}`)];
  return { name, spelled: `<${name}>`, path, flags, includeDirectories, defines, preincludes };
}
