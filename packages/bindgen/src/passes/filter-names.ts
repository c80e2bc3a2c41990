/** Applies `--include` and `--exclude` to names; types that are left out come back where they are needed. */
import type { SpecDeclaration, SpecFilter, SpecSkipped } from "../spec/model.ts";
import type { Pass } from "./pass.ts";

export const filterNames: Pass = {
  name: "filter-names",
  summary: "Leaves out what --include does not name or --exclude names.",
  run: (state, { filter }) => {
    const isIncluded = compileFilter(filter);
    const left = state.declarations.filter((declaration) => !isIncludedDeclaration(declaration, isIncluded));
    const out = new Set(left);
    return {
      declarations: state.declarations.filter((declaration) => !out.has(declaration)),
      others: [...state.others, ...left],
      skipped: [...state.skipped.filter((item) => isIncluded(item.name)), ...left.map(toSkipped)],
    };
  },
};

/** Compiles a filter to a predicate on names. */
function compileFilter({ include, exclude }: SpecFilter): (name: string) => boolean {
  const wanted = include.map((source) => new RegExp(source, "u"));
  const unwanted = exclude.map((source) => new RegExp(source, "u"));
  return (name) =>
    (wanted.length === 0 || wanted.some((pattern) => pattern.test(name))) &&
    !unwanted.some((pattern) => pattern.test(name));
}

/** An enum that has no name stands for its enumerators. */
function isIncludedDeclaration(declaration: SpecDeclaration, isIncluded: (name: string) => boolean): boolean {
  if (declaration.kind !== "enum") return isIncluded(declaration.name);
  return isIncluded(declaration.name) || declaration.enumerators.some(({ name }) => isIncluded(name));
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
