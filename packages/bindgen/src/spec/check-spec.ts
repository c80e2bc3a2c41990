/** What a spec of the right form can still say wrong, mostly because somebody changed it: names that are there twice, or not at all. */
import { findTarget } from "@koine/ctypes";
import { findNearestNames } from "@koine/diagnostics";
import { knownTargets } from "../known-targets.ts";
import { declarationKey } from "./declaration-key.ts";
import type { JsonReader } from "../json/json-reader.ts";
import { declarationsFor } from "./merge-targets.ts";
import type { Spec, SpecDeclaration } from "./model.ts";
import { SpecIndex, typesOf } from "./spec-index.ts";
import { visitType } from "./visit-type.ts";

/**
 * Checks a spec.
 *
 * @param json What it was read from; it notes all that is wrong, each once.
 */
export function checkSpec(spec: Spec, json: JsonReader): void {
  checkTargets(spec, json);
  checkUnique(spec.declarations, json.get("declarations"));
  for (const [place, override] of spec.overrides.entries()) {
    checkUnique(override.declarations, json.get("overrides").at(place).get("declarations"));
  }
  const places = new DeclarationReaders(json);
  const names = new Set<string>();
  // What several targets share is found for each of them.
  const told = new Set<string>();
  for (const triple of spec.head.targets) {
    const declarations = declarationsFor(spec, triple);
    checkReferences(declarations, places, told);
    for (const declaration of declarations) {
      names.add(declarationKey(declaration));
      if (declaration.kind === "enum") for (const { name } of declaration.enumerators) names.add(name);
    }
  }
  for (const key of spec.annotations.keys()) {
    if (!names.has(key))
      json
        .get("annotations")
        .get(key)
        .fail(`nothing here is called ${key}${advise(key, names)}`);
  }
}

function checkTargets({ head, overrides, declarations }: Spec, json: JsonReader): void {
  const targets = json.get("targets");
  if (head.targets.length === 0) targets.fail("a spec is for at least one target");
  for (const [place, triple] of head.targets.entries()) {
    if (findTarget(triple) === undefined)
      targets.at(place).fail(`target ${triple} is not known${advise(triple, knownTargets)}`);
    else if (head.targets.indexOf(triple) < place) targets.at(place).fail(`target ${triple} is there twice`);
  }
  // Which target an override means is not known then.
  if (head.targets.some((triple) => findTarget(triple) === undefined)) return;
  const known = new Set(declarations.map(declarationKey));
  const overridden = new Set<string>();
  for (const [place, override] of overrides.entries()) {
    const reader = json.get("overrides").at(place);
    for (const [at, triple] of override.targets.entries()) {
      const target = reader.get("targets").at(at);
      if (!head.targets.includes(triple)) target.fail(`the spec is not for ${triple}${advise(triple, head.targets)}`);
      else if (overridden.has(triple)) target.fail(`there is an override for ${triple} already`);
      overridden.add(triple);
    }
    for (const [at, key] of override.removed.entries()) {
      if (!known.has(key))
        reader
          .get("removed")
          .at(at)
          .fail(`nothing here is called ${key}${advise(key, known)}`);
    }
  }
}

/** The lists of a group are in the order of the declarations. */
function checkUnique(declarations: readonly SpecDeclaration[], groups: JsonReader): void {
  const known = new Set<string>();
  const counts = new Map<string, number>();
  for (const declaration of declarations) {
    const { file, name } = declaration;
    const place = counts.get(file) ?? 0;
    counts.set(file, place + 1);
    const key = declarationKey(declaration);
    if (known.has(key)) groups.get(file).at(place).fail(`${name} is declared twice`);
    known.add(key);
  }
}

/** Structs may be declared nowhere: a macro can stand for one. */
function checkReferences(
  declarations: readonly SpecDeclaration[],
  places: DeclarationReaders,
  told: Set<string>,
): void {
  const index = SpecIndex.of(declarations);
  for (const declaration of declarations) {
    for (const type of typesOf(declaration)) {
      visitType(type, (inner) => {
        if (inner.kind !== "reference" || inner.to !== "typedef" || index.find(inner) !== undefined) return;
        const problem = `${declarationKey(declaration)} ${inner.name}`;
        if (told.has(problem)) return;
        told.add(problem);
        const names = declarations.flatMap((item) => (item.kind === "typedef" ? [item.name] : []));
        places.find(declaration).add(`there is no type ${inner.name}${advise(inner.name, names)}`);
      });
    }
  }
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
