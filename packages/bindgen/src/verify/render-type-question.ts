/** The question to a compiler whether something has the type that a spec gives it. */
import { hasOurName } from "../spec/our-names.ts";
import type { SpecType } from "../spec/type-model.ts";
import { visitType } from "../spec/visit-type.ts";
import { renderCDeclaration } from "./render-c-type.ts";

/** What is asked about. */
export interface TypedText {
  /** A name or an expression, as `__typeof__` takes it. */
  readonly text: string;
  /** An expression of the type; absent where `text` is one. */
  readonly value?: string;
}

/** A question, which is an expression that is 1 or 0, and the type as C spells it. */
export interface TypeQuestion {
  readonly question: string;
  readonly spelled: string;
}

/**
 * Asks for a type.
 *
 * @returns Nothing for types that C has no name for, and for functions with a calling convention, which every compiler spells in its own way.
 * @see GNU C `__builtin_types_compatible_p`
 */
export function renderTypeQuestion(
  { text, value = text }: TypedText,
  type: SpecType,
  untagged: ReadonlySet<string>,
): TypeQuestion | undefined {
  if (hasOurName(type) || hasConvention(type)) return undefined;
  const spelled = renderCDeclaration(type, "", untagged);
  // GCC has `noreturn` for a part of the type of what a pointer leads to, and asks for it there alone.
  const isCode = type.kind === "pointer" && type.target.kind === "function";
  const compared = isCode
    ? `__typeof__(*${value}), ${renderCDeclaration(type.target, "", untagged)}`
    : `__typeof__(${text}), ${spelled}`;
  return { question: `__builtin_types_compatible_p(${compared})`, spelled };
}

function hasConvention(type: SpecType): boolean {
  let isFound = false;
  visitType(type, (part) => {
    if (part.kind === "function" && part.convention !== null) isFound = true;
  });
  return isFound;
}
