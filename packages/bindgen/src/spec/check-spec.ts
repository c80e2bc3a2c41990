/** What a spec of the right form can still say wrong, mostly because somebody changed it: names that are there twice, or not at all. */
import { findTarget } from "@koine/ctypes";
import { findNearestNames } from "@koine/diagnostics";
import { knownTargets } from "../known-targets.ts";
import { declarationKey } from "./declaration-key.ts";
import type { JsonReader } from "./json-reader.ts";
import { declarationsFor } from "./merge-targets.ts";
import type { Spec, SpecDeclaration } from "./model.ts";
import { SpecIndex } from "./spec-index.ts";
import type { SpecType } from "./type-model.ts";
import { visitType } from "./visit-type.ts";

/**
 * Checks a spec.
 *
 * @param json What it was read from.
 * @throws {JsonShapeError} For the first problem.
 */
export function checkSpec(spec: Spec, json: JsonReader): void {
  checkTargets(spec, json);
  const places = new DeclarationReaders(json);
  checkUnique(spec.declarations, json.get("declarations"));
  const names = new Set<string>();
  for (const triple of spec.head.targets) {
    const declarations = declarationsFor(spec, triple);
    checkReferences(declarations, places);
    for (const declaration of declarations) {
      names.add(declarationKey(declaration));
      if (declaration.kind === "enum") for (const { name } of declaration.enumerators) names.add(name);
    }
  }
  for (const key of spec.annotations?.keys() ?? []) {
    if (!names.has(key))
      json
        .get("annotations")
        .get(key)
        .fail(`nothing here is called ${key}${advise(key, names)}`);
  }
}

function checkTargets({ head, overrides }: Spec, json: JsonReader): void {
  for (const [place, triple] of head.targets.entries()) {
    const reader = json.get("targets").at(place);
    if (findTarget(triple) === undefined) reader.fail(`target ${triple} is not known${advise(triple, knownTargets)}`);
  }
  if (head.targets.length === 0) json.get("targets").fail("a spec is for at least one target");
  for (const [place, { targets }] of overrides.entries()) {
    const foreign = targets.find((triple) => !head.targets.includes(triple));
    if (foreign === undefined) continue;
    json.get("overrides").at(place).get("targets").fail(`the spec is not for ${foreign}`);
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
function checkReferences(declarations: readonly SpecDeclaration[], places: DeclarationReaders): void {
  const index = SpecIndex.of(declarations);
  for (const declaration of declarations) {
    for (const type of typesOf(declaration)) {
      visitType(type, (inner) => {
        if (inner.kind !== "reference" || inner.to !== "typedef" || index.find(inner) !== undefined) return;
        const names = declarations.flatMap((item) => (item.kind === "typedef" ? [item.name] : []));
        places.find(declaration).fail(`there is no type ${inner.name}${advise(inner.name, names)}`);
      });
    }
  }
}

function typesOf(declaration: SpecDeclaration): readonly SpecType[] {
  switch (declaration.kind) {
    case "function":
      return [declaration.result, ...declaration.parameters.map(({ type }) => type)];
    case "struct":
    case "union":
      return declaration.members.map(({ type }) => type);
    case "typedef":
    case "variable":
    case "constant":
      return [declaration.type];
    case "opaque":
    case "enum":
    case "macro":
    case "alias":
      return [];
    default:
      return declaration satisfies never;
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
