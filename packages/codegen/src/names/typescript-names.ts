/**
 * The names of TypeScript: its reserved words, and the rule that declarations of C keep their names.
 */
import type { NamePolicy } from "./name-policy.ts";

/**
 * Words that cannot name a binding in a module (ECMA-262 12.7.2, always strict), and globals that generated code may
 * need, which a binding of the same name would hide.
 */
const reservedWords: ReadonlySet<string> = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval export extends false
  finally for function if implements import in instanceof interface let new null package private protected public return
  static super switch this throw true try typeof var void while with yield
  any as async bigint boolean never number object string symbol undefined unknown
  Array BigInt Boolean Infinity Map NaN Number Object Promise Set String Symbol globalThis`.split(/\s+/),
);

const asciiIdentifierPattern = /^[A-Za-z$_][\w$]*$/;

/** Most names are ASCII; V8 takes most of a millisecond to read the pattern for all others, even if nothing matches it. */
function isIdentifier(text: string): boolean {
  if (asciiIdentifierPattern.test(text)) return true;
  return /[\u0080-\uffff]/.test(text) && /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(text);
}

/** Names of the input stay as they are; `delete` becomes `delete_`. */
export const typescriptNames: NamePolicy = Object.freeze({
  reservedWords,
  spell: (name: string): string => name,
  isIdentifier,
  localPrefix: "$",
  conflictSuffix: "_",
});

/** Spells a property name of an object literal or type: bare when it may be, else quoted. */
export function toPropertyName(name: string): string {
  // `__proto__: value` sets the prototype instead of a property (ECMA-262 B.3.1).
  if (name === "__proto__") return '["__proto__"]';
  return isIdentifier(name) ? name : JSON.stringify(name);
}
