/** Library names in a spec: the forms that `openLibrary` takes and JSON can hold. */
import type { Shape } from "../annotation/check-shape.ts";

/** A framework of macOS. */
export interface SpecFramework {
  readonly framework: string;
}

/** What a platform's row of a table names: a library, alternatives in order, or the process itself. */
export type SpecLibraryRow = string | readonly string[] | SpecFramework | null;

/** Alternatives in order, none for the process itself; a table per platform; or a framework. */
export type SpecLibraries = readonly string[] | SpecFramework | Readonly<Record<string, SpecLibraryRow>>;

/** Tells whether the names are the same on every platform. */
export function isLibraryList(libraries: SpecLibraries): libraries is readonly string[] {
  return Array.isArray(libraries);
}

const texts: Shape = { kind: "list", item: { kind: "text" } };
const framework: Shape = { kind: "record", fields: { framework: { kind: "text" } }, required: ["framework"] };
const row: Shape = {
  kind: "either",
  shapes: [{ kind: "text" }, texts, framework, { kind: "choice", values: [null] }],
};

/** The form of library names in specs. */
export const librariesShape: Shape = { kind: "either", shapes: [texts, framework, { kind: "map", value: row }] };
