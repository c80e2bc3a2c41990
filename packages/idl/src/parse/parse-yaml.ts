/** YAML 1.2 text to source nodes, with the `yaml` package. Aliases are written out, within a limit. */
import { parsePlainYaml } from "./parse-plain-yaml.ts";
import { requireYaml } from "./require-parser.ts";
import type { Alias, Document, Node, Pair, Scalar, YAMLMap } from "yaml";
import { depthLimit, failAtDepth, nodeLimit, ParseFailure } from "./parse-failure.ts";
import type { MappingEntry, SourceNode } from "./source-node.ts";
import type { SourceText } from "./source-text.ts";

/**
 * Reads a YAML text that holds one document.
 *
 * @throws {ParseFailure} When it is not well-formed; with the first of the mistakes.
 */
export function parseYaml(source: SourceText): SourceNode {
  return parsePlainYaml(source) ?? parseAnyYaml(source);
}

/**
 * Reads any YAML text that holds one document.
 *
 * @throws {ParseFailure} When it is not well-formed; with the first of the mistakes.
 */
export function parseAnyYaml(source: SourceText): SourceNode {
  const yaml = requireYaml();
  const document = yaml.parseDocument(source.text, { prettyErrors: false, intAsBigInt: true, keepSourceTokens: false });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem?.code === "RESOURCE_EXHAUSTION") throw failAtDepth(problem.pos[0]);
  if (problem !== undefined) throw new ParseFailure(describeProblem(problem), problem.pos[0], problem.pos[1]);
  const conversion = { yaml, source, document, count: 0, open: new Set<Node>() };
  return convert(conversion, document.contents, 0);
}

/** What people did, by the codes of `yaml`: its own words speak of the grammar. */
const problems: Readonly<Record<string, string>> = {
  BLOCK_AS_IMPLICIT_KEY: "text with `: ` in it needs quotes, or what follows is indented too far",
  DUPLICATE_KEY: "this key stands twice in one map",
  MULTILINE_IMPLICIT_KEY: "a key and its `:` are not on one line: a `:` is missing, or a line is indented too far",
  MULTIPLE_DOCS: "a second document begins here, and a file holds one",
  TAB_AS_INDENT: "a line is indented with a tab, which has to be spaces",
  TAG_RESOLVE_FAILED: "a value has a tag, which no value of a document has",
};

function describeProblem({ code, message }: { readonly code: string; readonly message: string }): string {
  const known = problems[code];
  if (known !== undefined) return known;
  const [, sign] = /^Plain value cannot start with reserved character (.)/.exec(message) ?? [];
  if (sign !== undefined) return `text that begins with ${sign} needs quotes`;
  if (message.startsWith("Sequence item without -")) {
    return "this line belongs to nothing above it: it is indented too far, or a `- ` is missing";
  }
  if (message.startsWith("Unexpected scalar at node end")) return "text goes on behind a value: all of it needs quotes";
  return message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, "");
}

interface Conversion {
  readonly yaml: ReturnType<typeof requireYaml>;
  readonly source: SourceText;
  readonly document: Document.Parsed;
  /** Nodes made so far; an alias counts all of its target again. */
  count: number;
  /** Anchored nodes that are being converted, which an alias inside of them may not name. */
  readonly open: Set<Node>;
}

function convert(conversion: Conversion, node: Node | null, depth: number): SourceNode {
  const { isAlias, isMap, isScalar, isSeq } = conversion.yaml;
  const [start, end] = node?.range ?? [0, 0];
  if (depth > depthLimit) throw failAtDepth(start);
  if (++conversion.count > nodeLimit) {
    throw new ParseFailure(`more than ${nodeLimit} values, aliases written out`, start, end, "too-large");
  }
  const span = conversion.source.spanOf(start, end);
  if (isAlias(node)) return convertAlias(conversion, node, depth);
  if (isMap(node)) return { kind: "mapping", span, entries: convertEntries(conversion, node as YAMLMap.Parsed, depth) };
  if (isSeq(node)) {
    conversion.open.add(node);
    const items = node.items.map((item) => convert(conversion, item as Node | null, depth + 1));
    conversion.open.delete(node);
    return { kind: "sequence", span, items };
  }
  return isScalar(node) ? convertScalar(conversion, node as Scalar.Parsed) : { kind: "null", span };
}

function convertAlias(conversion: Conversion, alias: Alias, depth: number): SourceNode {
  const [start, end] = alias.range ?? [0, 0];
  const target = alias.resolve(conversion.document);
  if (target === undefined) throw new ParseFailure(`no anchor &${alias.source} stands before this`, start, end);
  if (conversion.open.has(target)) throw new ParseFailure(`*${alias.source} stands inside of itself`, start, end);
  return convert(conversion, target, depth);
}

function convertEntries(conversion: Conversion, node: YAMLMap.Parsed, depth: number): readonly MappingEntry[] {
  conversion.open.add(node);
  const entries = node.items.map((pair: Pair) => {
    const key = pair.key as Node;
    const [start, end] = key.range ?? [0, 0];
    if (!conversion.yaml.isScalar(key)) throw new ParseFailure("a key must be text", start, end);
    const keySpan = conversion.source.spanOf(start, end);
    const { value: inner } = pair as Pair<Node, Node | null>;
    const isEmpty = inner === null || (conversion.yaml.isScalar(inner) && inner.value === null && inner.source === "");
    const value: SourceNode = isEmpty ? { kind: "null", span: keySpan } : convert(conversion, inner, depth + 1);
    return { key: String(key.source ?? key.value), keySpan, value };
  });
  conversion.open.delete(node);
  return entries;
}

function convertScalar({ source }: Conversion, node: Scalar.Parsed): SourceNode {
  const span = source.spanOf(node.range[0], node.range[1]);
  const value: unknown = node.value;
  switch (typeof value) {
    case "string":
      return { kind: "text", span, value, ...verbatimStart(source, span.start, value) };
    case "bigint":
      return { kind: "integer", span, value };
    case "number":
      return { kind: "float", span, value };
    case "boolean":
      return { kind: "boolean", span, value };
    default:
      return { kind: "null", span };
  }
}

/** A plain text starts with itself, a quoted one after its quote; escapes and folded lines make it differ. */
function verbatimStart(source: SourceText, start: number, value: string): { textStart?: number } {
  const from = /["']/.test(source.text.charAt(start)) ? start + 1 : start;
  return source.text.startsWith(value, from) ? { textStart: from } : {};
}
