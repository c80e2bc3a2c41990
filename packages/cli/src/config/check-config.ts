/** What a configuration of the right form can still say wrong: targets that nobody knows, patterns that are none. */
import { filterGroups, guessTarget, knownTargets, toExpression, toKnownTarget } from "@koine/bindgen/cached";
import type { ShapeProblem, ValuePath } from "@koine/bindgen/cached";
import { findNearestNames } from "@koine/diagnostics";
import { findMeantChoice } from "../command-line/parse-options.ts";
import type { BindConfig, NameFilter } from "./config-model.ts";

/** Checks one binding; paths are relative to it. */
export function checkBinding({ headers, targets = [], choose = {}, ...config }: BindConfig): readonly ShapeProblem[] {
  return [
    ...(headers.length === 0 ? [{ path: ["headers"], message: "expected a header, got an empty list" }] : []),
    ...checkLibrary(config.library),
    ...targets.flatMap((name, place) => {
      const first = targets.findIndex((other) => (toKnownTarget(other) ?? other) === (toKnownTarget(name) ?? name));
      return checkTarget(name, { place, first });
    }),
    ...Object.keys(config.defines ?? {}).flatMap((name) =>
      isMacroDefinition(name) ? [] : [{ path: ["defines", name], message: "expected the name of a macro" }],
    ),
    ...checkFilter(config, []),
    ...filterGroups.flatMap((group) => {
      const { [group]: filter } = choose;
      return filter === undefined ? [] : checkFilter(filter, ["choose", group]);
    }),
  ];
}

const platforms = ["linux", "darwin", "win32"];

/** Rows of a table are platforms, maybe with what else decides: `linux-musl`, `linux-arm64`. */
function checkLibrary(library: BindConfig["library"]): readonly ShapeProblem[] {
  if (typeof library !== "object" || library === null || Array.isArray(library) || "framework" in library) return [];
  if (Object.keys(library).length === 0) {
    const help = "null stands for the process itself";
    return [{ path: ["library"], message: "expected a library, got an empty table", help }];
  }
  return Object.keys(library).flatMap((key): readonly ShapeProblem[] => {
    const [platform = ""] = key.split("-");
    if (platforms.includes(platform)) return [];
    const known = { windows: "win32", macos: "darwin", mac: "darwin", osx: "darwin" }[platform.toLowerCase()];
    const meant = known ?? findNearestNames(platform, platforms)[0];
    const help = meant === undefined ? `there is ${platforms.join(", ")}` : `did you mean ${meant}?`;
    return [{ path: ["library", key], message: `platform ${key} is not known`, help }];
  });
}

function checkTarget(
  triple: string,
  { place, first }: { readonly place: number; readonly first: number },
): readonly ShapeProblem[] {
  const path = ["targets", place];
  if (first < place) return [{ path, message: `target ${triple} is there twice`, help: "remove it" }];
  if (toKnownTarget(triple) !== undefined) return [];
  const nearest = guessTarget(triple) ?? findMeantChoice(triple, knownTargets);
  const help = nearest === undefined ? `there is ${knownTargets.join(", ")}` : `did you mean ${nearest}?`;
  return [{ path, message: `target ${triple} is not known`, help }];
}

/** Tells whether a text is what C can define: a name, maybe with parameters and a value. */
export function isMacroDefinition(text: string): boolean {
  return isMacroName(/^[^(=]*/.exec(text)?.[0] ?? "") && /^[^(=]*(?:\([^()]*\))?(?:=|$)/.test(text);
}

/** Tells whether a text is a name of C. */
export function isMacroName(text: string): boolean {
  return /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(text);
}

function checkFilter(filter: NameFilter, path: ValuePath): readonly ShapeProblem[] {
  return (["include", "exclude"] as const).flatMap((kind) =>
    (filter[kind] ?? []).flatMap((pattern, place) => {
      const problem = typeof pattern === "string" ? findProblem(toExpression(pattern)) : findProblem(pattern.source);
      return problem === undefined ? [] : [{ path: [...path, kind, place], message: problem }];
    }),
  );
}

/** Expressions are compiled for Unicode, whatever flags they have. */
function findProblem(source: string): string | undefined {
  try {
    void new RegExp(source, "u");
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
