/**
 * Library names in a spec: the forms that `openLibrary` takes and JSON can hold. A name that begins with `./` or `../` is a
 * file by its place from the module.
 */
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

/** Tells whether a name is the place of a file, as seen from the module. */
export function isFromModule(name: string): boolean {
  return name.startsWith("./") || name.startsWith("../");
}

/** Gives the same libraries under other names. */
export function mapLibraryNames(libraries: SpecLibraries, rename: (name: string) => string): SpecLibraries {
  if (isLibraryList(libraries)) return libraries.map(rename);
  if (isFramework(libraries)) return libraries;
  return Object.fromEntries(Object.entries(libraries).map(([platform, row]) => [platform, mapRow(row, rename)]));
}

function mapRow(row: SpecLibraryRow, rename: (name: string) => string): SpecLibraryRow {
  if (typeof row === "string") return rename(row);
  return row === null || "framework" in row ? row : row.map(rename);
}

/** Tells whether a framework is named, and no table. */
export function isFramework(libraries: Exclude<SpecLibraries, readonly string[]>): libraries is SpecFramework {
  return "framework" in libraries && typeof libraries["framework"] === "string";
}

const texts: Shape = { kind: "list", item: { kind: "text" } };
const framework: Shape = { kind: "record", fields: { framework: { kind: "text" } }, required: ["framework"] };
const row: Shape = {
  kind: "either",
  shapes: [{ kind: "text" }, texts, framework, { kind: "choice", values: [null] }],
};

/** The form of library names in specs. */
export const librariesShape: Shape = { kind: "either", shapes: [texts, framework, { kind: "map", value: row }] };
