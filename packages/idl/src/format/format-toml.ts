/**
 * TOML in canonical layout. Tables cannot be moved without changing what belongs to them, so the order stays; spaces around
 * `=`, at the ends of lines and between tables are made even.
 */
import type { AST } from "toml-eslint-parser";
import { requireToml } from "../parse/require-parser.ts";
import type { FormatTask } from "./format-yaml.ts";

/** Lays out a TOML text. */
export function formatToml({ source }: FormatTask): string {
  const { parseTOML, traverseNodes } = requireToml();
  const program = parseTOML(source.text);
  const edits: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  const strings: (readonly [number, number])[] = [];
  traverseNodes(program, {
    enterNode: (node: AST.TOMLNode) => {
      if (node.type === "TOMLKeyValue") edits.push({ start: node.key.range[1], end: node.value.range[0], text: " = " });
      if (node.type === "TOMLValue" && node.kind === "string" && node.multiline) strings.push(node.range);
    },
    leaveNode: () => undefined,
  });
  for (const { index, 0: blank } of source.text.matchAll(/(?:[ \t\r]*\n){3,}|[ \t\r]+(?=\n|$)/g)) {
    const isInString = strings.some(([start, end]) => index > start && index < end);
    if (!isInString) edits.push({ start: index, end: index + blank.length, text: blank.includes("\n") ? "\n\n" : "" });
  }
  let text = source.text;
  for (const { start, end, text: inserted } of edits.sort((left, right) => right.start - left.start)) {
    text = text.slice(0, start) + inserted + text.slice(end);
  }
  return `${text.trim()}\n`;
}
