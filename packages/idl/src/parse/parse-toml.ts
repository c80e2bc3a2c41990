/** TOML 1.0 text to source nodes, with the `toml-eslint-parser` package. */
import type { AST } from "toml-eslint-parser";
import { depthLimit, failAtDepth, ParseFailure } from "./parse-failure.ts";
import { requireToml } from "./require-parser.ts";
import type { SourceNode } from "./source-node.ts";
import type { SourceText } from "./source-text.ts";

/**
 * Reads a TOML text.
 *
 * @throws {ParseFailure} When it is not well-formed.
 */
export function parseToml(source: SourceText): SourceNode {
  const [table] = parseProgram(source.text).body;
  const root = newMapping(source.spanOf(0, source.text.length));
  for (const entry of table.body) {
    if (entry.type === "TOMLKeyValue") {
      addKeyValue({ source }, root, entry);
      continue;
    }
    const target = openTable({ source }, root, entry);
    for (const inner of entry.body) addKeyValue({ source }, target, inner);
  }
  return root;
}

/** What people did; the words of the parser speak of the grammar. */
function describeProblem(message: string): string {
  if (/^Must be a newline/i.test(message))
    return "text goes on behind a value: all of it needs quotes, or a line of its own";
  if (/^Unspecified values are invalid/i.test(message)) return "a value is missing, or text that needs quotes";
  return message.charAt(0).toLowerCase() + message.slice(1);
}

function parseProgram(text: string): AST.TOMLProgram {
  const { ParseError, parseTOML } = requireToml();
  try {
    return parseTOML(text);
  } catch (error) {
    if (error instanceof ParseError) {
      throw new ParseFailure(describeProblem(error.message), error.index);
    }
    throw error;
  }
}

interface Conversion {
  readonly source: SourceText;
}

/** A mapping whose entries are still being added: tables may be opened piece by piece. */
interface OpenMapping {
  readonly kind: "mapping";
  span: SourceNode["span"];
  readonly entries: { key: string; keySpan: SourceNode["span"]; value: SourceNode }[];
}

interface OpenSequence {
  readonly kind: "sequence";
  readonly span: SourceNode["span"];
  readonly items: OpenMapping[];
}

function newMapping(span: SourceNode["span"]): OpenMapping {
  return { kind: "mapping", span, entries: [] };
}

/** Finds or makes the table that a header such as `[[modules.functions]]` names. */
function openTable({ source }: Conversion, root: OpenMapping, table: AST.TOMLTable): OpenMapping {
  const headerSpan = source.spanOf(table.range[0], table.range[1]);
  let current = root;
  table.key.keys.forEach((key, index, keys) => {
    const isLast = index === keys.length - 1;
    const keySpan = source.spanOf(key.range[0], key.range[1]);
    const name = keyName(key);
    const found = current.entries.find((entry) => entry.key === name);
    if (isLast && table.kind === "array") {
      const list = found === undefined ? { kind: "sequence" as const, span: headerSpan, items: [] } : found.value;
      if (found === undefined) current.entries.push({ key: name, keySpan, value: list });
      current = newMapping(headerSpan);
      // The parser refuses a header that names an array written in brackets, so its items are tables of headers.
      (list as OpenSequence).items.push(current);
      return;
    }
    current = found === undefined ? addMapping(current, { name, keySpan, span: headerSpan }) : lastTable(found.value);
  });
  return current;
}

function addMapping(
  parent: OpenMapping,
  {
    name,
    keySpan,
    span,
  }: { readonly name: string; readonly keySpan: SourceNode["span"]; readonly span: SourceNode["span"] },
): OpenMapping {
  const value = newMapping(span);
  parent.entries.push({ key: name, keySpan, value });
  return value;
}

/** Inside of an array of tables, a header speaks of the last one. */
function lastTable(node: SourceNode): OpenMapping {
  const last = node.kind === "sequence" ? node.items.at(-1) : node;
  return last as OpenMapping;
}

function addKeyValue(conversion: Conversion, table: OpenMapping, { key, value }: AST.TOMLKeyValue, depth = 0): void {
  const { source } = conversion;
  let current = table;
  key.keys.forEach((part, index) => {
    const keySpan = source.spanOf(part.range[0], part.range[1]);
    const name = keyName(part);
    if (index === key.keys.length - 1) {
      current.entries.push({ key: name, keySpan, value: convert(conversion, value, depth + 1) });
      return;
    }
    const found = current.entries.find((entry) => entry.key === name);
    const span = source.spanOf(part.range[0], value.range[1]);
    current = found === undefined ? addMapping(current, { name, keySpan, span }) : lastTable(found.value);
  });
}

function keyName(key: AST.TOMLBare | AST.TOMLQuoted): string {
  return key.type === "TOMLBare" ? key.name : key.value;
}

function convert(conversion: Conversion, node: AST.TOMLContentNode, depth: number): SourceNode {
  const { source } = conversion;
  if (depth > depthLimit) throw failAtDepth(node.range[0]);
  const span = source.spanOf(node.range[0], node.range[1]);
  if (node.type === "TOMLArray") {
    return { kind: "sequence", span, items: node.elements.map((element) => convert(conversion, element, depth + 1)) };
  }
  if (node.type === "TOMLInlineTable") {
    const mapping = newMapping(span);
    for (const entry of node.body) addKeyValue(conversion, mapping, entry, depth);
    return mapping;
  }
  switch (node.kind) {
    case "string":
      return { kind: "text", span, value: node.value, ...verbatimStart(source, span.start, node.value) };
    case "integer":
      return { kind: "integer", span, value: node.bigint };
    case "float":
      return { kind: "float", span, value: node.value };
    case "boolean":
      return { kind: "boolean", span, value: node.value };
    default:
      return { kind: "text", span, value: source.text.slice(span.start, span.end), textStart: span.start };
  }
}

/** A text without escapes stands in the file as it is, after its quotes. */
function verbatimStart(source: SourceText, start: number, value: string): { textStart?: number } {
  for (const quotes of [1, 3]) {
    if (source.text.startsWith(value, start + quotes)) return { textStart: start + quotes };
  }
  return {};
}
