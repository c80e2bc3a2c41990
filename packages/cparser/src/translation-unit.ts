/**
 * Whole headers: preprocesses, parses and evaluates a translation unit, and freezes the result.
 */
import type { Target } from "@koine/ctypes";
import type { Diagnostic } from "@koine/diagnostics";
import { findBuiltInHeader } from "./builtin-headers/builtin-headers.ts";
import type { ReadDeclarations } from "./declaration/declaration-reader.ts";
import type { Declaration, MacroDeclaration, SourceFileInfo, TranslationUnit } from "./declaration/model.ts";
import { UnitBuilder } from "./declaration/unit-builder.ts";
import { makeUnitParser, parseDeclarations } from "./declaration/unit-parser.ts";
import type { MacroEvaluation } from "./evaluate/expand-macro.ts";
import { endOf } from "./lex/lexer.ts";
import type { CommentPolicy } from "./lex/lexer.ts";
import { SourceText } from "./lex/source-text.ts";
import type { SourceFile } from "./preprocess/source-file.ts";
import { Preprocessor } from "./preprocess/preprocessor.ts";
import { QuickConstants } from "./evaluate/quick-constant.ts";
import { UnitMacro } from "./evaluate/unit-macro.ts";
import { defaultStandard, hasTrigraphs } from "./standard/language-standard.ts";
import type { LanguageStandard } from "./standard/language-standard.ts";
import { renderPredefinedMacros } from "./predefined/predefined-macros.ts";

/** What to parse, and how. */
export interface TranslationUnitOptions {
  /** A header: a path that `readFile` knows, or a name to be found in the include directories. */
  readonly entry?: string | undefined;
  /** Several headers, read one after the other as if one file included them all. */
  readonly entries?: readonly string[] | undefined;
  /** Reads a file; `undefined` if there is none. Paths are the entry's, or joined from include directories with `/`. */
  readonly readFile: (path: string) => string | undefined;
  /** Reads the bytes of a file, for `#embed`; those of its text when absent. */
  readonly readBytes?: ((path: string) => Uint8Array | undefined) | undefined;
  /** Tells whether two paths lead to one file, as links do, for `#pragma once`; different paths are different files when absent. */
  readonly isSameFile?: ((path: string, other: string) => boolean) | undefined;
  /** Directories for `#embed` (`--embed-dir`). */
  readonly embedDirectories?: readonly string[] | undefined;
  /** Directories for `#include "…"` only (`-iquote`). */
  readonly quoteIncludeDirectories?: readonly string[] | undefined;
  /** Directories searched before those of the system (`-I`). */
  readonly includeDirectories?: readonly string[] | undefined;
  /** The C library's and the system's directories. The compiler's own headers are in this package. */
  readonly systemIncludeDirectories?: readonly string[] | undefined;
  /** How many of them are searched before the compiler's own headers, as those of musl are; none when absent. */
  readonly directoriesBeforeBuiltIns?: number | undefined;
  readonly target: Target;
  /** The version of C; GNU C17 when absent. */
  readonly standard?: LanguageStandard | undefined;
  /**
   * Which comments document declarations: only doc comments (the default), or ordinary comments too that stand directly
   * above a declaration, behind it on its line, or directly below it before a blank line.
   */
  readonly comments?: CommentPolicy | undefined;
  /**
   * Is told which files were read, and tells of which of them functions are wanted, by path. Functions of other headers of the system are
   * read only where something names them, and are in no list of the result; what else those headers declare has no documentation. Those of all files are wanted when absent.
   */
  readonly planFunctions?: ((files: readonly SourceFileInfo[]) => (path: string) => boolean) | undefined;
  /** Macros to define, by name; `true` defines as 1, `false` undefines. */
  readonly defines?: Readonly<Record<string, string | number | boolean>> | undefined;
}

/**
 * Parses headers.
 *
 * Never throws for what is in the headers: that becomes a diagnostic, and parsing goes on at the next declaration. A file
 * that cannot be found is a diagnostic too.
 *
 * @see C17 5.1.1.2 (translation phases 1 to 7)
 */
export function parseTranslationUnit(options: TranslationUnitOptions): TranslationUnit {
  const preprocessor = preprocess(options);
  const missing = readEntries(preprocessor, options);
  const { tokens, pragmas } = preprocessor;
  const end = endOf(tokens.at(-1)?.source ?? new SourceText("<empty>", ""));
  const { packChanges, externalNames } = pragmas;
  const { target, standard = defaultStandard } = options;
  const unit = new UnitBuilder({ target, standard, packChanges, externalNames });
  const parser = makeUnitParser(unit, tokens, end);
  const files = listFiles(preprocessor.files);
  const isWanted = options.planFunctions?.(files);
  parseDeclarations(parser, unit, isWanted && { tokens, end, isWanted });
  const declarations = [...unit.declarations];
  const macros = listMacros(preprocessor, { context: preprocessor, parser, target, end });
  const diagnostics = [...missing, ...preprocessor.diagnostics, ...parser.diagnostics];
  return freezeUnit({ declarations, macros, diagnostics, files });
}

/**
 * Puts what another front end read in place of a unit's declarations. The unit's macros keep the meaning that they have among
 * its own declarations, and variables their values. Of its diagnostics those of the preprocessor stay, which the macros come from.
 */
