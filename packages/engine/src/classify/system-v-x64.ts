/**
 * Where the System V x86-64 convention puts scalar arguments (psABI 3.2.3). Aggregates are not classified here yet.
 */
import { isFloatScalar } from "../signature/scalar-signature.ts";
import type { Scalar } from "../signature/scalar-signature.ts";

/** Where one argument travels. Registers are numbered in the order of the convention, stack words from the lowest. */
export type ArgumentPlace =
  | { readonly kind: "integer-register"; readonly index: number }
  | { readonly kind: "float-register"; readonly index: number }
  | { readonly kind: "stack"; readonly word: number };

/** Where all arguments of a call travel. */
export interface ArgumentPlaces {
  readonly places: readonly ArgumentPlace[];
  readonly integerRegisterCount: number;
  readonly floatRegisterCount: number;
  /** 8-byte words on the stack. */
  readonly stackWordCount: number;
}

const integerRegisterLimit = 6;
const floatRegisterLimit = 8;

/**
 * Assigns each argument its register or stack word.
 *
 * @see System V x86-64 psABI 3.2.3, "Passing"
 */
export function classifySystemVX64(parameters: readonly Scalar[]): ArgumentPlaces {
  const places: ArgumentPlace[] = [];
  let integers = 0;
  let floats = 0;
  let words = 0;
  for (const parameter of parameters) {
    if (isFloatScalar(parameter)) {
      places.push(
        floats < floatRegisterLimit ? { kind: "float-register", index: floats++ } : { kind: "stack", word: words++ },
      );
    } else {
      places.push(
        integers < integerRegisterLimit
          ? { kind: "integer-register", index: integers++ }
          : { kind: "stack", word: words++ },
      );
    }
  }
  return { places, integerRegisterCount: integers, floatRegisterCount: floats, stackWordCount: words };
}
