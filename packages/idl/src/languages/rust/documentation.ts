/** Renders Rust doc comments, and the attribute that tells of deprecation. */
import type { CodeWriter } from "@koine/codegen";
import type { ApiDeclaration } from "../../model/index.ts";
import { renderText } from "./constants.ts";

/** Renders what stands before a declaration; nothing where the document says nothing. */
export function renderDoc(
  writer: CodeWriter,
  { doc, since, deprecated }: Pick<ApiDeclaration, "doc" | "since" | "deprecated">,
): void {
  const parts = [doc?.trim() ?? "", since === undefined ? "" : `Since ${since}.`].filter((part) => part !== "");
  if (parts.length > 0) writer.lines(parts.join("\n\n").split("\n").map(toDocLine));
  if (deprecated !== undefined) writer.line(`#[deprecated(note = ${renderText(deprecated)})]`);
}

function toDocLine(line: string): string {
  const text = line.replaceAll(/[\u202a-\u202e\u2066-\u2069\r]/g, "").trimEnd();
  return text === "" ? "///" : `/// ${text}`;
}
