/**
 * Where declarations come from if not from the parser of this package: a contract for other C front ends. Macros and the list of
 * files still come from here; see `replaceDeclarations` in `translation-unit.ts`.
 */
import type { Target } from "@koine/ctypes";
import type { Diagnostic, Span } from "@koine/diagnostics";
import type { LanguageStandard } from "../standard/language-standard.ts";
import type { Declaration } from "./model.ts";

/** What another front end is asked to read. */
export interface DeclarationRequest {
  /** Absolute paths of headers, to be read one after the other. */
  readonly entries: readonly string[];
  /** `-I` directories. */
  readonly includeDirectories: readonly string[];
  readonly systemIncludeDirectories: readonly string[];
  /** `NAME` or `NAME=VALUE`. */
  readonly defines: readonly string[];
  /** Names that are not predefined, unless `defines` has them. */
  readonly undefines: readonly string[];
  readonly target: Target;
  /** The version of C. */
  readonly standard: LanguageStandard;
  /** Gives the place that a declaration has for its reader: another one in a preprocessed file, whose lines say where they are from. */
  readonly presume: (span: Span) => Span;
  /** The files that the preprocessor of this package read for it; another may need others. */
  readonly files: readonly string[];
  /** Reads a file; `undefined` if there is none. */
  readonly readFile: (path: string) => string | undefined;
}

/** What it found. */
export interface ReadDeclarations {
  /** In source order of the first declaration of each entity. */
  readonly declarations: readonly Declaration[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the declarations of headers. Problems of the headers are diagnostics; what is thrown is no problem of theirs. */
export type DeclarationReader = (request: DeclarationRequest) => ReadDeclarations;
