/**
 * The versions of C that headers can be read as, by the names that compilers have for them, and what each changes for the lexer and the
 * parser. The macros that say it to headers are in `predefined/`.
 *
 * @see https://gcc.gnu.org/onlinedocs/gcc/C-Dialect-Options.html (`-std`)
 */

/** A version of C, with GNU's extensions or without. */
export interface LanguageStandard {
  /** The newest of its names, such as `gnu17`. */
  readonly name: string;
  /** What `-std=` of GCC since 9 and of Clang since 9 takes for it; older ones do not know `c23`. */
  readonly compilerName: string;
  readonly year: 1989 | 1994 | 1999 | 2011 | 2017 | 2023;
  /** Whether it is ISO C: without GNU's extensions that could mean something else to a program. */
  readonly isStrict: boolean;
}

type Names = readonly string[];

/** All names, those of one standard in a row with the newest first. */
const namesOfYears: readonly (readonly [year: LanguageStandard["year"], iso: Names, gnu: Names])[] = [
  [1989, ["c89", "c90", "ansi", "iso9899:1990"], ["gnu89", "gnu90"]],
  [1994, ["iso9899:199409"], []],
  [1999, ["c99", "c9x", "iso9899:1999", "iso9899:199x"], ["gnu99", "gnu9x"]],
  [2011, ["c11", "c1x", "iso9899:2011"], ["gnu11", "gnu1x"]],
  [2017, ["c17", "c18", "iso9899:2017", "iso9899:2018"], ["gnu17", "gnu18"]],
  [2023, ["c23", "c2x", "iso9899:2024"], ["gnu23", "gnu2x"]],
];

/** Lists the names that {@link findStandard} knows. */
export const standardNames: readonly [string, ...string[]] = [
  "c89",
  ...namesOfYears.flatMap(([, iso, gnu]) => [...iso, ...gnu]).slice(1),
];

/** Made when it is asked for: the command lists the names each time that it starts. */
let standards: ReadonlyMap<string, LanguageStandard> | undefined;

function makeStandards(): ReadonlyMap<string, LanguageStandard> {
  const made = new Map<string, LanguageStandard>();
  for (const [year, iso, gnu] of namesOfYears) {
    for (const [names, isStrict] of [[iso, true] as const, [gnu, false] as const]) {
      const [name] = names;
      if (name === undefined) continue;
      const standard = { name, compilerName: name.replace(/23$/, "2x"), year, isStrict };
      for (const known of names) made.set(known, standard);
    }
  }
  return made;
}

/** Finds a standard by one of its names, such as `c99`, `gnu2x` or `iso9899:2011`. */
export function findStandard(name: string): LanguageStandard | undefined {
  return (standards ??= makeStandards()).get(name);
}

/** GCC's own choice from version 8 to 14. */
export const defaultStandard: LanguageStandard = {
  name: "gnu17",
  compilerName: "gnu17",
  year: 2017,
  isStrict: false,
};

/** Gives the words that are keywords to GNU C17, but names like others in a standard; `undefined` for none. */
export function namesInsteadOfKeywords({ year, isStrict }: LanguageStandard): ReadonlySet<string> | undefined {
  const words = [
    ...(year < 1999 ? ["restrict"] : []),
    ...(isStrict ? ["asm"] : []),
    ...(isStrict && year < 2023 ? ["typeof"] : []),
    ...(isStrict && year < 1999 ? ["inline"] : []),
  ];
  return words.length === 0 ? undefined : new Set(words);
}

/**
 * Whether `??=` stands for `#`.
 *
 * @see C17 5.2.1.1 (trigraph sequences), which C23 has no more
 */
export function hasTrigraphs({ year, isStrict }: LanguageStandard): boolean {
  return isStrict && year < 2023;
}
