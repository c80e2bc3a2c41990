/** New names for declarations, by a map of patterns or by a function. */
import { findNearestNames } from "@koine/diagnostics";
import { typescriptNames } from "@koine/codegen";
import { declarationKey } from "../spec/declaration-key.ts";
import type { SpecDeclaration } from "../spec/model.ts";
import type { NamedDeclaration, Renaming } from "./annotation-model.ts";
import { conflict, unknownName } from "./annotation-problem.ts";
import type { AnnotationProblem } from "./annotation-problem.ts";
import { compilePattern, kindOfPattern } from "./name-pattern.ts";

/** New names by declaration key; enumerators have their name as key. */
export interface RenamedDeclarations {
  readonly names: ReadonlyMap<string, string>;
  readonly problems: readonly AnnotationProblem[];
}

interface Candidate extends NamedDeclaration {
  readonly key: string;
}

/** Finds the new names. */
export function renameDeclarations(renaming: Renaming, declarations: readonly SpecDeclaration[]): RenamedDeclarations {
  const candidates = listCandidates(declarations);
  const found =
    typeof renaming === "function" ? renameByFunction(renaming, candidates) : renameByPattern(renaming, candidates);
  const names = new Map<string, string>();
  const problems = [...found.problems];
  for (const { key, name, renamed, path } of found.renamings) {
    if (isName(renamed)) names.set(key, renamed);
    else problems.push(conflict(`${name} cannot be called ${JSON.stringify(renamed)}: that is no identifier`, path));
  }
  return { names, problems };
}

/** A new name, which may be none, and where the configuration says it. */
interface FoundName {
  readonly key: string;
  readonly name: string;
  readonly renamed: unknown;
  readonly path: readonly string[];
}

/** New names that the configuration states, and what is wrong with how it states them. */
interface FoundNames {
  readonly renamings: readonly FoundName[];
  readonly problems: readonly AnnotationProblem[];
}

/** What throws once is not asked again. */
function renameByFunction(
  rename: Extract<Renaming, (declaration: NamedDeclaration) => unknown>,
  candidates: readonly Candidate[],
): FoundNames {
  const path = ["rename"];
  const renamings: FoundName[] = [];
  for (const { key, kind, name, file } of candidates) {
    try {
      const renamed: unknown = rename(Object.freeze({ kind, name, file }));
      if (renamed !== undefined && renamed !== name) renamings.push({ key, name, renamed, path });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { renamings, problems: [conflict(`rename throws for ${name}: ${message}`, path)] };
    }
  }
  return { renamings, problems: [] };
}

/**
 * Of several patterns that match a name the last one decides. The `*` of a new name is what the `*` of the pattern matched, or the group of
 * a regular expression at that place; `$1` is its first group, as in `String.prototype.replace`.
 */
function renameByPattern(renaming: Readonly<Record<string, string>>, candidates: readonly Candidate[]): FoundNames {
  const renamings = new Map<string, FoundName>();
  const problems: AnnotationProblem[] = [];
  for (const [pattern, target] of sortPatterns(renaming)) {
    const path = ["rename", pattern];
    const expression = compilePattern(pattern);
    let isUsed = false;
    for (const { key, name } of candidates) {
      const captured = expression?.exec(name)?.slice(1);
      if (captured === undefined) continue;
      isUsed = true;
      const renamed = fillName(target, captured, kindOfPattern(pattern) === "expression");
      renamings.set(key, { key, name, renamed, path });
    }
    if (!isUsed) problems.push(describeUnused(pattern, path, candidates));
  }
  return { renamings: [...renamings.values()], problems };
}

function fillName(target: string, captured: readonly (string | undefined)[], hasGroups: boolean): string {
  const rest = [...captured];
  const numbered = hasGroups
    ? target.replaceAll(/\$([1-9])/g, (_text, digit: string) => captured[Number(digit) - 1] ?? "")
    : target;
  return numbered.replaceAll("*", () => rest.shift() ?? "");
}

function describeUnused(pattern: string, path: readonly string[], candidates: readonly Candidate[]): AnnotationProblem {
  const nearest = findNearestNames(
    pattern,
    candidates.map(({ name }) => name),
  );
  const help = nearest.length === 0 ? "remove the renaming" : `did you mean ${nearest.join(" or ")}?`;
  return unknownName(`nothing that is bound is called ${pattern}`, path, help);
}

/** Exact names come last, because the last one decides. */
function sortPatterns(renaming: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  const isExact = (pattern: string): number => Number(kindOfPattern(pattern) === "exact");
  return Object.entries(renaming).toSorted(([left], [right]) => isExact(left) - isExact(right));
}

function isName(value: unknown): value is string {
  return typeof value === "string" && typescriptNames.isIdentifier(value);
}

function listCandidates(declarations: readonly SpecDeclaration[]): readonly Candidate[] {
  return declarations.flatMap((declaration): readonly Candidate[] => {
    const { name, file } = declaration;
    const own: Candidate = { kind: nounOf(declaration), name, file, key: declarationKey(declaration) };
    if (declaration.kind !== "enum") return [own];
    const constants = declaration.enumerators.map((item): Candidate => ({
      kind: "constant",
      name: item.name,
      file,
      key: item.name,
    }));
    return [own, ...constants];
  });
}

function nounOf({ kind }: SpecDeclaration): NamedDeclaration["kind"] {
  switch (kind) {
    case "function":
    case "macro":
    case "alias":
      return "function";
    case "variable":
    case "constant":
      return kind;
    case "struct":
    case "union":
    case "opaque":
    case "enum":
    case "typedef":
      return "type";
    default:
      return kind satisfies never;
  }
}
