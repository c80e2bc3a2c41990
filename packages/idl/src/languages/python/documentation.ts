/** Renders docstrings: what the document says, its parameters, since when, and what to use instead. */
import type { CodeWriter } from "@koine/codegen";
import type { ApiDeclaration } from "../../model/index.ts";

/** Renders the docstring of a declaration; nothing where the document says nothing. Tells whether it wrote one. */
export function renderDoc(
  writer: CodeWriter,
  { doc, since, deprecated }: Pick<ApiDeclaration, "doc" | "since" | "deprecated">,
  parameters: readonly (readonly [name: string, doc: string | undefined])[] = [],
): boolean {
  const documented = parameters.flatMap(([name, text]) => (text === undefined ? [] : [`    ${name}: ${text.trim()}`]));
  const parts = [
    doc?.trim() ?? "",
    documented.length === 0 ? "" : ["Args:", ...documented].join("\n"),
    since === undefined ? "" : `Since ${since}.`,
    deprecated === undefined ? "" : `Deprecated: ${deprecated}`,
  ].filter((part) => part !== "");
  if (parts.length === 0) return false;
  const text = parts.join("\n\n").replaceAll("\\", "\\\\").replaceAll('"""', '\\"\\"\\"');
  const safe = text.endsWith('"') ? `${text} ` : text;
  if (safe.includes("\n")) writer.lines([`"""${safe}`, '"""']);
  else writer.line(`"""${safe}"""`);
  return true;
}

/** Renders a comment where there is no docstring. */
export function renderComment(
  writer: CodeWriter,
  { doc, deprecated }: Pick<ApiDeclaration, "doc" | "deprecated">,
): void {
  const lines = [doc?.trim(), deprecated === undefined ? undefined : `Deprecated: ${deprecated}`];
  for (const line of lines.flatMap((text) => text?.split("\n") ?? [])) writer.line(`# ${line}`);
}
