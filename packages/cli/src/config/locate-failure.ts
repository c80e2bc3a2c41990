/**
 * Where a configuration failed. Runtimes say the place of what they cannot parse, and so do tools that remove types, each in its own
 * way: as a position, in the stack, as a line with carets, or, for JavaScript on Node, only to whoever reads what it prints.
 */
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { ConfigurationText } from "@koine/bindgen/cached";
import type { Span } from "@koine/diagnostics";
import { plainSource } from "./import-config.ts";

/** What failed, and where. */
export interface Failure {
  readonly message: string;
  readonly span: Span;
}

type Source = Pick<ConfigurationText, "file" | "text">;

/** A place in the text; lines and columns from 1, the length in characters. */
interface Place {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

type Said = Place & { readonly message?: string | undefined };

/** Finds where the configuration was when it threw, or could not be parsed: its beginning where nobody says. */
export function locateFailure(error: unknown, source: Source): Failure {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const said: Said | undefined = findPosition(error) ?? findCarets(stack, source.file) ?? findFrame(stack, source.file);
  const place = said ?? (error instanceof SyntaxError ? askNode(source) : undefined);
  const message = said?.message ?? (error instanceof Error ? error.message : String(error));
  // Deno goes on with the line and the place.
  const [first = ""] = message.split("\n  |\n");
  return { message: first.replace(/^SyntaxError: /, ""), span: spanOf(place, source) };
}

/** What Bun and esbuild say of the first mistake. */
function findPosition(error: unknown): Said | undefined {
  const { errors } = (error ?? {}) as { readonly errors?: readonly unknown[] };
  const { position, location, message, text } = ((Array.isArray(errors) ? errors[0] : error) ?? {}) as {
    readonly position?: Partial<Place> | null;
    readonly location?: Partial<Place> | null;
    readonly message?: string;
    readonly text?: string;
  };
  if (typeof position?.line === "number") {
    return { line: position.line, column: position.column ?? 1, length: position.length ?? 0, message };
  }
  if (typeof location?.line !== "number") return undefined;
  return { line: location.line, column: (location.column ?? 0) + 1, length: location.length ?? 0, message: text };
}

/** `file:///…/koine.config.ts:4`, a few lines of it, and carets below the one that is meant. Text without a file has no name there. */
function findCarets(stack: string, file: string): Place | undefined {
  const url = pathToFileURL(file).href;
  const [start = "", ...lines] = stack.split("\n");
  const line = /:(\d+)$/.exec(start)?.[1];
  const carets = lines.map((text) => /^( *)(\^+) *$/.exec(text)).find((match) => match !== null);
  const isHere = /^(?:\[stdin\])?:\d+$/.test(start) || start.startsWith(url);
  if (line === undefined || carets === undefined || !isHere) return undefined;
  const [, indent = "", marks = ""] = carets;
  return { line: Number(line), column: indent.length + 1, length: marks.length };
}

/** The line of the stack that is in the configuration, by its URL or, as Bun calls it, by its path. Deno underlines as well. */
function findFrame(stack: string, file: string): Place | undefined {
  const [, after = ""] = stack.replaceAll(pathToFileURL(file).href, file).split(file, 2);
  const place = /^(?:\?[^:\s)]*)?:(\d+):(\d+)/.exec(after);
  if (place === null) return undefined;
  const [, underline = ""] = /^ +\| +(~+)$/m.exec(stack) ?? [];
  return { line: Number(place[1]), column: Number(place[2]), length: underline.length };
}

/** Node prints the place of a syntax error, and gives it to nobody: another one is asked what is wrong. */
function askNode({ file, text }: Source): Place | undefined {
  if (process.versions["bun"] !== undefined || process.versions["deno"] !== undefined) return undefined;
  const load = createRequire(import.meta.url);
  const { spawnSync } = load("node:child_process") as typeof import("node:child_process");
  const isTypeScript = /\.[cm]?ts$/.test(file);
  const words = isTypeScript ? ["--input-type=module", "-"] : [file];
  const input = isTypeScript ? plainSource(text) : "";
  const { stderr } = spawnSync(process.execPath, ["--check", ...words], { input, encoding: "utf8", timeout: 10_000 });
  const [printed = ""] = /^(?:\[stdin\]|\S.*):\d+\n[^]*?^ *\^+ *$/m.exec(stderr) ?? [];
  // It names a file by its path.
  return findCarets(printed.replace(/^.*(?=:\d+\n)/, "[stdin]"), file);
}

function spanOf(place: Place | undefined, { file, text }: Source): Span {
  const { line, column, length } = place ?? { line: 1, column: 1, length: 0 };
  const before = text.split("\n").slice(0, line - 1);
  const start = Math.min(text.length, before.reduce((sum, item) => sum + item.length + 1, 0) + column - 1);
  return { file, start, end: Math.min(text.length, start + length), line, column };
}
