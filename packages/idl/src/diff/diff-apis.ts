/** What changed from one version of a document to another, per dotted path, and which version number that asks for. */
import { basename, extname } from "node:path";
import type { Diagnostic, Span } from "@koine/diagnostics";
import { createReporter } from "../diagnostics/reporter.ts";
import type { Api } from "../model/api.ts";
import { listDeclarations } from "../validate/declarations.ts";
import type { DeclarationEntry } from "../validate/declarations.ts";
import { isPartOfParent, listFacets } from "./facets.ts";
import type { ChangeLevel, Facet } from "./facets.ts";

/** One change. */
export interface ApiChange {
  /** The dotted path of what changed: `kv.Store.get.key`. */
  readonly path: string;
  readonly level: ChangeLevel;
  /** What happened to it. */
  readonly change: string;
  /** In the new document; in the old one for what was removed. */
  readonly span?: Span;
}

/** The part of the version number that must change. */
export type ChangeVerdict = "major" | "minor" | "patch" | "none";

/** All changes between two versions. */
export interface ApiDifference {
  readonly changes: readonly ApiChange[];
  readonly verdict: ChangeVerdict;
  /** The same changes as diagnostics. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Compares two versions of a document, and what they import under the same names. */
export function diffApis(older: Api, newer: Api): ApiDifference {
  const changes = compareApis(older, newer, "");
  const { report, diagnostics } = createReporter();
  for (const { level, path, change, span } of changes) report(`${level}-change`, span, { path, change });
  return { changes, verdict: judge(changes), diagnostics };
}

function judge(changes: readonly ApiChange[]): ChangeVerdict {
  if (changes.some(({ level }) => level === "breaking")) return "major";
  if (changes.some(({ level }) => level === "additive")) return "minor";
  return changes.length > 0 ? "patch" : "none";
}

function compareApis(older: Api, newer: Api, around: string): readonly ApiChange[] {
  const changes: ApiChange[] = [];
  if (older.prefix !== newer.prefix) {
    const change = `went from ${older.prefix} to ${newer.prefix}: every C name is another one`;
    changes.push({ path: `${around}c_prefix`, level: "breaking", change });
  }
  if (older.package.name !== newer.package.name && around === "" && hasOwnName(older) && hasOwnName(newer)) {
    const change = `went from ${older.package.name} to ${newer.package.name}`;
    changes.push({ path: "package.name", level: "breaking", change });
  }
  changes.push(...compareDeclarations(indexEntries(older), indexEntries(newer), around));
  for (const { name, api } of newer.imports) {
    const before = older.imports.find((one) => one.name === name);
    if (before !== undefined) changes.push(...compareApis(before.api, api, `${around}${name}.`));
  }
  return changes;
}

/** Without a name, a package is called like its file, which users never see. */
function hasOwnName({ file, package: { name } }: Api): boolean {
  return name !== basename(file, extname(file));
}

/** A declaration with its number among its siblings of the same kind. */
interface PlacedEntry extends DeclarationEntry {
  readonly position: number;
}

/** Functions and types have symbols of different shapes, so that a path can be taken by one of each. */
function indexEntries(api: Api): ReadonlyMap<string, PlacedEntry> {
  const counts = new Map<string, number>();
  const entries = listDeclarations(api).map((entry): readonly [string, PlacedEntry] => {
    const siblings = `${entry.parent?.id ?? ""} ${entry.kind}`;
    const position = counts.get(siblings) ?? 0;
    counts.set(siblings, position + 1);
    return [`${spaceOf(entry)} ${entry.declaration.id}`, { ...entry, position }];
  });
  return new Map(entries);
}

/** What can become each other shares a space: a record can become an interface, but not a function. */
function spaceOf({ kind }: DeclarationEntry): string {
  switch (kind) {
    case "function":
    case "constructor":
    case "method":
    case "static":
      return "function";
    case "module":
    case "constant":
    case "callback":
    case "listener":
    case "error domain":
      return kind;
    default:
      return isPartOfParent(kind) ? kind : "type";
  }
}

function compareDeclarations(
  older: ReadonlyMap<string, PlacedEntry>,
  newer: ReadonlyMap<string, PlacedEntry>,
  around: string,
): readonly ApiChange[] {
  const newEntries = new Set([...newer].flatMap(([key, { declaration }]) => (older.has(key) ? [] : [declaration])));
  const goneEntries = new Set([...older].flatMap(([key, { declaration }]) => (newer.has(key) ? [] : [declaration])));
  const changes: ApiChange[] = [];
  for (const [key, entry] of newer) {
    const before = older.get(key);
    const path = around + entry.declaration.id;
    const { span } = entry.declaration;
    if (before !== undefined) {
      changes.push(...compareEntries(before, entry).map((change) => ({ path, span, ...change })));
    } else if (entry.parent === undefined || !newEntries.has(entry.parent)) {
      // What comes or goes with what holds it is not told of by itself.
      const level = isPartOfParent(entry.kind) ? "breaking" : "additive";
      changes.push({ path, level, change: `${entry.kind} was added`, span });
    }
  }
  for (const [key, entry] of older) {
    if (newer.has(key) || (entry.parent !== undefined && goneEntries.has(entry.parent))) continue;
    const { id, span } = entry.declaration;
    changes.push({ path: around + id, level: "breaking", change: `${entry.kind} was removed`, span });
  }
  return changes;
}

function compareEntries(before: PlacedEntry, after: PlacedEntry): readonly Pick<ApiChange, "level" | "change">[] {
  const old = new Map(listFacets(before.declaration, before.kind, before.position).map((facet) => [facet.name, facet]));
  const changes: Pick<ApiChange, "level" | "change">[] = [];
  for (const facet of listFacets(after.declaration, after.kind, after.position)) {
    const change = compareFacets(old.get(facet.name), facet);
    old.delete(facet.name);
    if (change !== undefined) changes.push(change);
  }
  // A declaration of another kind has other facets; that it is of another kind says it all.
  return changes;
}

const longestText = 60;

function compareFacets(
  before: Facet | undefined,
  { name, text, levels }: Facet,
): Pick<ApiChange, "level" | "change"> | undefined {
  if (before === undefined || before.text === text) return undefined;
  if (before.text === undefined) return { level: levels.added, change: `${name} was added${quote(": ", text)}` };
  if (text === undefined) return { level: levels.removed, change: `${name} was removed${quote(": ", before.text)}` };
  const isShort = before.text.length + text.length <= longestText;
  return { level: levels.changed, change: isShort ? `${name} went from ${before.text} to ${text}` : `${name} changed` };
}

function quote(before: string, text: string | undefined): string {
  return text === undefined || text === "true" || text.length > longestText ? "" : before + text.replace(/\.$/, "");
}
