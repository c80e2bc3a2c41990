/** The question to a compiler whether something has the type that a spec gives it. */
import { hasOurName } from "../spec/our-names.ts";
import type { SpecTypedef } from "../spec/model.ts";
import type { SpecIndex } from "../spec/spec-index.ts";
import type { SpecFunctionType, SpecType } from "../spec/type-model.ts";
import { visitType } from "../spec/visit-type.ts";
import { renderCDeclaration } from "./render-c-type.ts";

/** What is asked about. */
export interface TypedText {
  /** A name or an expression, as `__typeof__` takes it. */
  readonly text: string;
  /** An expression of the type; absent where `text` is one. */
  readonly value?: string;
}

/** What types of a spec are called. */
export interface TypeNames {
  readonly index: SpecIndex;
  /** Keys such as `struct Point` of types that C knows by typedef only. */
  readonly untagged: ReadonlySet<string>;
}

/** A question, which is an expression that is 1 or 0, and the type as C spells it. */
export interface TypeQuestion {
  readonly question: string;
  readonly spelled: string;
}

/** The header of Arm's compilers whose vectors and polynomials are types of their own, which other types of the same values are not. */
const armVectors = /(?:^|\/)arm_neon\.h$/;

/** Tells whether compilers can be asked what a typedef stands for. */
export function canAskTypedef({ file }: SpecTypedef): boolean {
  return !armVectors.test(file);
}

/**
 * Asks for a type.
 *
 * @returns Nothing for types that C has no name for, and for functions with a calling convention and types of half precision, which
 * compilers spell in their own ways.
 * @see GNU C `__builtin_types_compatible_p`
 */
export function renderTypeQuestion(
  { text, value = text }: TypedText,
  type: SpecType,
  { index, untagged }: TypeNames,
): TypeQuestion | undefined {
  if (hasOurName(type) || hasOtherSpelling(type)) return undefined;
  const spelled = renderCDeclaration(type, "", untagged);
  // GCC has `noreturn` for a part of the type of what a pointer leads to, and asks for it there alone.
  const isCode = type.kind === "pointer" && type.target.kind === "function";
  if (isCode) {
    const target = renderCDeclaration(type.target, "", untagged);
    return { question: `__builtin_types_compatible_p(__typeof__(*${value}), ${target})`, spelled };
  }
  const isFunction = type.kind === "function";
  const others = isFunction ? withNoreturn(type, { index, untagged }) : [];
  const questions = [spelled, ...others.map((other) => renderCDeclaration(other, "", untagged))].map(
    (asked) => `__builtin_types_compatible_p(__typeof__(${text}), ${asked})`,
  );
  return { question: questions.length === 1 ? (questions[0] as string) : `(${questions.join(" || ")})`, spelled };
}

/** So many parameters of a function may be pointers to functions that never return, each for itself. */
const maximumChoices = 3;

/**
 * Gives the types that a function may have besides: those with parameters that are pointers to functions which never return. To GCC
 * these are other types, and the spec has no word for it, because the call is the same.
 */
function withNoreturn(type: SpecFunctionType, { index, untagged }: TypeNames): readonly SpecFunctionType[] {
  const places = type.parameters.flatMap((parameter, place) => {
    const resolved = index.resolve(parameter);
    return resolved.kind === "pointer" && index.resolve(resolved.target).kind === "function" ? [place] : [];
  });
  const choices = 2 ** Math.min(places.length, maximumChoices) - 1;
  return Array.from({ length: choices }, (_, choice) => {
    const chosen = places.filter((_place, order) => (((choice + 1) >> order) & 1) === 1);
    const parameters = type.parameters.map((parameter, place): SpecType => {
      if (!chosen.includes(place)) return parameter;
      const text = `__attribute__((noreturn)) ${renderCDeclaration(parameter, "", untagged)}`;
      return { kind: "unsupported", text, qualifiers: [] };
    });
    return { ...type, parameters };
  });
}

function hasOtherSpelling(type: SpecType): boolean {
  let isFound = false;
  visitType(type, (part) => {
    if (part.kind === "function" && part.convention !== null) isFound = true;
    // Arm's compilers have another type of the same values besides, `__fp16`.
    if (part.kind === "float" && part.name === "_Float16") isFound = true;
  });
  return isFound;
}
