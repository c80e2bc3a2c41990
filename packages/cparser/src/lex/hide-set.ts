/**
 * Hide sets: the macros that a token may not be expanded by again, because it comes from their expansion. Sets are
 * shared and their combinations remembered, for nearly all tokens of one expansion carry the same one.
 */

/** An immutable set of macro names. */
export class HideSet {
  readonly #names: ReadonlySet<string>;
  readonly #additions = new Map<string, HideSet>();
  readonly #unions = new Map<HideSet, HideSet>();

  constructor(names: ReadonlySet<string> = new Set()) {
    this.#names = names;
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  /** This set and one more name. */
  with(name: string): HideSet {
    if (this.#names.has(name)) return this;
    let result = this.#additions.get(name);
    if (result === undefined) {
      result = new HideSet(new Set(this.#names).add(name));
      this.#additions.set(name, result);
    }
    return result;
  }

  /** All names of both sets. */
  union(other: HideSet): HideSet {
    if (other === this || other.#names.size === 0) return this;
    const known = this.#unions.get(other);
    if (known !== undefined) return known;
    const result = this.withAll(other.#names);
    this.#unions.set(other, result);
    return result;
  }

  /** This set and more names. */
  withAll(names: Iterable<string>): HideSet {
    const missing = [...names].filter((name) => !this.#names.has(name));
    const [first, ...rest] = missing;
    return first === undefined ? this : this.with(first).withAll(rest);
  }

  /** The names that both sets have, as a subset that is built up from `empty`. */
  intersection(other: HideSet, empty: HideSet): HideSet {
    if (other === this) return this;
    return empty.withAll([...this.#names].filter((name) => other.has(name)));
  }
}
