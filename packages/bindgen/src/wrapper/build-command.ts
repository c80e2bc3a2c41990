/** How the wrapper of inline functions is built: one command per platform, as its first lines state them. */
import { basename, posix } from "node:path";
import type { LanguageStandard } from "@koine/cparser/standard";
import { findTarget } from "@koine/ctypes";
import { isFramework, isFromModule, isLibraryList } from "../spec/library-names.ts";
import type { SpecLibraries, SpecLibraryRow } from "../spec/library-names.ts";
import type { SpecHead } from "../spec/model.ts";
import { standardOf } from "../spec/standard-of.ts";

type Platform = keyof typeof platforms;

const platforms = {
  linux: { name: "Linux", render: renderUnix("cc -shared -fPIC -O2", "so", linkElf) },
  darwin: { name: "macOS", render: renderUnix("cc -dynamiclib -O2", "dylib", linkMach) },
  mingw: { name: "Windows", render: renderUnix("gcc -shared -O2", "dll") },
  msvc: { name: "Windows", render: renderMicrosoft },
} as const;

interface BuildWords {
  /** The file without its extension. */
  readonly stem: string;
  /** The version of C, where it is not the compiler's own. */
  readonly standard: LanguageStandard | undefined;
  /** Directories of headers, relative to the wrapper. */
  readonly includeDirectories: readonly string[];
  /** The library that has what inline functions call; absent for the process itself. */
  readonly library: LinkedLibrary | undefined;
}

type LinkedLibrary = { readonly framework: string } | { readonly name: string } | { readonly file: string };

/** Renders the commands as comments, in the order of the targets. */
export function renderBuildLines(head: SpecHead, includeDirectories: readonly string[]): readonly string[] {
  const found = [...new Set(head.targets.flatMap(platformOf))];
  const stem = basename(head.wrapper ?? "wrapper");
  const standard = head.standard === undefined ? undefined : standardOf(head);
  return found.map((platform) => {
    const { name, render } = platforms[platform];
    const command = render({ stem, standard, includeDirectories, library: findLibrary(head, platform) });
    return `// Build it ${found.length === 1 ? "" : `on ${name} `}with: ${command}`;
  });
}

/** Gives none for what has no shared libraries. */
function platformOf(triple: string): readonly Platform[] {
  const platform = findTarget(triple)?.platform;
  if (platform === "win32") return [triple.endsWith("-msvc") ? "msvc" : "mingw"];
  return platform === "linux" || platform === "darwin" ? [platform] : [];
}

/** The first of the alternatives is the one that a machine with headers has. What is elsewhere, the user has to name. */
function findLibrary({ libraries, wrapper = "" }: SpecHead, platform: Platform): LinkedLibrary | undefined {
  const row = isLibraryList(libraries) ? libraries : rowOf(libraries, platform);
  if (row === null || row === undefined) return undefined;
  if (typeof row === "object" && "framework" in row) return { framework: row.framework };
  const name = typeof row === "string" ? row : row[0];
  if (name === undefined) return undefined;
  if (isFromModule(name)) return { file: posix.relative(posix.dirname(wrapper), name) };
  return /[/\\]/.test(name) ? undefined : { name };
}

function rowOf(libraries: Exclude<SpecLibraries, readonly string[]>, platform: Platform): SpecLibraryRow | undefined {
  if (isFramework(libraries)) return libraries;
  return libraries[platform === "mingw" || platform === "msvc" ? "win32" : platform];
}

/** @param link The words for a library that is a file, and for where the loader finds it from the wrapper. */
function renderUnix(
  compiler: string,
  extension: string,
  link: (file: string) => readonly string[] = (file) => [file],
): (words: BuildWords) => string {
  return ({ stem, standard, includeDirectories, library }) =>
    [
      compiler,
      ...(standard === undefined ? [] : [`-std=${standard.compilerName}`]),
      ...includeDirectories.map((directory) => quote(`-I${directory}`)),
      `-o ${quote(`${stem}.${extension}`)}`,
      quote(`${stem}.c`),
      ...(library === undefined ? [] : renderLinkerWords(library, link)),
    ].join(" ");
}

function renderLinkerWords(library: LinkedLibrary, link: (file: string) => readonly string[]): readonly string[] {
  if ("framework" in library) return ["-framework", quote(library.framework)];
  return "file" in library ? link(library.file).map(quote) : [renderLinkerWord(library.name)];
}

/** By its name alone: a path would be looked for from where the program is started. */
function linkElf(file: string): readonly string[] {
  const folder = posix.dirname(file);
  return [`-L${folder}`, `-l:${posix.basename(file)}`, `-Wl,-rpath,$ORIGIN/${folder}`];
}

function linkMach(file: string): readonly string[] {
  return [file, `-Wl,-rpath,@loader_path/${posix.dirname(file)}`];
}

/** `-lz`; GNU's linker takes file names behind a colon. */
function renderLinkerWord(name: string): string {
  const [, stem] = /^lib(.+?)(?:\.\d+)*\.dylib$/.exec(name) ?? [];
  if (stem !== undefined) return quote(`-l${stem}`);
  return quote(/\.(?:so(?:\.\d+)*|dll)$/i.test(name) ? `-l:${name}` : `-l${name}`);
}

/** Microsoft's compiler has no older versions to choose. */
function microsoftStandard({ year }: LanguageStandard): readonly string[] {
  return year === 2011 ? ["/std:c11"] : year === 2017 ? ["/std:c17"] : year === 2023 ? ["/std:clatest"] : [];
}

function renderMicrosoft({ stem, standard, includeDirectories, library }: BuildWords): string {
  return [
    "cl /LD /O2",
    ...(standard === undefined ? [] : microsoftStandard(standard)),
    ...includeDirectories.map((directory) => `"/I${directory}"`),
    `"${stem}.c"`,
    ...(library === undefined || "framework" in library ? [] : [`"${toImportLibrary(library)}"`]),
    `"/Fe:${stem}.dll"`,
  ]
    .join(" ")
    .replace(/"([^"\s]+)"/g, "$1");
}

function toImportLibrary(library: { readonly name: string } | { readonly file: string }): string {
  return `${("name" in library ? library.name : library.file).replace(/\.dll$/i, "")}.lib`;
}

/** For a shell of POSIX, where it is needed. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
