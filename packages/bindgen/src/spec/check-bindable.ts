/**
 * Whether a module can be made of what a spec says. What `koine bind` cannot offer it marks; where nothing is marked and nothing can be made
 * of it all the same, somebody has changed a size, an offset, or the declaration that a type stands for.
 */
import { findTarget } from "@koine/ctypes";
import type { Diagnostic } from "@koine/diagnostics";
import { describeProblems } from "../json/describe-problems.ts";
import type { JsonProblem } from "../json/json-reader.ts";
import { markDeclarations } from "../passes/mark-unsupported.ts";
import { declarationsFor } from "./merge-targets.ts";
import type { Spec, SpecDeclaration } from "./model.ts";
import { obstacleOf } from "./obstacle.ts";
import { rewriteAdvice } from "./parse-spec.ts";
import { SpecIndex } from "./spec-index.ts";

/**
 * Checks a spec that was read.
 *
 * @param source What it was read from.
 */
export function checkBindable(
  spec: Spec,
  source: { readonly text: string; readonly file: string },
): readonly Diagnostic[] {
  const places = placesOf(spec);
  // What several targets share is found for each of them.
  const problems = new Map<string, JsonProblem>();
  for (const triple of spec.head.targets) {
    const target = findTarget(triple);
    if (target === undefined) continue;
    const declarations = declarationsFor(spec, triple);
    const index = SpecIndex.of(declarations);
    for (const [place, marked] of markDeclarations(declarations, [target]).entries()) {
      const { [place]: declaration } = declarations;
      if (declaration === undefined || obstacleOf(declaration) !== undefined) continue;
      const obstacle = obstacleOf(marked) ?? findBaseObstacle(declaration, index);
      if (obstacle === undefined) continue;
      const message = `${declaration.kind} ${declaration.name} cannot be bound: ${obstacle}`;
      const steps = places.get(declaration) ?? ["declarations"];
      problems.set(JSON.stringify([steps, message]), { message, steps });
    }
  }
  // What only needs something that is told has nothing wrong itself.
  const own = [...problems.values()].filter(({ message }) => !message.endsWith("is not available"));
  return describeProblems(own.length > 0 ? own : [...problems.values()], {
    code: "bindgen/spec-shape",
    ...source,
    advice: rewriteAdvice,
  });
}

function findBaseObstacle(declaration: SpecDeclaration, index: SpecIndex): string | undefined {
  if (declaration.kind !== "enum") return undefined;
  const { kind } = index.resolve(declaration.base);
  return kind === "integer" || kind === "bool" ? undefined : "its base is no type of integers";
}

/** Where declarations stand in the document: the lists of a group are in their order. */
function placesOf({ declarations, overrides }: Spec): ReadonlyMap<SpecDeclaration, readonly (string | number)[]> {
  const places = new Map<SpecDeclaration, readonly (string | number)[]>();
  const add = (list: readonly SpecDeclaration[], path: readonly (string | number)[]): void => {
    const counts = new Map<string, number>();
    for (const declaration of list) {
      const count = counts.get(declaration.file) ?? 0;
      counts.set(declaration.file, count + 1);
      places.set(declaration, [...path, "declarations", declaration.file, count]);
    }
  };
  add(declarations, []);
  for (const [place, override] of overrides.entries()) add(override.declarations, ["overrides", place]);
  return places;
}
