/** A document's text to source nodes, in the format that the file's name says. */
import { extname } from "node:path";
import type { Reporter } from "../diagnostics/reporter.ts";
import { ParseFailure } from "./parse-failure.ts";
import { parseJson } from "./parse-json.ts";
import { parseToml } from "./parse-toml.ts";
import { parseYaml } from "./parse-yaml.ts";
import type { SourceNode } from "./source-node.ts";
import type { SourceText } from "./source-text.ts";

/** What a document is written in. */
export type DocumentFormat = "YAML" | "JSON" | "TOML";

const parsers: Readonly<Record<DocumentFormat, (source: SourceText) => SourceNode>> = {
  YAML: parseYaml,
  JSON: parseJson,
  TOML: parseToml,
};

const endings: Readonly<Record<string, DocumentFormat>> = {
  ".yaml": "YAML",
  ".yml": "YAML",
  ".json": "JSON",
  ".toml": "TOML",
};

/** The format that a file's name says; undefined for a name without a known ending. */
export function formatOfFile(file: string): DocumentFormat | undefined {
  return endings[extname(file).toLowerCase()];
}

/** Parses a text; undefined, with a diagnostic, when it is not well-formed. */
export function parseText(source: SourceText, format: DocumentFormat, { report }: Reporter): SourceNode | undefined {
  try {
    return parsers[format](source);
  } catch (error) {
    if (error instanceof ParseFailure) {
      const span = source.spanOf(error.start, Math.max(error.end, error.start + 1));
      if (error.kind === "too-large") report("too-large", span, { what: error.message });
      else report("syntax", span, { problem: error.message, format });
      return undefined;
    }
    // The packages that read YAML and TOML recurse without a limit of their own.
    if (!(error instanceof RangeError)) throw error;
    report("too-large", source.spanOf(0, 1), { what: "lists and maps nested too deeply" });
    return undefined;
  }
}
