/**
 * The entry point `koine/libclang`: reads C headers with the system's libclang, called through Koine itself. It is the second
 * front end of `koine bind --backend libclang`; macros are not its business.
 */
import { clangFlagsFor } from "@koine/cparser";
import type { DeclarationReader, DeclarationRequest } from "@koine/cparser";
import type { Diagnostic } from "@koine/diagnostics";
import { Arena, c } from "koine";
import { ClangPlaces, listChildren, takeText } from "./clang-tree.ts";
import { EntityReader } from "./entity-reader.ts";
import * as raw from "./raw.gen.ts";
import type { CXTranslationUnit } from "./raw.gen.ts";

/** `CXTranslationUnit_SkipFunctionBodies | CXTranslationUnit_KeepGoing`. */
const parseOptions = 0x40 | 0x200;

const mainFile = "koine-headers.c";

/** Gives the version of the libclang that is used, such as `Debian clang version 19.1.7`. */
export function readClangVersion(): string {
  return takeText(raw.clang_getClangVersion());
}

/**
 * Reads the declarations of headers with libclang.
 *
 * @throws {LibraryLoadError} `FFI_LIBRARY_NOT_FOUND` when there is no libclang.
 */
export const readDeclarationsWithLibclang: DeclarationReader = (request) => {
  const index = raw.clang_createIndex(0, 0);
  try {
    const unit = parse(index, request);
    try {
      const { platform, architecture } = request.target;
      const isUnderscored = platform === "darwin" || (platform === "win32" && architecture === "ia32");
      const reader = new EntityReader(isUnderscored, new ClangPlaces(request.presume));
      for (const cursor of listChildren(raw.clang_getTranslationUnitCursor(unit))) reader.read(cursor);
      return { declarations: reader.declarations, diagnostics: readDiagnostics(unit, reader) };
    } finally {
      raw.clang_disposeTranslationUnit(unit);
    }
  } finally {
    raw.clang_disposeIndex(index);
  }
};

function parse(index: raw.CXIndex, request: DeclarationRequest): CXTranslationUnit {
  using arena = new Arena();
  const toC = (text: string) => {
    const bytes = new TextEncoder().encode(`${text}\0`);
    const memory = arena.allocate(c.char, bytes.length);
    for (const [at, byte] of bytes.entries()) memory.set(at, byte > 127 ? byte - 256 : byte);
    return memory;
  };
  const words = commandLine(request);
  const list = arena.allocate(c.pointer(c.char, { const: true }), words.length);
  for (const [place, word] of words.entries()) list.set(place, toC(word));
  // The file that includes the headers has no text of its own, and is on no disk.
  const main = arena.allocate(raw.CXUnsavedFile);
  main.value = { Filename: toC(mainFile), Contents: toC(""), Length: 0n };
  const unit = arena.allocate(raw.CXTranslationUnit);
  const code = raw.clang_parseTranslationUnit2(index, null, list, words.length, main, 1, parseOptions, unit);
  const parsed = unit.value;
  if (parsed === null) throw new Error(`libclang could not parse the headers: error ${code}`);
  return parsed;
}

function commandLine(request: DeclarationRequest): readonly string[] {
  return [
    ...clangFlagsFor(request.target, request.standard),
    ...request.includeDirectories.map((directory) => `-I${directory}`),
    ...request.systemIncludeDirectories.flatMap((directory) => ["-isystem", directory]),
    ...request.undefines.map((name) => `-U${name}`),
    ...request.defines.map((define) => `-D${define}`),
    ...request.entries.flatMap((entry) => ["-include", entry]),
    mainFile,
  ];
}

function readDiagnostics(unit: CXTranslationUnit, { places }: EntityReader): readonly Diagnostic[] {
  return Array.from({ length: raw.clang_getNumDiagnostics(unit) }, (_, place): readonly Diagnostic[] => {
    const diagnostic = raw.clang_getDiagnostic(unit, place);
    const severity = raw.clang_getDiagnosticSeverity(diagnostic);
    const message = takeText(raw.clang_getDiagnosticSpelling(diagnostic));
    const span = places.spanOf(raw.clang_getDiagnosticLocation(diagnostic), 1);
    raw.clang_disposeDiagnostic(diagnostic);
    return severity < raw.CXDiagnostic_Error ? [] : [{ code: "bindgen/clang", severity: "error", message, span }];
  }).flat();
}
