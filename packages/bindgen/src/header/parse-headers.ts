/** Runs the C front end over headers that were found. */
import { dirname } from "node:path";
import type {
  DeclarationReader,
  DeclarationRequest,
  LanguageStandard,
  MissingFileDiagnostic,
  SourceFileInfo,
  TranslationUnit,
} from "@koine/cparser";
import { isAboutMissingFile, parseTranslationUnit, presumeSpan, replaceDeclarations } from "@koine/cparser";
import type { Target } from "@koine/ctypes";
import type { Diagnostic } from "@koine/diagnostics";
import { isOwnDirectory } from "../compiler/ask-compiler.ts";
import type { HeaderAdvice } from "./advise-on-header.ts";
import { adviseOnHeader, DirectoryLists } from "./advise-on-header.ts";
import type { HeaderFiles } from "./header-files.ts";

/** What headers are parsed with. */
export interface ParseHeadersOptions {
  readonly files: HeaderFiles;
  readonly includeDirectories: readonly string[];
  readonly systemIncludeDirectories: readonly string[];
  /** How many of them come before the headers that compilers bring. */
  readonly directoriesBeforeBuiltIns: number;
  /** `--embed-dir` directories. */
  readonly embedDirectories: readonly string[];
  readonly target: Target;
  /** The version of C. */
  readonly standard: LanguageStandard;
  /** `NAME` or `NAME=VALUE`. */
  readonly defines: readonly string[];
  readonly undefines: readonly string[];
  /** Another front end for the declarations, if there is one. */
  readonly reader: DeclarationReader | undefined;
  /** Is told which files were read, and tells of which of them functions are wanted; those of all when absent. */
  readonly planFunctions: ((paths: HeaderPaths) => (path: string) => boolean) | undefined;
}

/** The paths of the files that a translation unit was read from. */
export interface HeaderPaths {
  readonly paths: readonly string[];
  /** Those that a preprocessed header does not say to be the system's. */
  readonly ownPaths: readonly string[];
  /** Of each preprocessed header the file that the preprocessor was given. */
  readonly origins: readonly string[];
}

/** A translation unit, and what it was read from. */
export interface ParsedHeaders extends HeaderPaths {
  readonly unit: TranslationUnit;
}

/** Parses headers as one translation unit that includes them in order. */
export function parseHeaders(headers: readonly string[], options: ParseHeadersOptions): ParsedHeaders {
  const { reader, planFunctions } = options;
  const own = parseTranslationUnit({
    entries: headers,
    readFile: (path) => options.files.readFile(path),
    readBytes: (path) => options.files.readBytes(path),
    isSameFile: (path, other) => options.files.isSameFile(path, other),
    embedDirectories: options.embedDirectories,
    includeDirectories: options.includeDirectories,
    systemIncludeDirectories: options.systemIncludeDirectories,
    directoriesBeforeBuiltIns: options.directoriesBeforeBuiltIns,
    target: options.target,
    standard: options.standard,
    defines: Object.fromEntries<string | false>([
      ...options.undefines.map((name) => [name, false] as const),
      ...options.defines.map(splitDefine),
    ]),
    // Most C libraries, zlib and SQLite among them, document themselves in ordinary comments.
    comments: "all-comments",
    planFunctions: planFunctions && ((files) => planFunctions(listPaths(files))),
  });
  const requestOf = ({ files }: TranslationUnit): DeclarationRequest => ({
    ...options,
    // Other front ends bring their own.
    systemIncludeDirectories: options.systemIncludeDirectories.filter((path) => !isOwnDirectory(path)),
    entries: headers,
    presume: (span) => files.reduce((place, { path, markers = [] }) => presumeSpan(place, path, markers), span),
    files: files.filter(({ readFrom }) => readFrom === undefined).map(({ path }) => path),
    readFile: (path) => options.files.readFile(path),
  });
  const unit = reader === undefined ? own : replaceDeclarations(own, reader(requestOf(own)));
  return {
    unit: { ...unit, diagnostics: [...addAdvice(unit.diagnostics, options), ...reportLostMacros(unit)] },
    ...listPaths(unit.files),
  };
}

function listPaths(files: readonly SourceFileInfo[]): HeaderPaths {
  return {
    paths: files.map((file) => file.path),
    ownPaths: files.filter(({ readFrom, isSystem }) => readFrom === undefined || !isSystem).map(({ path }) => path),
    origins: files.flatMap(({ markers: [first] = [] }) => (first === undefined ? [] : [first.path])),
  };
}

/**
 * Says what would bring missing files: the front end knows nothing of packages, and that what cannot be read is there. Files that the
 * same directory would bring are one mistake.
 */
function addAdvice(diagnostics: readonly Diagnostic[], options: ParseHeadersOptions): readonly Diagnostic[] {
  const others = new Map<string, number>();
  const lists = new DirectoryLists();
  type Advised = { readonly diagnostic: Diagnostic; readonly advice: HeaderAdvice | undefined };
  const advised = diagnostics.flatMap((diagnostic): readonly Advised[] => {
    if (!isAboutMissingFile(diagnostic)) return [{ diagnostic, advice: undefined }];
    const advice = adviseOnMissing(diagnostic, { ...options, lists });
    const count = others.get(advice?.flags ?? "");
    if (advice?.flags !== undefined) others.set(advice.flags, count === undefined ? 0 : count + 1);
    return count === undefined || advice?.flags === undefined ? [{ diagnostic, advice }] : [];
  });
  return advised.map(({ diagnostic, advice }) => {
    if (advice === undefined) return diagnostic;
    const count = others.get(advice.flags ?? "") ?? 0;
    const more = count === 0 ? "" : `, which brings ${count} more that ${count === 1 ? "is" : "are"} missed`;
    return { ...diagnostic, help: `${advice.text}${more} (${diagnostic.help ?? ""})` };
  });
}

/** Says of preprocessed headers that their macros are gone; not of those that define some, as `gcc -E -dD` writes them. */
function reportLostMacros({ files, macros }: TranslationUnit): readonly Diagnostic[] {
  const sources = new Map(files.map(({ path, readFrom = path }) => [path, readFrom]));
  const defining = new Set(
    files.some(({ markers }) => markers !== undefined) ? macros.map(({ file }) => sources.get(file)) : [],
  );
  return files.flatMap(({ path, markers }): readonly Diagnostic[] => {
    if (markers === undefined || defining.has(path)) return [];
    return [
      {
        code: "bindgen/macros-replaced",
        severity: "warning",
        message: `${path} was preprocessed, and none of its macros are left: there are no constants and functions of them`,
        help: "preprocess with gcc -E -dD, which keeps them, or bind the header itself",
      },
    ];
  });
}

function adviseOnMissing(
  { missingFile: name, span }: MissingFileDiagnostic,
  { lists, ...options }: ParseHeadersOptions & { readonly lists: DirectoryLists },
): HeaderAdvice | undefined {
  const { files } = options;
  const unreadable = files.unreadablePaths.find((path) => path.endsWith(`/${name}`));
  return unreadable === undefined
    ? adviseOnHeader(name, { ...options, directory: dirname(span?.file ?? "") }, lists)
    : { text: `${unreadable} is there and cannot be read: ${files.problemOf(unreadable) ?? ""}` };
}

/** `-D NAME` defines 1, as compilers do. */
function splitDefine(text: string): readonly [string, string] {
  const equals = text.indexOf("=");
  return equals === -1 ? [text, "1"] : [text.slice(0, equals), text.slice(equals + 1)];
}
