/** Which pointers may stand for which: the run-time side of "Pointer<A> is not Pointer<B>". */
import { layoutOf, resolveAlias } from "@koine/ctypes";
import type { CType, FunctionType, VectorType } from "@koine/ctypes";
import { currentBackend } from "../backend/select.ts";
import { translationOf } from "../types/translation-of.ts";

/**
 * Tells whether a pointer to `received` may be passed where a pointer to `expected` is wanted.
 *
 * `void` goes with everything, as in C. Numbers go with numbers of the same size, because C libraries are loose about
 * `char`, `unsigned char` and `uint8_t`. Vectors of integers go with others of the same size. Structs, unions and opaque types go by name.
 */
export function arePointeesCompatible(expected: CType, received: CType): boolean {
  const left = resolveAlias(expected);
  const right = resolveAlias(received);
  if (left === right || left.kind === "void" || right.kind === "void") return true;
  if (isNumeric(left) && isNumeric(right)) {
    const { target } = currentBackend();
    return (
      isFloating(left) === isFloating(right) && layoutOf(left, target).byteLength === layoutOf(right, target).byteLength
    );
  }
  if (left.kind === "vector" && right.kind === "vector") return areVectorsAlike(left, right);
  if (isNamed(left) && isNamed(right)) return left.name === right.name;
  if (isAddress(left) && isAddress(right)) {
    return left.kind !== "pointer" || right.kind !== "pointer" || arePointeesCompatible(left.target, right.target);
  }
  if (left.kind === "array" || right.kind === "array") {
    return arePointeesCompatible(
      left.kind === "array" ? left.element : left,
      right.kind === "array" ? right.element : right,
    );
  }
  return left.kind === "function" && right.kind === "function" && areSignaturesCompatible(left, right);
}

/** `__m128i` is whatever integers are in it. */
function areVectorsAlike(left: VectorType, right: VectorType): boolean {
  const { target } = currentBackend();
  return (
    left.element.kind === right.element.kind &&
    layoutOf(left.element, target).byteLength * left.length ===
      layoutOf(right.element, target).byteLength * right.length
  );
}

/** Functions go by what they take and give. C's `void (*)(void)` is often any function pointer, to be cast. */
function areSignaturesCompatible(expected: FunctionType, received: FunctionType): boolean {
  const count = expected.parameters.length;
  if (count === 0 && resolveAlias(expected.result).kind === "void") return true;
  if (count !== received.parameters.length || expected.isVariadic !== received.isVariadic) return false;
  const isVoid = (type: FunctionType): boolean => resolveAlias(type.result).kind === "void";
  if (isVoid(expected) !== isVoid(received)) return false;
  return [expected.result, ...expected.parameters].every((type, index) => {
    const other = index === 0 ? received.result : received.parameters[index - 1];
    return other !== undefined && arePointeesCompatible(seenByC(type), seenByC(other));
  });
}

/** What C passes for a parameter or result, without what JavaScript makes of it: neither an owner nor a length is passed. */
function seenByC(type: CType): CType {
  const resolved = resolveAlias(type);
  const translation = translationOf(resolved);
  if (translation !== undefined) return seenByC(translation.base);
  switch (resolved.kind) {
    case "sized-by":
      return seenByC(resolved.target);
    case "handle":
    case "out":
    case "inout":
      return { kind: "pointer", target: resolved.target, isConst: false };
    case "null-terminated":
      return { kind: "pointer", target: resolved.element, isConst: false };
    case "bytes":
      return anyAddress;
    default:
      return resolved;
  }
}

const anyAddress: CType = { kind: "pointer", target: { kind: "void" }, isConst: false };

function isNumeric(type: CType): boolean {
  return type.kind === "integer" || type.kind === "bool" || type.kind === "enum" || isFloating(type);
}

function isFloating(type: CType): boolean {
  return type.kind === "float" || type.kind === "complex";
}

function isNamed(type: CType): type is Extract<CType, { kind: "struct" | "union" | "opaque" }> {
  return type.kind === "struct" || type.kind === "union" || type.kind === "opaque";
}

function isAddress(type: CType): boolean {
  return type.kind === "pointer" || type.kind === "string" || type.kind === "callback";
}

/** Pointees that a parameter accepts. To compare types takes longer than a call, so that the last answer is kept. */
export class AcceptedPointees {
  /** The type that was accepted last; the declared one at first. */
  last: CType;
  readonly #expected: CType;

  constructor(expected: CType) {
    this.last = expected;
    this.#expected = expected;
  }

  /** Tells whether a pointer to `received` may be passed. */
  accepts(received: CType): boolean {
    if (received === this.#expected) return true;
    if (!arePointeesCompatible(this.#expected, received)) return false;
    this.last = received;
    return true;
  }
}
