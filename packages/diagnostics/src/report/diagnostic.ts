/**
 * Diagnostics: what tools say about a user's input files. They are collected, never thrown, and each carries the place it
 * speaks of. How they are printed is in `render-text.ts`, `render-json.ts` and `render-github.ts`.
 */

/** How bad a diagnostic is; only an error makes a command fail. */
export type Severity = "error" | "warning" | "note";

/** A stretch of one source file. Offsets are UTF-16 code units into the file's text; `end` is exclusive. */
export interface Span {
  /** The file as the user named it, or as it was found on an include path. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
  /** 1-based line of `start`. */
  readonly line: number;
  /** 1-based column of `start`, in UTF-16 code units. */
  readonly column: number;
}

/** A second place that explains a diagnostic. */
export interface RelatedSpan {
  readonly message: string;
  readonly span: Span;
}

/** One thing that is wrong, or worth knowing, about the input. */
export interface Diagnostic {
  /** `area/what`, such as `cparser/unknown-type`. */
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong, one sentence, lower case, without a full stop. */
  readonly message: string;
  /** Where; absent only when no file is concerned. */
  readonly span?: Span | undefined;
  /** What to do, one sentence. */
  readonly help?: string | undefined;
  readonly related?: readonly RelatedSpan[] | undefined;
}
