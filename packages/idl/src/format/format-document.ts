/**
 * Documents in one canonical layout: keys in the order of the shapes, two spaces, comments and all values as they were. The
 * document that is read from the result is the same.
 */
import type { Diagnostic } from "@koine/diagnostics";
import { createReporter } from "../diagnostics/reporter.ts";
import { formatOfFile, parseText } from "../parse/parse-text.ts";
import type { SourceNode } from "../parse/source-node.ts";
import { createSourceText } from "../parse/source-text.ts";
import { documentShape } from "../schema/document-shapes.ts";
import { formatJson } from "./format-json.ts";
import { formatToml } from "./format-toml.ts";
import { formatYaml } from "./format-yaml.ts";

/** A document in its canonical layout. */
export interface FormatResult {
  /** Absent when the document cannot be read. */
  readonly text?: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Lays out a document. Mistakes in what it says are no hindrance, as long as it can be read.
 *
 * @param file Its name; the ending says the format.
 */
export function formatDocument(text: string, file: string): FormatResult {
  const reporter = createReporter();
  const format = formatOfFile(file);
  if (format === undefined) {
    reporter.report("unknown-format", undefined, { file });
    return reporter;
  }
  const source = createSourceText(file, text);
  const root = parseText(source, format, reporter);
  if (root === undefined) return reporter;
  const formatted = { YAML: formatYaml, JSON: formatJson, TOML: formatToml }[format]({
    source,
    root,
    shape: documentShape,
  });
  const again = parseText(createSourceText(file, formatted), format, createReporter());
  if (again === undefined || !isSameValue(root, again)) {
    throw new Error(`formatting ${file} would change what it says`);
  }
  return { text: formatted, diagnostics: reporter.diagnostics };
}

/** Compares what two nodes say; the order of keys says nothing. */
function isSameValue(left: SourceNode, right: SourceNode): boolean {
  if (left.kind === "sequence" && right.kind === "sequence") {
    return (
      left.items.length === right.items.length &&
      left.items.every((item, index) => isSameValue(item, right.items[index] ?? { kind: "null", span: item.span }))
    );
  }
  if (left.kind === "mapping" && right.kind === "mapping") {
    const others = new Map(right.entries.map(({ key, value }) => [key, value]));
    return (
      left.entries.length === right.entries.length &&
      left.entries.every(({ key, value }) => {
        const other = others.get(key);
        return other !== undefined && isSameValue(value, other);
      })
    );
  }
  return (
    left.kind === right.kind && Object.is("value" in left ? left.value : null, "value" in right ? right.value : null)
  );
}
