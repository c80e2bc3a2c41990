/** Text to a document, unresolved: parse and read by the shapes. Documents that it imports are `load-document.ts`'s. */
import type { Reporter } from "../diagnostics/reporter.ts";
import type { ApiDocument } from "../model/document.ts";
import { formatOfFile, parseText } from "../parse/parse-text.ts";
import type { SourceNode } from "../parse/source-node.ts";
import type { SourceText } from "../parse/source-text.ts";
import { documentShape } from "../schema/document-shapes.ts";
import { readShape } from "../schema/read-shape.ts";
import { schemaVersions } from "../schema/schema-version.ts";

/** Parses a document; undefined, with diagnostics, if there is nothing to go on with. */
export function parseDocument(source: SourceText, reporter: Reporter): ApiDocument | undefined {
  const format = formatOfFile(source.file);
  if (format === undefined) {
    reporter.report("unknown-format", undefined, { file: source.file });
    return undefined;
  }
  const root = parseText(source, format, reporter);
  if (root === undefined) return undefined;
  const version = findVersion(root);
  const isSupported = schemaVersions.some((supported) => supported === version?.value);
  if (version !== undefined && !isSupported) {
    const versions = schemaVersions.join(", ");
    reporter.report("unsupported-schema-version", version.span, { version: JSON.stringify(version.value), versions });
    return undefined;
  }
  if (version !== undefined) reporter.setSchema(version.value);
  return readShape({ source, report: reporter.report, version: version?.value ?? "" }, root, documentShape);
}

/** Which rules hold is known before anything else is read. */
function findVersion(root: SourceNode): { readonly value: string; readonly span: SourceNode["span"] } | undefined {
  if (root.kind !== "mapping") return undefined;
  const node = root.entries.find(({ key }) => key === "version")?.value;
  if (node?.kind === "float" || node?.kind === "integer") return { value: String(node.value), span: node.span };
  return node?.kind === "text" ? { value: node.value, span: node.span } : undefined;
}
