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
      const { severity, olderSeverity } = catalogue[name];
      diagnostics.push({
        ...createDiagnostic(name, parameters),
        severity: isOlder ? (olderSeverity ?? severity) : severity,
        span,
        ...(related === undefined ? {} : { related }),
      });
    },
  };
}

/** Makes one diagnostic of the catalogue, for those that speak of no document, or of one that was read already. */
export function createDiagnostic<TName extends DiagnosticName>(
  name: TName,
  parameters: DiagnosticParameters<TName>,
): Diagnostic {
  const { severity, message, help } = catalogue[name];
  return { code: `idl/${name}`, severity, message: fillIn(message, parameters), help: fillIn(help, parameters) };
}

function fillIn(text: string, parameters: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => parameters[name] ?? whole);
}
