/**
 * Diagnostics as workflow commands, which GitHub shows beside the lines of a pull request: `--format github`.
 *
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
import type { Diagnostic } from "./diagnostic.ts";
import { sortDiagnostics } from "./sort-diagnostics.ts";

const commands: Readonly<Record<Diagnostic["severity"], string>> = {
  error: "error",
  warning: "warning",
  note: "notice",
};

/** Renders one workflow command a line, sorted by position. */
export function renderGithub(diagnostics: readonly Diagnostic[]): string {
  return sortDiagnostics(diagnostics)
    .map((diagnostic) => `${renderCommand(diagnostic)}\n`)
    .join("");
}

function renderCommand(diagnostic: Diagnostic): string {
  const { severity, code, message, span, help, related = [] } = diagnostic;
  const properties: string[] = [];
  if (span !== undefined) {
    properties.push(`file=${escapeProperty(span.file)}`, `line=${span.line}`, `col=${span.column}`);
  }
  properties.push(`title=${escapeProperty(code)}`);
  const lines = [
    message,
    ...related.map((other) => `${other.message}: ${other.span.file}:${other.span.line}:${other.span.column}`),
    ...(help === undefined ? [] : [`help: ${help}`]),
  ];
  return `::${commands[severity]} ${properties.join(",")}::${escapeText(lines.join("\n"))}`;
}

function escapeText(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeText(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
