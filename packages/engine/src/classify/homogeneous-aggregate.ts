/**
 * Homogeneous aggregates of floating-point numbers (HFA) or of short vectors (HVA), which AAPCS64 passes in floating-point registers,
 * one element in each. Where such values travel is in `aapcs64.ts`.
 */
import { computeStructLayout, layoutOf, representationOf } from "@koine/ctypes";
import type { CType, StructType, Target, UnionType } from "@koine/ctypes";

/** The equal elements that a value consists of. */
export interface HomogeneousElements {
  /** Bytes of one element: 4, 8 or 16. */
  readonly byteLength: number;
  /** From 1 to 4. */
  readonly count: number;
}

const maximumElementCount = 4;

/**
 * Elements in a part of an aggregate; 0 elements, whatever their size, in an empty struct. Vectors are alike if they have the same
 * size, whatever their lanes are.
 */
interface Elements {
  readonly byteLength: number | undefined;
  readonly isVector?: boolean | undefined;
  readonly count: number;
}

/**
 * Finds the elements of an aggregate or complex type, if it has from one to four, all of the same floating-point format or
 * all vectors of one size, with nothing between them and nothing beside them.
 *
 * @see AAPCS64 5.9.5.1 (homogeneous floating-point aggregates), 5.9.5.2 (homogeneous short-vector aggregates), 6.1.2 of C: complex
 * types are aggregates of two
 */
export function findHomogeneousElements(type: CType, target: Target): HomogeneousElements | undefined {
  const elements = findElements(type, target);
  if (elements === undefined || elements.byteLength === undefined) return undefined;
  if (elements.count < 1 || elements.count > maximumElementCount) return undefined;
  return { byteLength: elements.byteLength, count: elements.count };
}

function findElements(type: CType, target: Target): Elements | undefined {
  const resolved = representationOf(type);
  switch (resolved.kind) {
    case "float":
      return { byteLength: layoutOf(resolved, target).byteLength, count: 1 };
    case "vector":
      return { byteLength: layoutOf(resolved, target).byteLength, isVector: true, count: 1 };
    case "complex":
      return { byteLength: layoutOf(resolved.component, target).byteLength, count: 2 };
    case "array": {
      // GCC and Clang agree that an array without elements disqualifies, whatever its element type.
      if (resolved.length === null || resolved.length === 0) return undefined;
      const element = findElements(resolved.element, target);
      return element && { ...element, count: element.count * resolved.length };
    }
    case "struct":
    case "union":
      return findRecordElements(resolved, target);
    default:
      return undefined;
  }
}

function findRecordElements(type: StructType | UnionType, target: Target): Elements | undefined {
  let found: Omit<Elements, "count"> = { byteLength: undefined };
  let count = 0;
  for (const member of Object.values(type.members)) {
    if (member.kind === "bit-field") {
      // The separator `int : 0` is no member in this respect (AAPCS64 10.1.8.2; GCC since 12.1).
      if (member.bitWidth === 0) continue;
      return undefined;
    }
    const elements = findElements(member, target);
    if (elements === undefined) return undefined;
    if (found.byteLength === undefined) found = elements;
    else if (elements.byteLength !== undefined && !areAlike(found, elements)) return undefined;
    count = type.kind === "union" ? Math.max(count, elements.count) : count + elements.count;
  }
  // Padding, wherever it is, shows in the size.
  const isFilled = computeStructLayout(type, target).byteLength === count * (found.byteLength ?? 0);
  return isFilled ? { ...found, count } : undefined;
}

function areAlike(one: Omit<Elements, "count">, other: Omit<Elements, "count">): boolean {
  return one.byteLength === other.byteLength && one.isVector === other.isVector;
}
