/** How the readers of the three formats give up: thrown inside of `parse/`, and a diagnostic for everybody else. */

/** What is wrong with a text, and where. */
export class ParseFailure extends Error {
  /** `too-large`: the text is well-formed but beyond all limits. */
  readonly kind: "syntax" | "too-large";
  readonly start: number;
  readonly end: number;

  constructor(message: string, start: number, end: number = start + 1, kind: "syntax" | "too-large" = "syntax") {
    super(message);
    this.kind = kind;
    this.start = start;
    this.end = end;
  }
}

/** Nesting of lists and maps beyond which a document is refused. */
export const depthLimit = 100;

/** Values beyond which a document is refused. */
export const nodeLimit = 1_000_000;

/** The failure of a document that is nested too deeply. */
export function failAtDepth(start: number): ParseFailure {
  return new ParseFailure(`lists and maps over ${depthLimit} deep`, start, start + 1, "too-large");
}
