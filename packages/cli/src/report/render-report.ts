/** What a command has to say about its input, in the format that was asked for. */
import { relative, resolve } from "node:path";
import { renderGithub, renderJson, renderText, summarizeDiagnostics } from "@koine/diagnostics";
import type { Diagnostic, Span } from "@koine/diagnostics";

/** The formats of a report. */
export const reportFormats = ["text", "json", "github"] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** What goes into a report besides diagnostics. */
export interface ReportContent {
  readonly format: ReportFormat;
  /** Paths inside it are shown relative to it. */
  readonly workingDirectory: string;
  /** Texts of the files that diagnostics point into, by path. */
  readonly sources: ReadonlyMap<string, string>;
  /** Lines for people; not part of the other formats. */
  readonly summary: string | undefined;
  /** Members that the JSON report has besides `diagnostics`. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Tells whether a word names a format. */
export function isReportFormat(word: string): word is ReportFormat {
  return reportFormats.some((format) => format === word);
}

/** Renders a report; it ends in LF if there is anything to say. */
export function renderReport(diagnostics: readonly Diagnostic[], content: ReportContent): string {
  const shown = diagnostics.map((diagnostic) => shorten(diagnostic, content.workingDirectory));
  switch (content.format) {
    case "json":
      return renderJsonReport(shown, content.facts);
    case "github":
      return renderGithub(shown);
    case "text":
      return renderTextReport(shown, content);
    default:
      return content.format satisfies never;
  }
}

function renderTextReport(diagnostics: readonly Diagnostic[], content: ReportContent): string {
  const { sources, workingDirectory, summary = "" } = content;
  const readSource = (file: string): string | undefined =>
    sources.get(resolve(workingDirectory, file)) ?? sources.get(file);
  const count = summarizeDiagnostics(diagnostics);
  const text = renderText(diagnostics, { readSource });
  return text + (count === "" ? "" : `${count}\n`) + summary;
}

/** The list of diagnostics has one diagnostic a line; the facts follow it. */
function renderJsonReport(diagnostics: readonly Diagnostic[], facts: Readonly<Record<string, unknown>>): string {
  const members = Object.entries(facts).map(([key, value]) => `,\n${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return `{\n"diagnostics": ${renderJson(diagnostics).trimEnd()}${members.join("")}\n}\n`;
}

function shorten(diagnostic: Diagnostic, workingDirectory: string): Diagnostic {
  const { span, related } = diagnostic;
  return {
    ...diagnostic,
    span: span === undefined ? undefined : shortenSpan(span, workingDirectory),
    related: related?.map((place) => ({ ...place, span: shortenSpan(place.span, workingDirectory) })),
  };
}

function shortenSpan(span: Span, workingDirectory: string): Span {
  if (span.file.startsWith("<")) return span;
  const inside = relative(workingDirectory, resolve(workingDirectory, span.file));
  return inside.startsWith("..") ? span : { ...span, file: inside };
}
