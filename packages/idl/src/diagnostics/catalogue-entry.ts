/**
 * What an entry of the catalogue of diagnostics is, and the types that its texts imply. The entries are in the files beside
 * this one; `reporter.ts` makes diagnostics of them.
 */
import type { Severity } from "@koine/diagnostics";

/** One kind of diagnostic. In `message` and `help`, `{name}` stands for a parameter. */
export interface CatalogueEntry {
  readonly severity: Severity;
  /** In documents of an older schema, which did not have the rule: such a document stays valid. */
  readonly olderSeverity?: Severity;
  /** What it means, whole sentences, for the reference page. */
  readonly summary: string;
  readonly message: string;
  readonly help: string;
  /** The rules of WeaveFFI that it stands for. */
  readonly counterparts?: readonly string[];
}

/** The names of the parameters in a text. */
export type ParameterNames<TText extends string> = TText extends `${string}{${infer TName}}${infer TRest}`
  ? TName | ParameterNames<TRest>
  : never;