export function replaceDeclarations(unit: TranslationUnit, read: ReadDeclarations): TranslationUnit {
  const fromPreprocessor = [
    "cparser/preprocessor",
    "cparser/error-directive",
    "cparser/file-not-found",
    "cparser/binary-file",
    "cparser/include-recursion",
    "cparser/embed-size",
    "cparser/macro-expansion",
    "cparser/redefined-macro",
    "cparser/unterminated",
  ];
  const kept = unit.diagnostics.filter(({ code }) => fromPreprocessor.includes(code));
  const { macros, files } = unit;
  const diagnostics = [...kept, ...read.diagnostics];
  const values = new Map(unit.variables.map(({ name, value }) => [name, value]));
  const declarations = read.declarations.map((declaration) =>
    declaration.kind === "variable" ? { ...declaration, value: values.get(declaration.name) } : declaration,
  );
  return freezeUnit({ declarations, macros, files, diagnostics });
}

/** Files that were read, and behind a preprocessed one those that its text was read from. */
function listFiles(files: readonly SourceFile[]): readonly SourceFileInfo[] {
  const read = new Map<string, SourceFileInfo>();
  for (const { path, isSystem, markers } of files) {
    read.set(path, Object.freeze({ path, isSystem, ...(markers.length === 0 ? {} : { markers: freezeAll(markers) }) }));
    for (const marker of markers) {
      if (read.has(marker.path) || /^<|\/$/.test(marker.path)) continue;
      read.set(marker.path, Object.freeze({ path: marker.path, isSystem: marker.isSystem, readFrom: path }));
    }
  }
  return [...read.values()];
}

function listMacros(preprocessor: Preprocessor, evaluation: MacroEvaluation): MacroDeclaration[] {
  const macros: MacroDeclaration[] = [];
  const whole = { ...evaluation, constants: new QuickConstants(evaluation) };
  for (const macro of preprocessor.macros.values()) {
    if (macro.isPredefined || macro.nameToken === undefined) continue;
    macros.push(new UnitMacro(macro, macro.nameToken, whole));
  }
  return macros;
}

/** What `__has_embed` gives (C23 6.10.10.2); the GCC that is imitated otherwise has it since version 15. */
const embedMacros: string = ["NOT_FOUND", "FOUND", "EMPTY"]
  .map((name, value) => `#define __STDC_EMBED_${name}__ ${value}\n`)
  .join("");

function preprocess(options: TranslationUnitOptions): Preprocessor {
  const { target, defines = {}, standard = defaultStandard } = options;
  const lines = Object.entries(defines).map(([name, value]) => {
    if (value === false) return `#undef ${name}`;
    return `#define ${name} ${value === true ? "1" : String(value)}`;
  });
  const predefined = `${embedMacros}${renderPredefinedMacros(target, standard)}${lines.join("\n")}\n`;
  const preprocessor = new Preprocessor({
    ...options,
    predefined,
    findBuiltInHeader,
    hasTrigraphs: hasTrigraphs(standard),
  });
  // glibc states through this header which parts of the standard it implements.
  if (target.platform === "linux") preprocessor.preincludeSystemHeader("stdc-predef.h");
  return preprocessor;
}

function readEntries(preprocessor: Preprocessor, options: TranslationUnitOptions): Diagnostic[] {
  const { entry: main, entries = [] } = options;
  const missing = [
    ...(main === undefined || preprocessor.preprocess(main) ? [] : [main]),
    ...entries.filter((entry) => !preprocessor.preprocess(entry, true)),
  ];
  return missing.map((entry) => ({
    code: "cparser/file-not-found",
    severity: "error",
    message: `header "${entry}" was not found`,
    help: "give its path, or the include directory that it is in",
  }));
}

function freezeUnit(
  unit: Pick<TranslationUnit, "macros" | "diagnostics" | "files"> & { readonly declarations: readonly Declaration[] },
): TranslationUnit {
  const { declarations, macros, diagnostics, files } = unit;
  for (const declaration of declarations) {
    Object.freeze(declaration);
    if (declaration.kind === "record" && declaration.members !== null) freezeAll(declaration.members);
    if (declaration.kind === "enum" && declaration.enumerators !== null) freezeAll(declaration.enumerators);
  }
  const lists: Readonly<Record<Declaration["kind"], Declaration[]>> = {
    function: [],
    variable: [],
    typedef: [],
    record: [],
    enum: [],
  };
  for (const declaration of declarations) lists[declaration.kind].push(declaration);
  // Each list has declarations of one kind.
  const ofKind = <TKind extends Declaration["kind"]>(kind: TKind): readonly Extract<Declaration, { kind: TKind }>[] =>
    Object.freeze(lists[kind] as Extract<Declaration, { kind: TKind }>[]);
  return Object.freeze({
    functions: ofKind("function"),
    variables: ofKind("variable"),
    typedefs: ofKind("typedef"),
    records: ofKind("record"),
    enums: ofKind("enum"),
    macros: freezeAll(macros),
    declarations: Object.freeze(declarations),
    diagnostics: freezeAll(diagnostics),
    files: Object.freeze(files),
  });
}

function freezeAll<TItem>(items: readonly TItem[]): readonly TItem[] {
  for (const item of items) Object.freeze(item);
  return Object.freeze(items);
}
