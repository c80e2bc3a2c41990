/** What is said of an `#include` that cannot be followed. */
import type { Diagnostic, RelatedSpan } from "@koine/diagnostics";
import { spanOfToken } from "../lex/token.ts";
import type { Token } from "../lex/token.ts";
import type { IncludeName } from "./include-name.ts";

/** Describes a file that includes itself without an end. */
export function describeRecursion(limit: string, keyword: Token, chain: readonly RelatedSpan[]): Diagnostic {
  return {
    code: "cparser/include-recursion",
    severity: "error",
    message: limit,
    span: spanOfToken(keyword),
    related: chain.slice(0, 8),
    help: "a header without an include guard includes itself, maybe through others",
  };
}

/** A diagnostic of a file that `#include` or `#embed` names and that is in none of the places. */
export interface MissingFileDiagnostic extends Diagnostic {
  /** As it is named. */
  readonly missingFile: string;
}

/** Tells whether a diagnostic is about a file that is named and missing. */
export function isAboutMissingFile(diagnostic: Diagnostic): diagnostic is MissingFileDiagnostic {
  return "missingFile" in diagnostic;
}

/** Where a file was looked for, and the `#include`s that lead to the one that names it. */
export interface MissingFile {
  readonly tried: readonly string[];
  readonly related: readonly RelatedSpan[];
}

/** Describes a file that is in none of the places. */
export function describeMissingFile(
  request: IncludeName,
  place: Token,
  { tried, related }: MissingFile,
): MissingFileDiagnostic {
  // `<stdio.h>` is several tokens, but one name.
  const length = place.text === "<" ? request.name.length + 2 : place.text.length;
  return {
    code: "cparser/file-not-found",
    severity: "error",
    message: `file "${request.name}" was not found`,
    span: place.source.spanAt(place.offset, length),
    related,
    help: `tried ${tried.join(", ")}`,
    missingFile: request.name,
  };
}
