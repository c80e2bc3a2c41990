/**
 * What is declared inside of a parameter list, which C forgets at its end: `int f(struct s *p);` where nothing declared `struct s`. Here it
 * stays known, because a header that forgets the declaration means the type that comes later. It makes room for what C would not take for
 * the same: another definition, another kind of tag, another meaning of an enumerator's name.
 *
 * @see C17 6.2.1p4 (function prototype scope)
 */
import type { Token } from "../lex/token.ts";
import type { Parser } from "./parser.ts";
import type { MutableEnum, MutableRecord, Scope } from "./scope.ts";
import type { UnitBuilder } from "./unit-builder.ts";

/** Where a tag stands, and what it belongs to. */
export interface TagPlace {
  readonly parser: Parser;
  readonly unit: UnitBuilder;
}

/** Tags and enumerators of parameter lists. */
export class PrototypeScope {
  readonly #tags = new Set<MutableRecord | MutableEnum>();
  readonly #enumerators = new Map<string, MutableEnum>();

  /** Notes a type that is declared for the first time, if that is in a parameter list. */
  noteType(type: MutableRecord | MutableEnum, { parameterLists }: Parser): void {
    if (parameterLists > 0) this.#tags.add(type);
  }

  /** Notes an enumerator, if its enum is defined in a parameter list. */
  noteEnumerator(name: string, owner: MutableEnum, { parameterLists }: Parser): void {
    if (parameterLists > 0) this.#enumerators.set(name, owner);
  }

  /** Forgets an enumerator, because its name means something else from here on; false if there is none that C has forgotten. */
  forgetEnumerator(name: string, { ordinary }: Scope): boolean {
    const owner = this.#enumerators.get(name);
    // An enum that is still being read has each name once.
    if (owner === undefined || owner.enumerators === null) return false;
    owner.enumerators = owner.enumerators.filter((enumerator) => enumerator.name !== name);
    this.#enumerators.delete(name);
    ordinary.delete(name);
    return true;
  }

  /**
   * Finds the type that a tag stands for at the current token, which is behind the tag. One of a parameter list is forgotten, and has no
   * tag any more, where the tag stands for another: it is of another kind, or both are defined.
   */
  findTag(tag: Token | undefined, kind: string, { parser, unit }: TagPlace): MutableRecord | MutableEnum | undefined {
    const known = tag && unit.scope.tags.get(tag.text);
    if (known === undefined || !this.#tags.has(known)) return known;
    const isSameKind = (known.kind === "record" ? known.recordKind : known.kind) === kind;
    const isDefined = (known.kind === "record" ? known.members : known.enumerators) !== null;
    if (isSameKind && !(isDefined && parser.isAt("{"))) return known;
    this.#tags.delete(known);
    known.tag = undefined;
    known.name = undefined;
    return undefined;
  }
}
