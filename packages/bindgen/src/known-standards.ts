/** The versions of C that headers can be read as, by name. */
import { standardNames } from "@koine/cparser/standard";

/** Names of all versions of C, as compilers have them for `-std`: `c99`, `gnu17`, `iso9899:2011`. */
export const knownStandards: readonly [string, ...string[]] = Object.freeze(standardNames);
