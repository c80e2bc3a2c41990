/** Filters that match nothing: mostly a name is misspelt. Every pattern that no target has a name for is a warning. */
import { findNearestNames } from "@koine/diagnostics";
import type { Diagnostic } from "@koine/diagnostics";
import { toExpression } from "../annotation/name-pattern.ts";
import { locateValue } from "../annotation/locate-problem.ts";
import type { ConfigurationText } from "../annotation/locate-problem.ts";
import type { ValuePath } from "../annotation/check-shape.ts";
import { filterGroups } from "../spec/model.ts";
import type { SpecFilter, SpecFilterGroup, SpecNameFilter } from "../spec/model.ts";
import { groupOf, groupOfSkipped, hasPatterns } from "./filter-names.ts";
import type { Stage } from "./run-passes.ts";

/** What filters chose from. */
export interface FilteredNames {
  /** The passes of every target. */
  readonly stages: readonly (readonly Stage[])[];
  /** Headers as `#include` would name them. */
  readonly files: readonly string[];
}

/** Reports the patterns of a filter that match nothing. */
export function reportUnmatched(
  filter: SpecFilter,
  { stages, files }: FilteredNames,
  configuration: ConfigurationText | undefined,
): readonly Diagnostic[] {
  if (!hasPatterns(filter)) return [];
  const names = stages.flatMap(namesBeforeFilters);
  const reports = [
    ...describeFilter(
      filter,
      names.map(({ name }) => name),
      [],
    ),
    ...filterGroups.flatMap((group) => {
      const { [group]: own } = filter;
      const inside = names.filter((item) => item.group === group).map(({ name }) => name);
      return own === undefined ? [] : describeFilter(own, group === "files" ? files : inside, ["choose", group]);
    }),
  ];
  return reports.map(({ path, message, help }) => ({
    code: "bindgen/filter-unmatched",
    severity: "warning",
    message,
    span: configuration && locateValue(configuration, path),
    help,
  }));
}

interface Unmatched {
  readonly path: ValuePath;
  readonly message: string;
  readonly help: string;
}

function describeFilter(filter: SpecNameFilter, names: readonly string[], path: ValuePath): readonly Unmatched[] {
  return (["include", "exclude"] as const).flatMap((kind) =>
    filter[kind].flatMap((source, place): readonly Unmatched[] => {
      const expression = new RegExp(source, "u");
      if (names.some((name) => expression.test(name))) return [];
      const pattern = spellPattern(source);
      const nearest = findMeant(source, names);
      const where = path.length === 0 ? kind : `${path.join(".")}.${kind}`;
      return [
        {
          path: [...path, kind, place],
          message: `${where}: nothing is called ${pattern}`,
          help: nearest === undefined ? "remove it" : `did you mean ${nearest}?`,
        },
      ];
    }),
  );
}

/** Finds the name that was probably meant, or the beginning of several: of an expression, its longest word is compared. */
function findMeant(source: string, names: readonly string[]): string | undefined {
  const [whole] = findNearestNames(spellPattern(source), new Set(names));
  if (whole !== undefined) return whole;
  const words = source.replaceAll(/\\./g, " ").match(/[\p{ID_Start}_][\p{ID_Continue}]*/gu) ?? [];
  const [word] = words.toSorted((left, right) => right.length - left.length);
  // Everything is near to a word of few letters.
  if (word === undefined || word.length < 4) return undefined;
  const [nearest] = findNearestNames(word, new Set(names));
  if (nearest !== undefined) return nearest;
  const [start] = findNearestNames(word, new Set(names.map((name) => name.slice(0, word.length))));
  return start === undefined ? undefined : `${start}…`;
}

/** A name or a name with `*` and `?`, as in configurations; anything else as the regular expression that it is. */
function spellPattern(source: string): string {
  const name = source
    .slice(1, -1)
    .replaceAll(/\\(.)|\(\.\*\)|\./g, (text: string, escaped?: string) => escaped ?? (text === "." ? "?" : "*"));
  return toExpression(name) === source ? name : `/${source}/`;
}

interface NamedEntity {
  readonly name: string;
  readonly group: SpecFilterGroup | undefined;
}

function namesBeforeFilters(stages: readonly Stage[]): readonly NamedEntity[] {
  const at = stages.findIndex(({ name }) => name === "filter-names");
  const { declarations = [], skipped = [] } = stages[at - 1]?.state ?? {};
  return [
    ...declarations.flatMap((declaration): readonly NamedEntity[] => {
      const own = { name: declaration.name, group: groupOf(declaration.kind) };
      if (declaration.kind !== "enum") return [own];
      return [own, ...declaration.enumerators.map(({ name }) => ({ name, group: "types" as const }))];
    }),
    ...skipped.map((item) => ({ name: item.name, group: groupOfSkipped(item) })),
  ];
}
