/**
 * The classes that System V x86-64 gives to the eightbytes of a value. Which registers the classes lead to is in
 * `system-v-x64.ts`.
 */
import type { CType, Target } from "@koine/ctypes";
import { shapeOfType } from "./value-shape.ts";
import type { ValueLeaf, ValueShape } from "./value-shape.ts";

/** Class of one eightbyte (psABI 3.2.3). `SSEUP` is the upper half of the register that the `SSE` before it is in. */
export type EightbyteClass = "NO_CLASS" | "INTEGER" | "SSE" | "SSEUP" | "X87" | "X87UP" | "COMPLEX_X87";

/** Classes of a value: one per eightbyte, or all of it in memory. */
export type ValueClasses = "MEMORY" | readonly EightbyteClass[];

const bitsOfEightbyte = 64;
const maximumByteLength = 16;

/**
 * Classifies a struct, union, array or complex type.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE` for types without a size.
 * @see System V x86-64 psABI 3.2.3, "Classification"
 */
export function classifySystemVX64Aggregate(type: CType, target: Target): ValueClasses {
  return classifyEightbytes(shapeOfType(type, target));
}

/** Classifies any value. The value has no eightbytes if it is empty. */
export function classifyEightbytes(shape: ValueShape): ValueClasses {
  if (shape.kind === "complex" && shape.leaves[0]?.kind === "extended") return ["COMPLEX_X87"];
  // Without the vectors of AVX, nothing above two eightbytes is ever passed in registers.
  if (shape.byteLength > maximumByteLength) return "MEMORY";
  // An aggregate inside is classified on its own, clean-up included, before it is merged with what lies beside it.
  const isInMemory = shape.extendedUnions.some((leaves) => mergeLeaves(leaves, shape.byteLength) === "MEMORY");
  return isInMemory ? "MEMORY" : mergeLeaves(shape.leaves, shape.byteLength);
}

function mergeLeaves(leaves: readonly ValueLeaf[], byteLength: number): ValueClasses {
  const classes: EightbyteClass[] = Array.from({ length: Math.ceil(byteLength / 8) }, () => "NO_CLASS");
  for (const leaf of leaves) {
    if (isMisaligned(leaf)) return "MEMORY";
    const first = Math.floor(leaf.bitOffset / bitsOfEightbyte);
    const last = Math.floor((leaf.bitOffset + leaf.bitWidth - 1) / bitsOfEightbyte);
    for (let index = first; index <= last; index++) {
      const merged = mergeClasses(classes[index] ?? "NO_CLASS", classOfLeaf(leaf, index - first));
      if (merged === "MEMORY") return "MEMORY";
      classes[index] = merged;
    }
  }
  // Post-merger clean-up (c): half an x87 value, the rest having become an integer, goes to memory.
  const hasStrayHalf = classes.some((kind, index) => kind === "X87UP" && classes[index - 1] !== "X87");
  if (hasStrayHalf) return "MEMORY";
  // Clean-up (d): the upper half of a vector whose lower half became an integer is a value of its own.
  return classes.map((kind, index) => (kind === "SSEUP" && classes[index - 1] !== "SSE" ? "SSE" : kind));
}

/**
 * By the psABI, whatever is not aligned sends the value to memory, and Clang does so. GCC, with which the libraries of Linux
 * are made, overlooks some of it, and is followed.
 */
function isMisaligned(leaf: ValueLeaf): boolean {
  return leaf.isAlignmentChecked && leaf.bitOffset % (leaf.alignment * 8) !== 0;
}

/** Unnamed bit-fields count as GCC counts them; for Clang they are nothing, and the psABI does not say. */
function classOfLeaf(leaf: ValueLeaf, index: number): EightbyteClass {
  switch (leaf.kind) {
    case "float":
      return "SSE";
    case "vector":
      return index === 0 ? "SSE" : "SSEUP";
    case "extended":
      return index === 0 ? "X87" : "X87UP";
    case "integer":
    case "bool":
    case "bit-field":
    case "padding":
      return "INTEGER";
    default:
      return leaf.kind satisfies never;
  }
}

/** Merges the classes of two fields in one eightbyte, rules 4 (a) to (f). */
function mergeClasses(one: EightbyteClass, other: EightbyteClass): EightbyteClass | "MEMORY" {
  if (one === other || other === "NO_CLASS") return one;
  if (one === "NO_CLASS") return other;
  if (one === "INTEGER" || other === "INTEGER") return "INTEGER";
  // What is left differs: one of the two is an x87 class, or they are both halves of vectors.
  return one.startsWith("SSE") && other.startsWith("SSE") ? "SSE" : "MEMORY";
}
