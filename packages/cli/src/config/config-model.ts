/**
 * What `koine.config.ts` says. What annotations can say is `@koine/bindgen`; that a value has this form is checked in
 * `config-shape.ts`.
 */
import type { Annotations, Renaming, SpecLibraries } from "@koine/bindgen/cached";

/**
 * Names: one exactly, several with `*` (any text) and `?` (one character), or a regular expression, also as a string between
 * slashes.
 */
export type NamePattern = string | RegExp;

/** Which names are wanted: those of `include`, all when it is empty, without those of `exclude`. */
export interface NameFilter {
  readonly include?: readonly NamePattern[];
  readonly exclude?: readonly NamePattern[];
}

/** Filters for the names of one kind, and for headers as `#include` would name them. */
export interface NameFilters {
  readonly functions?: NameFilter;
  readonly types?: NameFilter;
  readonly constants?: NameFilter;
  readonly variables?: NameFilter;
  /** Without `include`, the headers of the library. */
  readonly files?: NameFilter;
}

/** One module that `koine bind` writes. Paths are relative to the configuration. */
export interface BindConfig extends Annotations {
  /** By path or by the name that `#include` would use. */
  readonly headers: readonly string[];
  /** As for `openLibrary`; `null`, or nothing, for the process itself. */
  readonly library?: string | SpecLibraries | null;
  /** Where the module goes. */
  readonly module?: string;
  /** Where the spec goes, to check in. */
  readonly spec?: string;
  /** Where C goes that gives symbols to inline functions; without it, they are left out. */
  readonly wrapper?: string;
  /** Triples; this machine's when absent. */
  readonly targets?: readonly string[];
  /** The version of C, by a name that compilers have for `-std`, such as `c99`; `gnu17` when absent. */
  readonly standard?: string;
  readonly includeDirectories?: readonly string[];
  /** Searched behind those, and like the directories of the system. */
  readonly systemIncludeDirectories?: readonly string[];
  /** Directory that stands for the root of the file system of the targets. */
  readonly sysroot?: string;
  /** Where `#embed` looks, besides the directory of the header for names in quotes. */
  readonly embedDirectories?: readonly string[];
  /** Headers that are read before the others, as by a compiler's `-include`; nothing is bound of them for themselves. */
  readonly preincludes?: readonly string[];
  /** Macros that are defined before the headers; `false` for what is not to be predefined. */
  readonly defines?: Readonly<Record<string, string | number | boolean>>;
  /** For names of all kinds. */
  readonly include?: readonly NamePattern[];
  readonly exclude?: readonly NamePattern[];
  readonly choose?: NameFilters;
  /** New names, by name or pattern, or by a function. */
  readonly rename?: Renaming;
  /** What integers of 64 bits are where nothing else is said; `bigint` when absent. */
  readonly integers?: "number" | "bigint";
}

/** The configuration of a project. */
export interface KoineConfig {
  /** What `koine bind` binds: one module or several. */
  readonly bind?: BindConfig | readonly BindConfig[];
}
