/** JSON in canonical layout: what stood in one line and fits there stays in one line. */
import type { SourceNode } from "../parse/source-node.ts";
import type { Shape } from "../schema/shape.ts";
import type { FormatTask } from "./format-yaml.ts";
import { shapeOfKey, sortByShape } from "./key-order.ts";

const lineWidth = 120;

/** Lays out a JSON text. */
export function formatJson({ source, root, shape }: FormatTask): string {
  return `${print(source.text, root, { shape, indentation: "" })}\n`;
}

interface Place {
  readonly shape: Shape | undefined;
  readonly indentation: string;
}

function print(text: string, node: SourceNode, place: Place): string {
  if (node.kind !== "sequence" && node.kind !== "mapping") return text.slice(node.span.start, node.span.end);
  const brackets = node.kind === "sequence" ? "[]" : "{}";
  const [open = "", close = ""] = brackets;
  const inner = { shape: place.shape, indentation: `${place.indentation}  ` };
  const parts = partsOf(text, node, inner);
  if (parts.length === 0) return brackets;
  const padding = node.kind === "mapping" ? " " : "";
  const line = `${open}${padding}${parts.join(", ")}${padding}${close}`;
  const wasLine = !text.slice(node.span.start, node.span.end).includes("\n");
  if (wasLine && place.indentation.length + line.length <= lineWidth && !line.includes("\n")) return line;
  const separator = `,\n${inner.indentation}`;
  return `${open}\n${inner.indentation}${parts.join(separator)}\n${place.indentation}${close}`;
}

function partsOf(text: string, node: SourceNode, { shape, indentation }: Place): readonly string[] {
  if (node.kind === "sequence") return node.items.map((item) => print(text, item, { shape, indentation }));
  if (node.kind !== "mapping") return [];
  return sortByShape(node.entries, ({ key }) => key, shape).map(
    ({ key, value }) => `${JSON.stringify(key)}: ${print(text, value, { shape: shapeOfKey(shape, key), indentation })}`,
  );
}
