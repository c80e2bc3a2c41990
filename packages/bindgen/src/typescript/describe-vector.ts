/**
 * GNU vectors as descriptors: those that fill a register of 8, 16, 32 or 64 bytes. What is wider than 16 bytes travels one way or
 * another, depending on how a library was compiled, and is not passed by value.
 */
import { findVectorObstacle, targets as knownTargets, types } from "@koine/ctypes";
import type { Target, VectorElement, VectorObstacle, VectorType } from "@koine/ctypes";
import { isRecord } from "../spec/spec-index.ts";
import type { SpecIndex } from "../spec/spec-index.ts";
import { unlessRefused } from "./refusal.ts";
import type { SpecType, SpecVector } from "../spec/type-model.ts";
import { floatConstructors, integerConstructors, isDescribedFloat, isDescribedInteger } from "./basic-descriptors.ts";

/** A vector that has a descriptor. */
export interface DescribedVector {
  readonly type: VectorType;
  /** The name of the element's descriptor after `c.`. */
  readonly element: string;
}

/**
 * Gives the descriptor of a vector.
 *
 * @returns `undefined` if it has none.
 */
export function describeVector(type: SpecVector, index: SpecIndex): DescribedVector | undefined {
  const element = elementName(index.resolve(type.element));
  if (element === undefined) return undefined;
  // The names are those of integers and floating numbers.
  const described = (types as unknown as Readonly<Record<string, VectorElement>>)[element];
  if (described === undefined) return undefined;
  const vector = unlessRefused(() => types.vector(described, type.length));
  return vector && { type: vector, element };
}

function elementName(element: SpecType): string | undefined {
  if (element.kind === "integer")
    return isDescribedInteger(element.name) ? integerConstructors[element.name] : undefined;
  return element.kind === "float" && isDescribedFloat(element.name) ? floatConstructors[element.name] : undefined;
}

/** Names a vector that has no descriptor, for people. */
export function nameVector({ length, element }: SpecVector, index: SpecIndex): string {
  const resolved = index.resolve(element);
  if (resolved.kind === "integer" || resolved.kind === "float") return `a vector of ${length} ${resolved.name}`;
  return "a vector of what is no number";
}

/**
 * Finds a vector, in records and arrays too, that functions cannot take or give by value.
 *
 * @param targets Those that it must travel on; all, if nothing is said.
 * @returns What keeps it from being passed; `undefined` if nothing does.
 */
export function findUnpassedVector(
  type: SpecType,
  index: SpecIndex,
  targets: readonly Target[] = knownTargets,
): string | undefined {
  const resolved = index.resolve(type);
  if (resolved.kind === "array") return findUnpassedVector(resolved.element, index, targets);
  if (resolved.kind === "vector") return obstacleOf(resolved, index, targets);
  const record = resolved.kind === "reference" ? index.find(resolved) : undefined;
  if (!isRecord(record)) return undefined;
  for (const member of record.members) {
    const obstacle = findUnpassedVector(member.type, index, targets);
    if (obstacle !== undefined) return obstacle;
  }
  return undefined;
}

const reasons: Readonly<Record<VectorObstacle, string>> = {
  wide: "a wide vector by value, which travels as the library was compiled",
  "lone double": "a vector of one double by value, in which compilers differ",
};

function obstacleOf(vector: SpecVector, index: SpecIndex, targets: readonly Target[]): string | undefined {
  const described = describeVector(vector, index);
  if (described === undefined) return undefined;
  const obstacles = new Set(targets.map((target) => tryObstacle(described.type, target)));
  const obstacle = obstacles.has("wide") ? "wide" : obstacles.has("lone double") ? "lone double" : undefined;
  return obstacle && reasons[obstacle];
}

/** A vector of `long` may have the size of a register on one target, and not on another. */
function tryObstacle(type: VectorType, target: Target): VectorObstacle | undefined {
  return unlessRefused(() => findVectorObstacle(type, target));
}
