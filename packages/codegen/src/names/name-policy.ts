/**
 * How one language turns names of the input into identifiers: case per kind, reserved words, conflicts, the prefix of
 * generated locals. A policy is data; `name-scope.ts` applies it to the names of one file. The policies of the languages
 * are beside it (`typescript-names.ts`).
 */

/** What a name stands for; a language may spell each kind in its own case. */
export type NameKind = "function" | "type" | "constant" | "variable" | "parameter" | "member";

/** The naming rules of one language. */
export interface NamePolicy {
  /** Words that cannot be an identifier, at any place where generated code puts one. */
  readonly reservedWords: ReadonlySet<string>;
  /** Spells a name in the case of its kind. */
  readonly spell: (name: string, kind: NameKind) => string;
  /** Tells whether text is an identifier of the language, reserved or not. */
  readonly isIdentifier: (text: string) => boolean;
  /** What generated locals start with, so that they cannot meet a name of the input. */
  readonly localPrefix: string;
  /** What is appended, as often as needed, to a reserved or taken name. */
  readonly conflictSuffix: string;
}
