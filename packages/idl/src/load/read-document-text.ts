/** The text of a file, or a diagnostic that says why there is none. */
import type { Span } from "@koine/diagnostics";
import type { Report } from "../diagnostics/reporter.ts";
import { decodeText } from "../parse/decode-text.ts";
import { createSourceText } from "../parse/source-text.ts";

/** How a file is read. */
export interface ReadOptions {
  /** Gives the bytes of a file, or throws. */
  readonly readFile: (file: string) => Uint8Array;
  readonly report: Report;
  /** Where the file is named. */
  readonly span?: Span | undefined;
}

/** Reads a file; undefined, with a diagnostic, when it cannot be read as text. */
export function readDocumentText(file: string, { readFile, report, span }: ReadOptions): string | undefined {
  let bytes: Uint8Array;
  try {
    bytes = readFile(file);
  } catch (error) {
    report("unreadable-file", span, { file, reason: describeReadError(error) });
    return undefined;
  }
  const decoded = decodeText(bytes);
  switch (decoded.kind) {
    case "text":
      return decoded.text;
    case "too-large":
      report("too-large", createSourceText(file, "").spanOf(0, 0), { what: decoded.what });
      return undefined;
    case "not-text": {
      const text = new TextDecoder().decode(bytes.subarray(0, 65_536));
      report("invalid-encoding", createSourceText(file, text).spanOf(decoded.offset, decoded.offset + 1), decoded);
      return undefined;
    }
    default:
      return decoded satisfies never;
  }
}

function describeReadError(error: unknown): string {
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: "there is no such file",
    EISDIR: "it is a directory",
    EACCES: "permission denied",
  };
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}
