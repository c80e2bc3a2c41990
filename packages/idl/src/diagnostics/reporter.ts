/** Collects the diagnostics of one document. What each says is in the catalogue. */
import type { Diagnostic, RelatedSpan, Span } from "@koine/diagnostics";
import { isOlderSchema } from "../schema/schema-version.ts";
import { catalogue } from "./catalogue.ts";
import type { DiagnosticName, DiagnosticParameters } from "./catalogue.ts";

/** Reports one thing: what, where, with which names, and which other places explain it. */
export type Report = <TName extends DiagnosticName>(
  name: TName,
  span: Span | undefined,
  parameters: DiagnosticParameters<TName>,
  related?: readonly RelatedSpan[],
) => void;

/** Collects diagnostics. */
export interface Reporter {
  readonly report: Report;
  readonly diagnostics: readonly Diagnostic[];
  /** Says which schema the document has that is read now: documents of older ones stay valid. */
  readonly setSchema: (version: string) => void;
}

/** Makes a collector. */
export function createReporter(): Reporter {
  const diagnostics: Diagnostic[] = [];
  let isOlder = false;
  return {
    diagnostics,
    setSchema: (version) => {
      isOlder = isOlderSchema(version);
    },
    report: (name, span, parameters, related) => {
      const { severity, olderSeverity, message, help } = catalogue[name];
      diagnostics.push({
        code: `idl/${name}`,
        severity: isOlder ? (olderSeverity ?? severity) : severity,
        message: fillIn(message, parameters),
        span,
        help: fillIn(help, parameters),
        ...(related === undefined ? {} : { related }),
      });
    },
  };
}

function fillIn(text: string, parameters: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => parameters[name] ?? whole);
}
