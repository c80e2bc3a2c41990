/**
 * Hide sets: the macros that a token may not be expanded by again, because it comes from their expansion. Sets are
 * shared and their combinations remembered, for nearly all tokens of one expansion carry the same one. A set is a chain of
 * names; most have a handful.
 */

/** An immutable set of macro names. */
export class HideSet {
  private readonly name: string | undefined;
  private readonly rest: HideSet | undefined;
  /** Number of names. */
  readonly size: number;
  private additions: Map<string, HideSet> | undefined;
  private unions: Map<HideSet, HideSet> | undefined;

  /** The empty set, or `rest` with one more name. */
  constructor(name?: string, rest?: HideSet) {
    this.name = name;
    this.rest = rest;
    this.size = rest === undefined ? 0 : rest.size + 1;
  }

  has(name: string): boolean {
    return HideSet.find(name, this);
  }

  private static find(name: string, set: HideSet): boolean {
    for (let current: HideSet | undefined = set; current !== undefined; current = current.rest) {
      if (current.name === name) return true;
    }
    return false;
  }

  /** This set and one more name. */
  with(name: string): HideSet {
    const known = this.additions?.get(name);
    if (known !== undefined) return known;
    if (this.has(name)) return this;
    const result = new HideSet(name, this);
    (this.additions ??= new Map()).set(name, result);
    return result;
  }

  /** All names of both sets. */
  union(other: HideSet): HideSet {
    if (other === this || other.size === 0) return this;
    const known = this.unions?.get(other);
    if (known !== undefined) return known;
    const result = this.withAll(other.names());
    (this.unions ??= new Map()).set(other, result);
    return result;
  }

  /** This set and more names. */
  withAll(names: readonly string[]): HideSet {
    return names.reduce((set: HideSet, name) => set.with(name), this);
  }

  /** The names that both sets have, as a subset that is built up from `empty`. */
  intersection(other: HideSet, empty: HideSet): HideSet {
    if (other === this) return this;
    return empty.withAll(this.names().filter((name) => other.has(name)));
  }

  /** In the order in which they were added. */
  private names(): readonly string[] {
    const names = this.name === undefined ? [] : [this.name];
    for (let set = this.rest; set !== undefined; set = set.rest) if (set.name !== undefined) names.push(set.name);
    return names.toReversed();
  }
}
