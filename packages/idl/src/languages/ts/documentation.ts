/** Renders documentation comments: what the document says, its parameters, since when, and what to use instead. */
import type { CodeWriter } from "@koine/codegen";
import type { ApiDeclaration } from "../../model/index.ts";

/** Renders the TSDoc of a declaration; nothing where the document says nothing. */
export function renderDoc(
  writer: CodeWriter,
  { doc, since, deprecated }: Pick<ApiDeclaration, "doc" | "since" | "deprecated">,
  parameters: readonly (readonly [name: string, doc: string | undefined])[] = [],
): void {
  const tags = [
    ...parameters.flatMap(([name, text]) => (text === undefined ? [] : [`@param ${name} ${text.trim()}`])),
    ...(since === undefined ? [] : [`@since ${since}`]),
    ...(deprecated === undefined ? [] : [`@deprecated ${deprecated}`]),
  ];
  const text = doc?.trim() ?? "";
  writer.doc([text, tags.join("\n")].filter((part) => part !== "").join("\n\n"));
}
