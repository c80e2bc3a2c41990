/** Renders Doxygen comments: what the document says, its parameters, since when. */
import type { CodeWriter } from "@koine/codegen";
import type { ApiDeclaration } from "../../model/index.ts";

/** Renders the comment of a declaration; nothing where the document says nothing. */
export function renderDoc(
  writer: CodeWriter,
  { doc, since }: Pick<ApiDeclaration, "doc" | "since">,
  parameters: readonly (readonly [name: string, doc: string | undefined])[] = [],
): void {
  const lines = [
    ...(doc?.trim().split("\n") ?? []),
    ...parameters.flatMap(([name, text]) => (text === undefined ? [] : [`@param ${name} ${text.trim()}`])),
    ...(since === undefined ? [] : [`@since ${since}`]),
  ];
  for (const line of lines) writer.line(line === "" ? "///" : `/// ${line.replace(/\\$/, "\\ .")}`);
}

/** The attribute of what should not be used any more, with a space behind it. */
export function renderDeprecation({ deprecated }: Pick<ApiDeclaration, "deprecated">): string {
  return deprecated === undefined ? "" : `[[deprecated(${JSON.stringify(deprecated)})]] `;
}
