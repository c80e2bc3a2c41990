/**
 * What a preprocessor has written: one text that was several files, with lines such as `# 34 "/usr/include/zlib.h" 1 3` that say which.
 * Every run between two of them is a source of its own, so that all that is read of it has the place that the line says.
 *
 * @see The manual of GCC's preprocessor, "Preprocessor Output"
 */
import type { Span } from "@koine/diagnostics";
import { lexSource } from "../lex/lexer.ts";
import type { CommentPolicy, LexedFile } from "../lex/lexer.ts";
import { SourceText } from "../lex/source-text.ts";
import type { Token } from "../lex/token.ts";

/** One run of lines of a preprocessed text. */
export interface LineMarker {
  /** Where the run begins and ends, in UTF-16 code units of the text. */
  readonly start: number;
  readonly end: number;
  /** The file that the run comes from. Names in angle brackets, such as `<built-in>`, are no files. */
  readonly path: string;
  /** The line of that file on which the run begins, from 1. */
  readonly line: number;
  /** The line of the text on which it begins, from 1. */
  readonly writtenLine: number;
  readonly isSystem: boolean;
}

/** GCC takes files of this name for preprocessed too, whether there are markers in them or not. */
const preprocessedName = /\.i$/;
/** What preprocessors write first. Nobody begins a header by saying that it is another one. */
const firstMarker = /^\s*#\s*\d+\s+"/;

/** Tells whether the macros of a text were replaced already: those that it defines are for others to see. */
export function areMacrosReplaced(path: string): boolean {
  return preprocessedName.test(path);
}

/** Tells whether what `gcc -E -dD` says to be of a file is predefined: glibc's header is read before all others. */
export function isPredefinedPath(path: string): boolean {
  return path === "<built-in>" || path === "<command-line>" || path.endsWith("/stdc-predef.h");
}

/** Finds the runs of a text, all of which is one where no line says otherwise; none in one that no preprocessor has written. */
export function findLineMarkers(path: string, text: string): readonly LineMarker[] {
  if (!preprocessedName.test(path) && !firstMarker.test(text)) return noMarkers;
  // Microsoft's compiler writes #line.
  const marker = /^[ \t]*#[ \t]*(?:line[ \t]+)?(\d+)[ \t]+"((?:[^"\\\n]|\\.)*)"([ \t\d]*)\r?$/gm;
  const found = [...text.matchAll(marker)];
  // GCC names the directory in which it ran by two slashes at its end.
  const place = found.slice(0, 3).find(({ 2: name = "" }) => name.endsWith("//"))?.[2];
  const own = { path, directory: place?.slice(0, -1) ?? path.slice(0, path.search(/[^/\\]*$/)) };
  const first = found[0]?.index ?? text.length;
  // What stands in front of the first marker is of the text itself.
  const before = { start: 0, end: first, path, line: 1, writtenLine: 1, isSystem: false };
  const runs: LineMarker[] = text.slice(0, first).trim() === "" ? [] : [before];
  let [counted, writtenLine] = [0, 1];
  for (const [number, { index, 0: whole, 1: line = "", 2: quoted = "", 3: flags = "" }] of found.entries()) {
    const name = quoted.replace(/\\(["\\])/g, "$1");
    const start = Math.min(text.length, index + whole.length + 1);
    const end = found[number + 1]?.index ?? text.length;
    writtenLine += text.slice(counted, start).split("\n").length - 1;
    counted = start;
    const isSystem = / 3\b/.test(flags) || name.startsWith("<");
    runs.push({ start, end, path: resolvePresumed(name, own), line: Number(line), writtenLine, isSystem });
  }
  return runs;
}

const noMarkers: readonly LineMarker[] = [];

/** Lexes a text run by run; definitions are tokens as all others are. */
export function lexRuns(text: string, markers: readonly LineMarker[], comments: CommentPolicy | undefined): LexedFile {
  const tokens: Token[] = [];
  const directives: number[] = [];
  for (const { start, end, path, line, isSystem } of markers) {
    const source = new SourceText(path, text.slice(start, end), isSystem, { start, line });
    for (const token of lexSource(source, comments)) {
      if (token.startsLine && token.text === "#" && token.kind === "punctuator") directives.push(tokens.length);
      tokens.push(token);
    }
  }
  return { tokens, directives, definitionEnds: [] };
}

/** Gives the place that a text says of one of its own; a place in another file as it is. */
export function presumeSpan(span: Span, path: string, markers: readonly LineMarker[]): Span {
  const run = span.file === path ? markers.findLast(({ writtenLine }) => writtenLine <= span.line) : undefined;
  return run === undefined ? span : { ...span, file: run.path, line: span.line - run.writtenLine + run.line };
}

/** What was read from a pipe is the text itself; relative names are so to the directory where the preprocessor ran, or else to the text's. */
function resolvePresumed(name: string, own: { readonly path: string; readonly directory: string }): string {
  if (name === "<stdin>" || name === "") return own.path;
  const isKnown = name.startsWith("<") || name.startsWith("/") || /^[A-Za-z]:[\\/]/.test(name);
  return isKnown ? name : own.directory + name;
}
