/** How the wrapper of inline functions is built: one command per platform, as its first lines state them. */
import { basename } from "node:path";
import type { LanguageStandard } from "@koine/cparser/standard";
import { findTarget } from "@koine/ctypes";
import { isLibraryList } from "../spec/library-names.ts";
import type { SpecLibraries, SpecLibraryRow } from "../spec/library-names.ts";
import type { SpecHead } from "../spec/model.ts";
import { standardOf } from "../spec/standard-of.ts";

type Platform = keyof typeof platforms;

const platforms = {
  linux: { name: "Linux", render: renderUnix("cc -shared -fPIC -O2", "so") },
  darwin: { name: "macOS", render: renderUnix("cc -dynamiclib -O2", "dylib") },
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

type LinkedLibrary = { readonly framework: string } | { readonly name: string };

/** Renders the commands as comments, in the order of the targets. */
export function renderBuildLines(head: SpecHead, includeDirectories: readonly string[]): readonly string[] {
  const found = [...new Set(head.targets.flatMap(platformOf))];
  const stem = basename(head.wrapper ?? "wrapper");
  const standard = head.standard === undefined ? undefined : standardOf(head);
  return found.map((platform) => {
    const { name, render } = platforms[platform];
    const command = render({ stem, standard, includeDirectories, library: findLibrary(head.libraries, platform) });
    return `// Build it ${found.length === 1 ? "" : `on ${name} `}with: ${command}`;
  });
}

/** Gives none for what has no shared libraries. */
function platformOf(triple: string): readonly Platform[] {
  const platform = findTarget(triple)?.platform;
  if (platform === "win32") return [triple.endsWith("-msvc") ? "msvc" : "mingw"];
  return platform === "linux" || platform === "darwin" ? [platform] : [];
}

/** The first of the alternatives is the one that a machine with headers has. What is a path, the user has to name. */
function findLibrary(libraries: SpecLibraries, platform: Platform): LinkedLibrary | undefined {
  const row = isLibraryList(libraries) ? libraries : rowOf(libraries, platform);
  if (row === null || row === undefined) return undefined;
  if (typeof row === "object" && "framework" in row) return { framework: row.framework };
  const name = typeof row === "string" ? row : row[0];
  return name === undefined || /[/\\]/.test(name) ? undefined : { name };
}

function rowOf(libraries: Exclude<SpecLibraries, readonly string[]>, platform: Platform): SpecLibraryRow | undefined {
  if (isFramework(libraries)) return libraries;
  return libraries[platform === "mingw" || platform === "msvc" ? "win32" : platform];
}

function isFramework(
  libraries: Exclude<SpecLibraries, readonly string[]>,
): libraries is { readonly framework: string } {
  return "framework" in libraries && typeof libraries["framework"] === "string";
}

function renderUnix(compiler: string, extension: string): (words: BuildWords) => string {
  return ({ stem, standard, includeDirectories, library }) =>
    [
      compiler,
      ...(standard === undefined ? [] : [`-std=${standard.compilerName}`]),
      ...includeDirectories.map((directory) => quote(`-I${directory}`)),
      `-o ${quote(`${stem}.${extension}`)}`,
      quote(`${stem}.c`),
      ...(library === undefined ? [] : [renderLinkerWord(library)]),
    ].join(" ");
}

/** `-lz`; GNU's linker takes file names behind a colon. */
function renderLinkerWord(library: LinkedLibrary): string {
  if ("framework" in library) return `-framework ${quote(library.framework)}`;
  const { name } = library;
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
    ...(library !== undefined && "name" in library ? [`"${library.name.replace(/\.dll$/i, "")}.lib"`] : []),
    `"/Fe:${stem}.dll"`,
  ]
    .join(" ")
    .replace(/"([^"\s]+)"/g, "$1");
}

/** For a shell of POSIX, where it is needed. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
