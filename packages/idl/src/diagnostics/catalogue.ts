/**
 * The one table of the diagnostics of API documents. Codes, the types of their parameters, the reference page and the test
 * that every code is produced by a document are made from it.
 */
import type { CatalogueEntry, ParameterNames } from "./catalogue-entry.ts";
import { declarationEntries } from "./declaration-entries.ts";
import { diffEntries } from "./diff-entries.ts";
import { documentEntries } from "./document-entries.ts";
import { generateEntries } from "./generate-entries.ts";
import { lintEntries } from "./lint-entries.ts";
import { nameEntries } from "./name-entries.ts";
import { referenceEntries } from "./reference-entries.ts";
import { typeEntries } from "./type-entries.ts";

type Entries = typeof documentEntries &
  typeof referenceEntries &
  typeof nameEntries &
  typeof typeEntries &
  typeof declarationEntries &
  typeof generateEntries &
  typeof lintEntries &
  typeof diffEntries;

/** The name of a diagnostic; its code is `idl/` before it. */
export type DiagnosticName = keyof Entries;

/** The parameters that a diagnostic's message and help need. */
export type DiagnosticParameters<TName extends DiagnosticName> = Readonly<
  Record<ParameterNames<Entries[TName]["message"]> | ParameterNames<Entries[TName]["help"]>, string>
>;

/** Every diagnostic by its name. */
export const catalogue: Readonly<Record<DiagnosticName, CatalogueEntry>> = Object.freeze({
  ...documentEntries,
  ...referenceEntries,
  ...nameEntries,
  ...typeEntries,
  ...declarationEntries,
  ...generateEntries,
  ...lintEntries,
  ...diffEntries,
});
