/**
 * Size and alignment of vectors. They are aligned to their size, as GNU C, the vector types of Intel's headers and those of Arm's
 * (ACLE) are, up to what the target aligns vectors to.
 */
import { FfiError } from "@koine/diagnostics";
import type { VectorElement, VectorType } from "../model.ts";
import type { ScalarLayout, Target } from "../target/target.ts";
import { requireTarget } from "../target/targets.ts";
import { integerShape } from "./integer-shape.ts";

/** The sizes that vector registers have, in bytes. */
const byteLengths: ReadonlySet<number> = new Set([8, 16, 32, 64]);

/**
 * Gives size and alignment of a vector type, in bytes.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE` if no register has this size.
 * @see GCC manual, "Vector Extensions"
 */
export function vectorLayout(type: VectorType, target: Target): ScalarLayout {
  const byteLength = type.length * elementByteLength(type.element, target);
  if (!byteLengths.has(byteLength)) throw wrongByteLength(type, byteLength, ` on ${target.triple}`);
  return { byteLength, alignment: Math.min(byteLength, target.maxVectorAlignment ?? byteLength) };
}

/**
 * Asserts that a vector type has the size of a register on some target.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE`.
 */
export function assertVectorByteLength(type: VectorType): void {
  const sizes = elementByteLengths(type.element).map((byteLength) => byteLength * type.length);
  if (!sizes.some((byteLength) => byteLengths.has(byteLength))) throw wrongByteLength(type, Math.max(...sizes), "");
}

/** Gives the bytes of an element that is equally large on all targets; `undefined` for others, such as `long`. */
export function fixedElementByteLength(element: VectorElement): number | undefined {
  const [wide, narrow] = elementByteLengths(element);
  return wide === narrow && element.name !== "wchar_t" ? wide : undefined;
}

/** Writes the size of a vector type as C would: a number, or a product where the size of its elements is the target's. */
export function vectorSizeText({ element, length }: VectorType): string {
  const byteLength = fixedElementByteLength(element);
  return byteLength === undefined ? `${length} * sizeof(${element.name})` : String(length * byteLength);
}

function wrongByteLength({ element, length }: VectorType, byteLength: number, where: string): FfiError {
  const message = `a vector of ${length} elements of type ${element.name} has ${byteLength} bytes${where}`;
  return new FfiError("FFI_DECLARATION_TYPE", message, {
    hint: "vectors have 8, 16, 32 or 64 bytes; what has another size is an array in memory",
    details: { element: element.name, length, byteLength },
  });
}

function elementByteLength(element: VectorElement, target: Target): number {
  if (element.kind === "float") return element.name === "float" ? 4 : 8;
  return integerShape(element.name, target).byteLength;
}

/** Bytes of an element where `long` and pointers are wide, and where they are narrow. */
function elementByteLengths(element: VectorElement): readonly [number, number] {
  const [wide, narrow] = [requireTarget("x86_64-unknown-linux-gnu"), requireTarget("i686-unknown-linux-gnu")];
  return [elementByteLength(element, wide), elementByteLength(element, narrow)];
}
