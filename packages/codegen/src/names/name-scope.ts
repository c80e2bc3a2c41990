/**
 * The identifiers of one generated file or block: who claimed which, and what a clash becomes. The rules of the language
 * are a `NamePolicy`.
 */
import type { NameKind, NamePolicy } from "./name-policy.ts";

/** What a scope has before anything is claimed. */
export interface NameScopeOptions {
  /** A scope whose names must not be hidden. */
  readonly outer?: NameScope;
  /** Identifiers that are not to be had. */
  readonly taken?: Iterable<string>;
}

/** Hands out identifiers so that no two claims get the same one. */
export class NameScope {
  readonly #policy: NamePolicy;
  readonly #outer: NameScope | undefined;
  readonly #taken: Set<string>;

  constructor(policy: NamePolicy, { outer, taken = [] }: NameScopeOptions = {}) {
    this.#policy = policy;
    this.#outer = outer;
    this.#taken = new Set(taken);
  }

  /** Claims an identifier for a name of the input: the name itself where that is possible. */
  claim(name: string, kind: NameKind): string {
    const policy = this.#policy;
    let identifier = policy.spell(name, kind);
    if (!policy.isIdentifier(identifier)) identifier = toIdentifier(identifier, policy);
    while (policy.reservedWords.has(identifier) || this.isTaken(identifier)) identifier += policy.conflictSuffix;
    this.#taken.add(identifier);
    return identifier;
  }

  /** Claims an identifier for a local that the generator needs. */
  claimLocal(name: string): string {
    return this.claim(this.#policy.localPrefix + name, "variable");
  }

  /** Tells whether the identifier is claimed here or in an outer scope. */
  isTaken(identifier: string): boolean {
    return this.#taken.has(identifier) || (this.#outer?.isTaken(identifier) ?? false);
  }
}

function toIdentifier(text: string, policy: NamePolicy): string {
  const cleaned = Array.from(text, (character) => (policy.isIdentifier(`a${character}`) ? character : "_")).join("");
  return policy.isIdentifier(cleaned) ? cleaned : `_${cleaned}`;
}
