/** YAML in canonical layout. Comments stand on the nodes that they speak of, and move with them. */
import type { Node, Pair } from "yaml";
import { requireYaml } from "../parse/require-parser.ts";
import type { SourceNode } from "../parse/source-node.ts";
import type { SourceText } from "../parse/source-text.ts";
import type { Shape } from "../schema/shape.ts";
import { shapeOfKey, sortByShape } from "./key-order.ts";

/** A document that was read. */
export interface FormatTask {
  readonly source: SourceText;
  readonly root: SourceNode;
  readonly shape: Shape;
}

/** Lays out a YAML text. */
export function formatYaml({ source, shape }: FormatTask): string {
  const yaml = requireYaml();
  const document = yaml.parseDocument(source.text, { intAsBigInt: true });
  let hasAnchors = false;
  yaml.visit(document, { Alias: () => void (hasAnchors = true) });
  // An alias must stand behind its anchor.
  if (!hasAnchors) sortKeys(yaml, document.contents, shape);
  return tightenLists(yaml, document.toString({ indent: 2, lineWidth: 0, flowCollectionPadding: true }));
}

/** Maps have spaces inside of their braces, lists have none: `[{ name: a }]`. */
function tightenLists(yaml: ReturnType<typeof requireYaml>, text: string): string {
  const spaces: number[] = [];
  yaml.visit(yaml.parseDocument(text), {
    Seq: (_key, { flow, range, items }) => {
      if (flow !== true || range === null || range === undefined || items.length === 0) return;
      const [start, end] = range;
      if (/^ \S/.test(text.slice(start + 1, start + 3))) spaces.push(start + 1);
      if (/\S $/.test(text.slice(end - 3, end - 1))) spaces.push(end - 2);
    },
  });
  const dropped = new Set(spaces);
  return Array.from({ length: text.length }, (_, index) => (dropped.has(index) ? "" : text.charAt(index))).join("");
}

function sortKeys(yaml: ReturnType<typeof requireYaml>, node: Node | null, shape: Shape | undefined): void {
  if (yaml.isSeq(node)) {
    for (const item of node.items) sortKeys(yaml, item as Node | null, shape);
  } else if (yaml.isMap(node)) {
    const pairs = node.items as Pair<Node, Node | null>[];
    const keyOf = ({ key }: Pair<Node>): string => (yaml.isScalar(key) ? String(key.value) : "");
    const sorted = sortByShape(pairs, keyOf, shape);
    // A blank line stands between keys, not before the first.
    if (sorted[0] !== undefined) sorted[0].key.spaceBefore = false;
    node.items = sorted;
    for (const pair of pairs) sortKeys(yaml, pair.value, shapeOfKey(shape, keyOf(pair)));
  }
}
