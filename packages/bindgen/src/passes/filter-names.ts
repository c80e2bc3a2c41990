/** Applies `--include` and `--exclude` to names; types that are left out come back where they are needed. */
import { filterGroups } from "../spec/model.ts";
import type { SpecDeclaration, SpecFilter, SpecFilterGroup, SpecNameFilter, SpecSkipped } from "../spec/model.ts";
import type { Pass } from "./pass.ts";

export const filterNames: Pass = {
  name: "filter-names",
  summary: "Leaves out what --include does not name or --exclude names.",
  run: (state, { filter }) => {
    if (!hasPatterns(filter)) return { ...state };
    const isIncluded = compileFilters(filter);
    const left = state.declarations.filter((declaration) => !isIncludedDeclaration(declaration, isIncluded));
    const out = new Set(left);
    return {
      declarations: state.declarations.filter((declaration) => !out.has(declaration)),
      others: [...state.others, ...left],
      skipped: [...state.skipped.filter((item) => isIncluded(item.name, groupOfSkipped(item))), ...left.map(toSkipped)],
    };
  },
};

/** Tells whether a filter says anything: without patterns everything is chosen. */
export function hasPatterns(filter: SpecFilter): boolean {
  const groups = filterGroups.map((group) => filter[group]);
  return [filter, ...groups].some((own) => own !== undefined && own.include.length + own.exclude.length > 0);
}

/** Compiles a filter to a predicate on names. */
export function compileFilter({ include, exclude }: SpecNameFilter): (name: string) => boolean {
  const wanted = include.map((source) => new RegExp(source, "u"));
  const unwanted = exclude.map((source) => new RegExp(source, "u"));
  return (name) =>
    (wanted.length === 0 || wanted.some((pattern) => pattern.test(name))) &&
    !unwanted.some((pattern) => pattern.test(name));
}

type IsIncluded = (name: string, group: SpecFilterGroup | undefined) => boolean;

/** A name passes the filter of all names and that of its group. */
function compileFilters(filter: SpecFilter): IsIncluded {
  const isIncluded = compileFilter(filter);
  const groups = new Map(
    filterGroups.flatMap((group) => {
      const { [group]: own } = filter;
      return own === undefined ? [] : [[group, compileFilter(own)] as const];
    }),
  );
  return (name, group) => isIncluded(name) && (group === undefined || (groups.get(group)?.(name) ?? true));
}

/** An enum that has no name stands for its enumerators. */
function isIncludedDeclaration(declaration: SpecDeclaration, isIncluded: IsIncluded): boolean {
  const group = groupOf(declaration.kind);
  if (declaration.kind !== "enum") return isIncluded(declaration.name, group);
  return isIncluded(declaration.name, group) || declaration.enumerators.some(({ name }) => isIncluded(name, group));
}

/** Gives the group of filters that decides about a declaration. */
export function groupOf(kind: SpecDeclaration["kind"]): SpecFilterGroup {
  switch (kind) {
    case "function":
    case "macro":
    case "alias":
      return "functions";
    case "variable":
      return "variables";
    case "constant":
      return "constants";
    case "struct":
    case "union":
    case "opaque":
    case "enum":
    case "typedef":
      return "types";
    default:
      return kind satisfies never;
  }
}

/** The same for what was left out. Of a macro without a value nobody knows what it would be. */
export function groupOfSkipped({ kind }: SpecSkipped): SpecFilterGroup | undefined {
  return kind === "macro" ? undefined : `${kind}s`;
}

function toSkipped({ kind, name, file }: SpecDeclaration): SpecSkipped {
  return { kind: skippedKind(kind), name, file, reason: "filtered", detail: undefined };
}

function skippedKind(kind: SpecDeclaration["kind"]): SpecSkipped["kind"] {
  switch (kind) {
    case "function":
    case "variable":
      return kind;
    case "constant":
    case "macro":
    case "alias":
      return "macro";
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
