/** Renders Go doc comments: they begin with the name, and tell of deprecation in a paragraph of its own. */
import type { CodeWriter } from "@koine/codegen";
import type { ApiDeclaration } from "../../model/index.ts";

/** Renders the comment of a declaration; nothing where the document says nothing. */
export function renderDoc(
  writer: CodeWriter,
  name: string,
  { doc, since, deprecated }: Pick<ApiDeclaration, "doc" | "since" | "deprecated">,
): void {
  const text = doc?.trim() ?? "";
  const parts = [
    text === "" ? "" : `${name}: ${text}`,
    since === undefined ? "" : `Since ${since}.`,
    deprecated === undefined ? "" : `Deprecated: ${deprecated}`,
  ].filter((part) => part !== "");
  if (parts.length === 0) return;
  if (text === "") parts.unshift(`${name} is part of the API.`);
  for (const line of parts.join("\n\n").split("\n")) writer.line(line === "" ? "//" : `// ${line}`);
}
