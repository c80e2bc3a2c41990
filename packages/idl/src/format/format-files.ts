/** Formatting of files on disk: all or none are written, and `--check` compares. */
import { readFileSync } from "node:fs";
import { checkOutputFiles, writeOutputFiles } from "@koine/codegen";
import type { OutputDifference, OutputFile } from "@koine/codegen";
import { createReporter } from "../diagnostics/reporter.ts";
import { readDocumentText } from "../load/read-document-text.ts";
import { formatDocument } from "./format-document.ts";
import type { FormatResult } from "./format-document.ts";

/** A file in canonical layout, and its text as it is. */
export interface FormattedFile extends FormatResult {
  readonly source?: string;
}

/** Reads a document from a file and lays it out; nothing is written. */
export function formatFile(file: string): FormattedFile {
  const { report, diagnostics } = createReporter();
  const source = readDocumentText(file, { readFile: (path) => readFileSync(path), report });
  return source === undefined ? { diagnostics } : { source, ...formatDocument(source, file) };
}

/**
 * Writes documents that were formatted.
 *
 * @returns Paths of those that changed.
 * @throws The file system's error; what had been there before is there again.
 */
export function writeFormatted(files: readonly OutputFile[]): readonly string[] {
  return writeOutputFiles(files);
}

/** Compares documents that were formatted with what is on disk. */
export function checkFormatted(files: readonly OutputFile[]): readonly OutputDifference[] {
  return checkOutputFiles(files);
}
