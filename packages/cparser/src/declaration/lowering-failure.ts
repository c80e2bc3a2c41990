/** Why a type of a single declaration has no descriptor. */
import type { Token } from "../lex/token.ts";

/** Thrown and caught inside this folder: a type has no descriptor, or C does not allow it at its place. */
export class LoweringFailure extends Error {
  readonly help: string;
  /** What it is about, if one token is to blame. */
  readonly place: Token | undefined;
  /** Index of the parameter that it concerns; `undefined` for the result. */
  parameterIndex: number | undefined;

  constructor(message: string, help: string, place?: Token) {
    super(message);
    this.help = help;
    this.place = place;
  }
}
