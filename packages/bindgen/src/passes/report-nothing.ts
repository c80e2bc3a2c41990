/** A binding of nothing: a module without exports is never what was asked for, so that a warning says where declarations are. */
import type { Diagnostic } from "@koine/diagnostics";
import type { TranslationUnit } from "@koine/cparser";
import { isInternalHeader } from "../header/wanted-files.ts";
import type { HeaderNames } from "../lower/header-path.ts";
import { obstacleOf } from "../spec/obstacle.ts";
import type { Stage } from "./run-passes.ts";

/** How many files and names are told. */
const mostTold = 4;

/** What was read for one target, and what was chosen of it. */
export interface ChosenUnit {
  readonly unit: TranslationUnit;
  readonly stages: readonly Stage[];
  readonly names: HeaderNames;
  readonly systemIncludeDirectories: readonly string[];
}

/** What the request says of what is chosen. */
export interface ChoiceFacts {
  /** Whether patterns are those of a configuration. */
  readonly isConfigured: boolean;
  /** Whether headers are chosen by name. */
  readonly choosesFiles: boolean;
}

/**
 * Reports that no target has anything to export.
 *
 * @param headers As they were given.
 */
export function reportNothing(
  headers: readonly string[],
  targets: readonly ChosenUnit[],
  facts: ChoiceFacts,
): readonly Diagnostic[] {
  const [first] = targets;
  const isNothing = targets.every(
    ({ stages }) => !(stages.at(-1)?.state.declarations.some((item) => obstacleOf(item) === undefined) ?? false),
  );
  if (first === undefined || !isNothing) return [];
  return [{ code: "bindgen/nothing-bound", severity: "warning", ...explain(headers.join(", "), first, facts) }];
}

function explain(
  headers: string,
  chosen: ChosenUnit,
  { isConfigured, choosesFiles }: ChoiceFacts,
): { readonly message: string; readonly help: string } {
  const { declarations = [], skipped = [] } = chosen.stages.at(-1)?.state ?? {};
  const filtered = skipped.filter(({ reason }) => reason === "filtered");
  if (filtered.length > 0) {
    // A tag and the typedef that repeats it are one name for whoever filters.
    const names = [...new Set(filtered.map(({ name }) => name))];
    return {
      message: `nothing of ${headers} is bound: the filters leave out all ${names.length} names, such as ${list(names)}`,
      help: isConfigured
        ? "a name must match one of include, and none of exclude, those of choose as well; * stands for any text"
        : "a name must match one of --include, and none of --exclude; both are regular expressions",
    };
  }
  if (declarations.length + skipped.length > 0) {
    return {
      message: `nothing of ${headers} is bound: all that it declares is left out, for the reasons below`,
      help: skipped.some(({ reason }) => reason === "inline-function")
        ? "--wrap gives inline functions symbols"
        : "--spec writes what was left out with its reasons",
    };
  }
  const files = countByFile(chosen);
  const [first] = files;
  if (first !== undefined && choosesFiles) {
    return {
      message: `nothing of ${headers} is bound: choose.files leaves out all headers, ${list(files.map(([file, count]) => `${file} (${count})`))}`,
      help: `name what is wanted, such as ${first[0]}`,
    };
  }
  if (first !== undefined) {
    return {
      message: `nothing of ${headers} is bound: it declares nothing itself; what it includes does, ${list(files.map(([file, count]) => `${file} (${count})`))}`,
      help: `name what is wanted, such as koine bind ${first[0]}, or choose it with choose.files in koine.config.ts`,
    };
  }
  return {
    message: `nothing of ${headers} is bound: there is no declaration in it`,
    help: "if it has some, they stand behind an #if: define what it asks for with -D, or name another --target",
  };
}

/** The headers that declare something, with how much: those with most functions first. What is internal nobody names. */
function countByFile({
  unit,
  names,
  systemIncludeDirectories,
}: ChosenUnit): readonly (readonly [file: string, count: number])[] {
  const counts = new Map<string, { all: number; functions: number }>();
  for (const {
    kind,
    span: { file: path },
  } of unit.declarations) {
    if (path.startsWith("<") || isInternalHeader(path, systemIncludeDirectories)) continue;
    const name = names.nameOf(path);
    const known = counts.get(name) ?? { all: 0, functions: 0 };
    counts.set(name, { all: known.all + 1, functions: known.functions + Number(kind === "function") });
  }
  return [...counts]
    .toSorted(([, left], [, right]) => right.functions - left.functions || right.all - left.all)
    .map(([name, { all }]) => [name, all]);
}

function list(names: readonly string[]): string {
  return `${names.slice(0, mostTold).join(", ")}${names.length > mostTold ? ", …" : ""}`;
}
