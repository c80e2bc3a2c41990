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
  const problems: AnnotationProblem[] = [];
  const names = new Map<string, string>();
  if (typeof renaming === "function") {
    for (const { key, kind, name, file } of candidates) {
      let renamed: unknown;
      try {
        renamed = renaming(Object.freeze({ kind, name, file }));
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        problems.push(conflict(`rename throws for ${name}: ${message}`, ["rename"]));
        break;
      }
      if (renamed === undefined || renamed === name) continue;
      if (isName(renamed)) names.set(key, renamed);
      else problems.push(wrongName(name, renamed, ["rename"]));
    }
    return { names, problems };
  }
  const renamings = new Map<
    string,
    { readonly name: string; readonly renamed: string; readonly path: readonly string[] }
  >();
  for (const [pattern, target] of sortPatterns(renaming)) {
    const path = ["rename", pattern];
    const expression = compilePattern(pattern);
    const found = expression === undefined ? [] : candidates.filter(({ name }) => expression.test(name));
    if (expression === undefined || found.length === 0) {
      const nearest = findNearestNames(
        pattern,
        candidates.map(({ name }) => name),
      );
      const help = nearest.length === 0 ? "remove the renaming" : `did you mean ${nearest.join(" or ")}?`;
      problems.push(unknownName(`nothing that is bound is called ${pattern}`, path, help));
    }
    for (const { key, name } of found) {
      const captured = expression?.exec(name)?.slice(1) ?? [];
      const renamed = target.replaceAll("*", () => captured.shift() ?? "");
      renamings.set(key, { name, renamed, path });
    }
  }
  for (const [key, { name, renamed, path }] of renamings) {
    if (isName(renamed)) names.set(key, renamed);
    else problems.push(wrongName(name, renamed, path));
  }
  return { names, problems };
}

/** Exact names come last, because the last one decides. */
function sortPatterns(renaming: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  const isExact = (pattern: string): number => Number(kindOfPattern(pattern) === "exact");
  return Object.entries(renaming).toSorted(([left], [right]) => isExact(left) - isExact(right));
}

function isName(value: unknown): value is string {
  return typeof value === "string" && typescriptNames.isIdentifier(value);
}

function wrongName(name: string, renamed: unknown, path: readonly string[]): AnnotationProblem {
  return conflict(`${name} cannot be called ${JSON.stringify(renamed)}: that is no identifier`, path);
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
