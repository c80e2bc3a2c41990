/** What a spec of the right form can still say wrong, mostly because somebody changed it: names that are there twice, or not at all. */
import { findTarget } from "@koine/ctypes";
import { findNearestNames } from "@koine/diagnostics";
import { knownTargets } from "../known-targets.ts";
import { declarationKey } from "./declaration-key.ts";
import type { JsonReader, JsonShapeError } from "./json-reader.ts";
import { declarationsFor } from "./merge-targets.ts";
import type { Spec, SpecDeclaration } from "./model.ts";
import { SpecIndex, typesOf } from "./spec-index.ts";
import { visitType } from "./visit-type.ts";

/**
 * Checks a spec.
 *
 * @param json What it was read from.
 * @returns All that is wrong, each once.
 */
export function checkSpec(spec: Spec, json: JsonReader): readonly JsonShapeError[] {
  const problems = [...checkTargets(spec, json), ...checkUnique(spec.declarations, json.get("declarations"))];
  const places = new DeclarationReaders(json);
  const names = new Set<string>();
  for (const triple of spec.head.targets) {
    const declarations = declarationsFor(spec, triple);
    problems.push(...checkReferences(declarations, places));
    for (const declaration of declarations) {
      names.add(declarationKey(declaration));
      if (declaration.kind === "enum") for (const { name } of declaration.enumerators) names.add(name);
    }
  }
  for (const key of spec.annotations?.keys() ?? []) {
    if (names.has(key)) continue;
    problems.push(
      json
        .get("annotations")
        .get(key)
        .problem(`nothing here is called ${key}${advise(key, names)}`),
    );
  }
  // What several targets share is found for each of them.
  return [...new Map(problems.map((problem) => [problem.message, problem])).values()];
}

function checkTargets({ head, overrides }: Spec, json: JsonReader): readonly JsonShapeError[] {
  const targets = json.get("targets");
  if (head.targets.length === 0) return [targets.problem("a spec is for at least one target")];
  const unknown = head.targets.flatMap((triple, place) =>
    findTarget(triple) === undefined
      ? [targets.at(place).problem(`target ${triple} is not known${advise(triple, knownTargets)}`)]
      : [],
  );
  // Which target an override means is not known then.
  if (unknown.length > 0) return unknown;
  return overrides.flatMap((override, place) =>
    override.targets
      .filter((triple) => !head.targets.includes(triple))
      .map((triple) => json.get("overrides").at(place).get("targets").problem(`the spec is not for ${triple}`)),
  );
}

/** The lists of a group are in the order of the declarations. */
function checkUnique(declarations: readonly SpecDeclaration[], groups: JsonReader): readonly JsonShapeError[] {
  const known = new Set<string>();
  const counts = new Map<string, number>();
  return declarations.flatMap((declaration) => {
    const { file, name } = declaration;
    const place = counts.get(file) ?? 0;
    counts.set(file, place + 1);
    const key = declarationKey(declaration);
    if (known.has(key)) return [groups.get(file).at(place).problem(`${name} is declared twice`)];
    known.add(key);
    return [];
  });
}

/** Structs may be declared nowhere: a macro can stand for one. */
function checkReferences(
  declarations: readonly SpecDeclaration[],
  places: DeclarationReaders,
): readonly JsonShapeError[] {
  const index = SpecIndex.of(declarations);
  const problems: JsonShapeError[] = [];
  for (const declaration of declarations) {
    for (const type of typesOf(declaration)) {
      visitType(type, (inner) => {
        if (inner.kind !== "reference" || inner.to !== "typedef" || index.find(inner) !== undefined) return;
        const names = declarations.flatMap((item) => (item.kind === "typedef" ? [item.name] : []));
        problems.push(places.find(declaration).problem(`there is no type ${inner.name}${advise(inner.name, names)}`));
      });
    }
  }
  return problems;
}

function advise(name: string, names: Iterable<string>): string {
  const [nearest] = findNearestNames(name, names);
  return nearest === undefined ? "" : `; did you mean ${nearest}?`;
}

/** Where declarations stand in the document; looked for only when something is wrong. */
class DeclarationReaders {
  readonly #json: JsonReader;

  constructor(json: JsonReader) {
    this.#json = json;
  }

  find({ kind, name, file }: SpecDeclaration): JsonReader {
    const overrides = this.#json.get("overrides").optional((list) => list.items()) ?? [];
    for (const place of [this.#json, ...overrides]) {
      const groups = place.get("declarations");
      const items = groups.keys().includes(file) ? groups.get(file).items() : [];
      const found = items.find((item) => item.get("name").value === name && item.get("kind").value === kind);
      if (found !== undefined) return found;
    }
    return this.#json.get("declarations");
  }
}
