/** Where a compiler contradicts a spec. */

/** Something that a spec says and a compiler does not confirm; values are spelled as they are shown. */
export interface Difference {
  /** The key of the declaration that makes the claim. */
  readonly key: string;
  /** What it is about: `size of struct Point`. */
  readonly subject: string;
  readonly expected: string;
  /** What the compiler says; `undefined` where it takes no such constant. */
  readonly actual: string | undefined;
  /** Whether the headers declare no such name to the compiler, as some do for one compiler only. */
  readonly isUnknown?: boolean | undefined;
}
