/** Reads source nodes by the shapes: unknown keys, missing keys and wrong values become diagnostics, and reading goes on. */
import { findNearestNames } from "@koine/diagnostics";
import type { Span } from "@koine/diagnostics";
import type { Report } from "../diagnostics/reporter.ts";
import type { Located } from "../model/document.ts";
import type { TypeSyntax } from "../model/type-syntax.ts";
import { parseType } from "../parse/parse-type.ts";
import { describeNode } from "../parse/source-node.ts";
import type { MappingEntry, MappingNode, SourceNode, TextNode } from "../parse/source-node.ts";
import type { SourceText } from "../parse/source-text.ts";
import type { KeyRule, SchemaVersion, Shape, TypedShape, ValueRule } from "./shape.ts";

/** What reading needs. */
export interface ReadContext {
  readonly source: SourceText;
  readonly report: Report;
  /** The document's schema version, for keys that are newer. */
  readonly version: string;
}

/** Reads a map; undefined if a required key is missing or unreadable. */
export function readShape<TNode>(context: ReadContext, node: SourceNode, shape: TypedShape<TNode>): TNode | undefined {
  // The keys of a typed shape are the members of its node, each with the rule that gives the member's type.
  return readMapping(context, node, shape) as TNode | undefined;
}

/** @param what Words for what the node is, when it is no map. */
function readMapping(context: ReadContext, node: SourceNode, shape: Shape, what?: string): object | undefined {
  if (node.kind !== "mapping") {
    const parameters = {
      what: what ?? "the file",
      expected: `${shape.title}, which is a map`,
      received: describeNode(node),
    };
    const suggestion = `write a map with the keys ${requiredKeys(shape).join(", ")}`;
    context.report("wrong-value", node.span, { ...parameters, suggestion });
    return undefined;
  }
  checkKeys(context, node, shape);
  const result: Record<string, unknown> = { span: node.span };
  let isComplete = true;
  for (const [key, rule] of Object.entries(shape.keys)) {
    const entry = node.entries.find((candidate) => candidate.key === key);
    const value =
      entry === undefined ? readMissing(context, node, { shape, key, rule }) : readKey(context, entry, { shape, rule });
    if (value !== undefined) result[key] = value;
    else if (rule.isRequired === true) isComplete = false;
  }
  return isComplete ? result : undefined;
}

function requiredKeys(shape: Shape): readonly string[] {
  return Object.keys(shape.keys).filter((key) => shape.keys[key]?.isRequired === true);
}

function checkKeys({ report, version }: ReadContext, node: MappingNode, shape: Shape): void {
  const known = Object.keys(shape.keys);
  for (const { key, keySpan, value } of node.entries) {
    const rule = Object.hasOwn(shape.keys, key) ? shape.keys[key] : undefined;
    if (rule === undefined) {
      const suggestion = suggestKey(key, value, known);
      report("unknown-key", keySpan, { place: shape.title, key, suggestion });
    } else if (isNewer(rule.since, version)) {
      report("newer-construct", keySpan, { key, since: rule.since ?? "", version });
    }
  }
}

function suggestKey(key: string, value: SourceNode, known: readonly string[]): string {
  if (value.kind === "null" && /\s/.test(key)) return "put the text before it in quotes: the comma ended it";
  const [nearest] = findNearestNames(key, known);
  return nearest === undefined ? `its keys are ${known.join(", ")}` : `did you mean \`${nearest}\`?`;
}

const order: readonly string[] = ["0.3.0", "0.4.0", "0.5.0", "1.0.0"] satisfies readonly SchemaVersion[];

function isNewer(since: SchemaVersion | undefined, version: string): boolean {
  return since !== undefined && order.includes(version) && order.indexOf(since) > order.indexOf(version);
}

interface Position {
  readonly shape: Shape;
  readonly key: string;
  readonly rule: KeyRule;
}

/** A list that is not there is an empty one; that some must not be empty is another rule's business. */
function readMissing({ report }: ReadContext, node: MappingNode, { shape, key, rule }: Position): unknown {
  if (rule.value.kind === "maps" || rule.value.kind === "texts") return [];
  if (rule.isRequired === true) {
    const first = node.entries[0]?.keySpan ?? node.span;
    report("missing-key", first, { place: shape.title, key, meaning: rule.help });
  }
  return undefined;
}

