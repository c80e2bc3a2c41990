/**
 * What an expression is known to be: its type, and its value where it is constant. Either may be unknown; nothing is
 * guessed.
 */
import type { MacroExpression } from "../declaration/macro-expression.ts";
import type { DeclaredType } from "../declaration/type-model.ts";

/** The characters of a string literal, without the terminating zero. */
export interface StringConstant {
  readonly prefix: "" | "u8" | "L" | "u" | "U";
  /** Bytes (UTF-8) for no prefix and `u8`, code units of the character type for the others. */
  readonly units: readonly number[];
}

/** An integer or address, a floating value, or a string literal (or a pointer to one). */
export type OperandValue = bigint | number | StringConstant;

/** An expression after it was parsed. */
export interface Operand {
  /** `undefined` if the type is not known. */
  readonly type: DeclaredType | undefined;
  /** `undefined` if it is not a constant. */
  readonly value: OperandValue | undefined;
  /** Address of an lvalue that is reached from a constant pointer, as in `&((struct S *)0)->member`. */
  readonly address?: bigint | undefined;
  /**
   * What a type wider than `double` has more than the value says: `"rounded"` is the nearest double. `"beyond-double"` has none that is near,
   * as `LDBL_MAX`, or none that is known to be the nearest; its value, if there is one, is only to be compared with, infinite or the smallest of
   * a double.
   */
  readonly inexact?: "rounded" | "beyond-double" | undefined;
  /** How its value is calculated, if it depends on the parameters of a macro and on nothing else. */
  readonly expression?: MacroExpression | undefined;
  /** The function or variable that it names. */
  readonly reference?: string | undefined;
}

/** An expression of which nothing is known. */
export const unknownOperand: Operand = Object.freeze({ type: undefined, value: undefined });

export function typedOperand(type: DeclaredType | undefined): Operand {
  return { type, value: undefined };
}

export function isStringConstant(value: OperandValue | undefined): value is StringConstant {
  return typeof value === "object";
}

/** Gives the text that bytes of UTF-8 are; `undefined` if they are none. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Nothing else is thrown for bytes (WHATWG Encoding, 7.1). By its class the error is not known where the decoder is another realm's.
    return undefined;
  }
}

/** Whether a constant counts as true; `undefined` if it is not known. */
export function truthOf(value: OperandValue | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  return typeof value === "bigint" ? value !== 0n : typeof value === "number" ? value !== 0 : true;
}
