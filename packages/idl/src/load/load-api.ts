/** A document, with the documents that it imports, to a resolved API with all diagnostics. The driver of the front end. */
import { readFileSync } from "node:fs";
import { dirname, isAbsolute, join, normalize } from "node:path";
import type { Diagnostic } from "@koine/diagnostics";
import { createReporter } from "../diagnostics/reporter.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import { lintApi } from "../lint/lint-api.ts";
import type { Api, ApiImport } from "../model/api.ts";
import type { ApiDocument } from "../model/document.ts";
import { byteLimit } from "../parse/decode-text.ts";
import { createSourceText } from "../parse/source-text.ts";
import { resolveApi } from "../resolve/resolve-api.ts";
import { validateApi } from "../validate/validate-api.ts";
import { parseDocument } from "./parse-document.ts";
import { readDocumentText } from "./read-document-text.ts";

/** What reading a document gives. */
export interface ApiResult {
  /** The document as it is written; absent when its text or its shape is too wrong to go on. */
  readonly document?: ApiDocument;
  /** The resolved document; absent when there are errors. */
  readonly api?: Api;
  /** All that is wrong or worth knowing, in this document and in those that it imports. */
  readonly diagnostics: readonly Diagnostic[];
  /** Texts of all files that diagnostics point into, by the names in their spans. */
  readonly sources: ReadonlyMap<string, string>;
}

/** How documents are read. */
export interface LoadOptions {
  /** Gives the bytes of a file; by default from disk. What it throws becomes a diagnostic. */
  readonly readFile?: (file: string) => Uint8Array;
  /** Whether to warn of what is valid, but unwise; not in documents that are imported. */
  readonly lint?: boolean;
}

/**
 * Reads a document and all that it imports from files.
 *
 * @param file Its path; spans name it so.
 */
export function loadApi(file: string, options: LoadOptions = {}): ApiResult {
  const session = openSession(options);
  const text = readText(session, file);
  return finish(session, text === undefined ? {} : loadDocument(session, { file, text, open: [] }));
}

/**
 * Reads a document whose text is known; what it imports is read from files.
 *
 * @param file The name that the text goes by; its ending says the format, and imports are relative to it.
 */
export function parseApi(text: string, file: string, options: LoadOptions = {}): ApiResult {
  const session = openSession(options);
  session.sources.set(file, text);
  if (text.length > byteLimit) {
    session.reporter.report("too-large", undefined, { what: `${text.length} characters, more than ${byteLimit}` });
    return finish(session, {});
  }
  return finish(session, loadDocument(session, { file, text, open: [] }));
}

interface Session {
  readonly reporter: Reporter;
  readonly sources: Map<string, string>;
  readonly readFile: (file: string) => Uint8Array;
  readonly isLinting: boolean;
  /** Documents that were imported already, by file. */
  readonly loaded: Map<string, Loaded>;
}

interface Loaded {
  readonly document?: ApiDocument;
  readonly api?: Api;
}

function openSession({ readFile = (file) => readFileSync(file), lint = false }: LoadOptions): Session {
  return { reporter: createReporter(), sources: new Map(), readFile, isLinting: lint, loaded: new Map() };
}

function finish({ reporter, sources }: Session, { document, api }: Loaded): ApiResult {
  const hasErrors = reporter.diagnostics.some(({ severity }) => severity === "error");
  return {
    ...(document === undefined ? {} : { document }),
    ...(api === undefined || hasErrors ? {} : { api }),
    diagnostics: reporter.diagnostics,
    sources,
  };
}

/** Reads a file and keeps its text for reports. */
function readText(
  { reporter, readFile, sources }: Session,
  file: string,
  span?: Diagnostic["span"],
): string | undefined {
  const text = readDocumentText(file, { readFile, report: reporter.report, span });
  if (text !== undefined) sources.set(file, text);
  return text;
}

interface Task {
  readonly file: string;
  readonly text: string;
  /** The files whose imports led here. */
  readonly open: readonly string[];
}

function loadDocument(session: Session, task: Task): Loaded {
  const { reporter } = session;
  const document = parseDocument(createSourceText(task.file, task.text), reporter);
  if (document === undefined) return {};
  const imports = loadImports(session, document, { ...task, open: [...task.open, normalize(task.file)] });
  // Imported documents may be of another schema.
  reporter.setSchema(document.version.value);
  const resolved = resolveApi(document, { file: task.file, imports, report: reporter.report });
  checkPrefixes(session, document, resolved.api);
  const context = validateApi(resolved, reporter);
  if (session.isLinting && task.open.length === 0) lintApi(context);
  return { document, api: resolved.api };
}

/** Headers of one program meet when they have the same prefix, also those that are imported by imports. */
function checkPrefixes({ reporter }: Session, document: ApiDocument, { prefix, imports }: Api): void {
  const known = new Map([[prefix, ""]]);
  for (const [index, { name, api }] of imports.entries()) {
    for (const imported of [api, ...listImports(api)]) {
      const span = document.imports[index]?.file.span;
      if (known.has(imported.prefix) && known.get(imported.prefix) !== imported.file) {
        reporter.report("import-same-prefix", span, { name, prefix: imported.prefix });
      }
      known.set(imported.prefix, imported.file);
    }
  }
}

function listImports({ imports }: Api): readonly Api[] {
  return imports.flatMap(({ api }) => [api, ...listImports(api)]);
}

function loadImports(session: Session, document: ApiDocument, task: Task): readonly ApiImport[] {
  return document.imports.flatMap(({ name, file: target }): ApiImport[] => {
    const file = normalize(isAbsolute(target.value) ? target.value : join(dirname(task.file), target.value));
    if (task.open.includes(file)) {
      const cycle = [...task.open.slice(task.open.indexOf(file)), file].join(" → ");
      session.reporter.report("import-cycle", target.span, { file, cycle });
      return [];
    }
    const loaded = session.loaded.get(file) ?? loadImport(session, file, { task, span: target.span });
    session.loaded.set(file, loaded);
    return loaded.api === undefined ? [] : [{ name: name.value, api: loaded.api }];
  });
}

function loadImport(
  session: Session,
  file: string,
  { task, span }: { readonly task: Task; readonly span: NonNullable<Diagnostic["span"]> },
): Loaded {
  const text = readText(session, file, span);
  if (text === undefined) return {};
  const before = countErrors(session);
  const loaded = loadDocument(session, { file, text, open: task.open });
  if (countErrors(session) > before) session.reporter.report("invalid-import", span, { file });
  return loaded;
}

function countErrors({ reporter }: Session): number {
  return reporter.diagnostics.filter(({ severity }) => severity === "error").length;
}