function readKey(
  context: ReadContext,
  { key, value }: MappingEntry,
  { shape, rule }: { readonly shape: Shape; readonly rule: KeyRule },
): unknown {
  const position = { shape, key, rule };
  // A key without a value is a key that was left out; `default: null` says none.
  if (value.kind === "null" && rule.value.kind !== "value") {
    return rule.isRequired === true && rule.value.kind !== "maps"
      ? refuse(context, value, position, expectations[rule.value.kind])
      : readMissing(
          context,
          { kind: "mapping", span: value.span, entries: [] },
          { ...position, rule: { ...rule, isRequired: false } },
        );
  }
  return readValue(context, value, position);
}

const expectations: Readonly<Record<ValueRule["kind"], string>> = {
  text: "text",
  texts: "a list of texts",
  integer: "a whole number",
  boolean: "true or false",
  "text-or-boolean": "true, false or text",
  type: "a type, which is text",
  value: "a value",
  table: "a map of maps",
  choice: "one of some words",
  map: "a map",
  maps: "a list of maps",
};

function readValue(context: ReadContext, node: SourceNode, position: Position): unknown {
  const { value: rule } = position.rule;
  switch (rule.kind) {
    case "text":
    case "boolean":
    case "integer":
      if (node.kind === rule.kind) return { value: node.value, span: node.span };
      break;
    case "text-or-boolean":
      if (node.kind === "text" || node.kind === "boolean") return { value: node.value, span: node.span };
      break;
    case "texts":
      if (node.kind === "sequence") return readTexts(context, node.items, position);
      break;
    case "type":
      if (node.kind === "text") return readType(context, node);
      break;
    case "value":
      return node;
    case "table":
      if (node.kind === "mapping") return node;
      break;
    case "choice":
      if (node.kind === "text" && rule.choices.includes(node.value)) return { value: node.value, span: node.span };
      return refuse(context, node, position, rule.choices.map((choice) => `\`${choice}\``).join(" or "));
    case "map":
      if (node.kind === "mapping") return readMapping(context, node, rule.shape());
      break;
    case "maps":
      if (node.kind === "sequence") return readMaps(context, node.items, rule.shape(), position.key);
      break;
    default:
      return rule satisfies never;
  }
  return refuse(context, node, position, expectations[rule.kind]);
}

function readMaps(context: ReadContext, items: readonly SourceNode[], shape: Shape, key: string): readonly object[] {
  return items
    .map((item) => readMapping(context, item, shape, `an item of \`${key}\``))
    .filter((item) => item !== undefined);
}

function readTexts(context: ReadContext, items: readonly SourceNode[], position: Position): readonly Located<string>[] {
  return items.flatMap((item) => {
    if (item.kind === "text") return [{ value: item.value, span: item.span }];
    refuse(context, item, position, "a list of texts");
    return [];
  });
}

/** Reports a value of the wrong kind; lists are read as empty ones. */
function refuse({ report, source }: ReadContext, node: SourceNode, position: Position, expected: string): unknown {
  const { shape, key, rule } = position;
  const written = source.text.slice(node.span.start, node.span.end);
  const isWord =
    node.kind === "null" ? /^(null|~)$/i.test(written) : node.kind !== "sequence" && node.kind !== "mapping";
  const suggestion =
    (rule.value.kind === "text" && isWord ? "put it in quotes" : suggestForm(rule, node, written)) ??
    `\`${key}\`: ${rule.help}`;
  const what = `\`${key}\` of ${shape.title}`;
  report("wrong-value", node.span, { what, expected, received: describeNode(node), suggestion });
  return rule.value.kind === "maps" || rule.value.kind === "texts" ? [] : undefined;
}

/** What was probably meant by a map in place of a list, and by brackets that YAML, JSON and TOML read themselves. */
function suggestForm({ value }: KeyRule, { kind }: SourceNode, written: string): string | undefined {
  if (value.kind === "maps" && kind === "mapping") {
    return "it holds several: in YAML each begins with `- `, in JSON all stand in [ ], in TOML each begins with [[ ]]";
  }
  const isShort = written.length < 40 && !/["'\n]/.test(written);
  if (value.kind !== "type" || !isShort || (kind !== "mapping" && kind !== "sequence")) return undefined;
  return `put it in quotes: "${written}"`;
}

const grammar =
  "types are names, [T] for lists, [T; 4] for fixed arrays, {K:V} for maps, T? for optionals, handle<T>, iter<T> and stream<T>";

function readType({ source, report }: ReadContext, node: TextNode): TypeSyntax | undefined {
  const { textStart, value } = node;
  const spanOf = (start: number, end: number): Span =>
    textStart === undefined ? node.span : source.spanOf(textStart + start, textStart + end);
  const type = parseType(value, spanOf);
  if ("kind" in type) return type;
  report("type-syntax", spanOf(type.start, Math.max(type.end, type.start + 1)), {
    problem: type.problem,
    type: value,
    grammar,
  });
  return undefined;
}
