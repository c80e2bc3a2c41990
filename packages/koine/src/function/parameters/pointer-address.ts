/**
 * Renders how a pointer's address is taken, once it is known to be a pointer: it must lead to a type that goes with the
 * declared one, and its memory must not have ended. What else has an address is up to each kind of parameter.
 */
import type { CType } from "@koine/ctypes";
import { AcceptedPointees } from "../../memory/pointee.ts";

/** A pointer in the wrapper of a function. */
export interface PassedPointer {
  readonly index: number;
  /** Variable that holds the pointer. */
  readonly pointer: string;
  /** Variable that holds what the user passed, for errors. */
  readonly variable: string;
}

/** Renders statements that refuse the pointer or leave its address in `$low` and `$high` of its index. */
export function renderPointerAddress({ index, pointer, variable }: PassedPointer): string[] {
  return [
    `if (${pointer}.type !== $pointee${index} && ${pointer}.type !== $accepted${index}.last && !$accepted${index}.accepts(${pointer}.type)) throw $errors.wrongArgument(${index}, ${variable});`,
    `if (!${pointer}.region.isAlive) throw $errors.freedArgument(${index}, ${pointer});`,
    `$low${index} = ${pointer}.low; $high${index} = ${pointer}.high;`,
  ];
}

/** Gives the values that {@link renderPointerAddress} names. */
export function pointeeBindings(index: number, pointee: CType): Readonly<Record<string, unknown>> {
  return { [`pointee${index}`]: pointee, [`accepted${index}`]: new AcceptedPointees(pointee) };
}
