/**
 * Paths of texts, which begin and are divided with `/`. Node on Windows makes `C:\project\a.h` of `/project/a.h` when it joins and resolves
 * paths; to texts they are the same place, and diagnostics name it as it was given.
 */
import { posix, resolve } from "node:path";
import type { Diagnostic, Span } from "@koine/diagnostics";
import type { BindResult } from "../bind-result.ts";

/** Gives the path of a text as it was given. */
export function toTextPath(path: string): string {
  return posix.normalize(path.replace(/^[A-Za-z]:(?=[/\\])/, "").replaceAll("\\", "/"));
}

/** Gives a result whose diagnostics and sources name texts by the paths that they were given with. */
export function withTextPaths(result: BindResult): BindResult {
  // Where paths begin: a drive, on Windows.
  const root = resolve("/");
  if (root === "/") return result;
  const diagnostics = result.diagnostics.map((diagnostic) => toTextDiagnostic(diagnostic, root));
  const sources = new Map([...result.sources].map(([path, text]) => [toTextPath(path), text]));
  const properties: PropertyDescriptorMap = Object.getOwnPropertyDescriptors(result);
  // Its texts are rendered when they are first read.
  return Object.defineProperties(
    {},
    {
      ...properties,
      diagnostics: { ...properties["diagnostics"], value: diagnostics },
      sources: { ...properties["sources"], value: sources },
    },
  ) as BindResult;
}

function toTextDiagnostic(diagnostic: Diagnostic, root: string): Diagnostic {
  const { message, help, span, related } = diagnostic;
  return {
    ...diagnostic,
    message: renamePaths(message, root),
    span: span && toTextSpan(span),
    help: help && renamePaths(help, root),
    related: related?.map((item) => ({
      ...item,
      message: renamePaths(item.message, root),
      span: toTextSpan(item.span),
    })),
  };
}

function toTextSpan(span: Span): Span {
  return { ...span, file: toTextPath(span.file) };
}

/** Lists of paths have commas, and stand in parentheses; names stand in quotes. */
function renamePaths(text: string, root: string): string {
  return text
    .split(/(?=[A-Za-z]:[/\\])|(?<=[,)"])/)
    .map((part) => (part.startsWith(root) ? part.slice(root.length - 1).replaceAll("\\", "/") : part))
    .join("");
}
