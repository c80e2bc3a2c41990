/**
 * Problems of annotations as diagnostics, with their place in the configuration. A configuration is a program, so that only its
 * text can be searched: for the keys, one after the other. What is computed is not found, and then only the file is named.
 */
import type { Diagnostic, Span } from "@koine/diagnostics";
import type { AnnotationProblem } from "./annotation-problem.ts";
import type { ValuePath } from "./check-shape.ts";

/** The text of a configuration. */
export interface ConfigurationText {
  readonly file: string;
  readonly text: string;
  /** The way to the part that paths of problems begin in. */
  readonly path: ValuePath;
}

/** Gives a problem its place. */
export function toDiagnostic(problem: AnnotationProblem, configuration: ConfigurationText | undefined): Diagnostic {
  const { code, severity, message, help, path } = problem;
  if (configuration === undefined) {
    return { code, severity, message: `${message} (${path.join(".")})`, help };
  }
  return { code, severity, message, help, span: locateValue(configuration, path) };
}

/** Finds the place of a value; the beginning of the file when there is none to be found. */
export function locateValue({ file, text, path: start }: ConfigurationText, path: ValuePath): Span {
  let found: RegExpExecArray | undefined;
  let position = 0;
  for (const key of [...start, ...path]) {
    if (typeof key === "number") continue;
    const name = key.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
    // A key may also be a shorthand, or the value of an earlier one.
    const expression = new RegExp(String.raw`(?<![\w$])(?:"${name}"|'${name}'|${name})(?=\s*[:,}(])`, "g");
    expression.lastIndex = position;
    const match = expression.exec(text);
    if (match === null) break;
    found = match;
    position = expression.lastIndex;
  }
  const offset = found?.index ?? 0;
  const before = text.slice(0, offset).split("\n");
  const end = offset + (found?.[0].length ?? 0);
  return { file, start: offset, end, line: before.length, column: (before.at(-1) ?? "").length + 1 };
}
