/** Typedefs of typedefs: what a type is must be found out in a bounded number of steps. */
import type { Token } from "../lex/token.ts";
import type { TypedefDeclaration } from "./model.ts";
import { ParseFailure } from "./parser.ts";
import type { DeclaredType } from "./type-model.ts";

/** Typedefs, pointers and arrays in one another. */
const maximumNesting = 512;

const nestings = new WeakMap<TypedefDeclaration, number>();

/**
 * Checks that a typedef has not too many others behind it.
 *
 * @throws {ParseFailure} When it has.
 */
export function assertNestable(typedef: TypedefDeclaration, place: Token): void {
  const nesting = nestingOf(typedef.type) + 1;
  if (nesting > maximumNesting) {
    const message = `this type is nested more than ${maximumNesting} levels deep`;
    throw new ParseFailure(place, message, { code: "cparser/nesting" });
  }
  nestings.set(typedef, nesting);
}

function nestingOf(type: DeclaredType): number {
  switch (type.kind) {
    case "pointer":
      return nestingOf(type.target) + 1;
    case "array":
    case "vector":
      return nestingOf(type.element) + 1;
    case "function": {
      const parts = [type.result, ...type.parameters.map((parameter) => parameter.type)];
      return parts.reduce((nesting, part) => Math.max(nesting, nestingOf(part)), 0) + 1;
    }
    case "typedef":
      return nestings.get(type.typedef) ?? 0;
    default:
      return 0;
  }
}
