/** Runs the C front end over headers that were found. */
import type { DeclarationReader, DeclarationRequest, TranslationUnit } from "@koine/cparser";
import { parseTranslationUnit, replaceDeclarations } from "@koine/cparser";
import type { Target } from "@koine/ctypes";
import type { Diagnostic } from "@koine/diagnostics";
import { adviseOnPackage } from "./find-header.ts";
import type { HeaderFiles } from "./header-files.ts";

/** What headers are parsed with. */
export interface ParseHeadersOptions {
  readonly files: HeaderFiles;
  readonly includeDirectories: readonly string[];
  readonly systemIncludeDirectories: readonly string[];
  /** `--embed-dir` directories. */
  readonly embedDirectories: readonly string[];
  readonly target: Target;
  /** `NAME` or `NAME=VALUE`. */
  readonly defines: readonly string[];
  readonly undefines: readonly string[];
  /** Another front end for the declarations, if there is one. */
  readonly reader: DeclarationReader | undefined;
}

/** A translation unit, and the paths of the files that it was read from. */
export interface ParsedHeaders {
  readonly unit: TranslationUnit;
  readonly paths: readonly string[];
}

/** Parses headers as one translation unit that includes them in order. */
export function parseHeaders(headers: readonly string[], options: ParseHeadersOptions): ParsedHeaders {
  const own = parseTranslationUnit({
    entries: headers,
    readFile: (path) => options.files.readFile(path),
    readBytes: (path) => options.files.readBytes(path),
    embedDirectories: options.embedDirectories,
    includeDirectories: options.includeDirectories,
    systemIncludeDirectories: options.systemIncludeDirectories,
    target: options.target,
    defines: Object.fromEntries<string | false>([
      ...options.undefines.map((name) => [name, false] as const),
      ...options.defines.map(splitDefine),
    ]),
    // Most C libraries, zlib and SQLite among them, document themselves in ordinary comments.
    comments: "all-comments",
  });
  const { reader } = options;
  const requestOf = ({ files }: TranslationUnit): DeclarationRequest => ({
    ...options,
    entries: headers,
    files: files.map(({ path }) => path),
    readFile: (path) => options.files.readFile(path),
  });
  const unit = reader === undefined ? own : replaceDeclarations(own, reader(requestOf(own)));
  return {
    unit: { ...unit, diagnostics: unit.diagnostics.map((diagnostic) => addAdvice(diagnostic, options.files)) },
    paths: unit.files.map((file) => file.path),
  };
}

/** The front end knows nothing of packages, and that what cannot be read is there. */
function addAdvice(diagnostic: Diagnostic, files: HeaderFiles): Diagnostic {
  const [, name] = /^file "(.*)" was not found$/.exec(diagnostic.message) ?? [];
  if (name === undefined) return diagnostic;
  const unreadable = files.unreadablePaths.find((path) => path.endsWith(`/${name}`));
  const advice =
    unreadable === undefined
      ? adviseOnPackage(name)
      : `${unreadable} is there and cannot be read: ${files.problemOf(unreadable) ?? ""}`;
  return advice === undefined ? diagnostic : { ...diagnostic, help: `${advice} (${diagnostic.help ?? ""})` };
}

/** `-D NAME` defines 1, as compilers do. */
function splitDefine(text: string): readonly [string, string] {
  const equals = text.indexOf("=");
  return equals === -1 ? [text, "1"] : [text.slice(0, equals), text.slice(equals + 1)];
}
