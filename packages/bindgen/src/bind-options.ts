/** What a binding is made from: headers, where to look, what to choose, and what is known beyond the headers. */
import type { DeclarationReader } from "@koine/cparser";
import type { Annotations, Renaming } from "./annotation/annotation-model.ts";
import type { ConfigurationText } from "./annotation/locate-problem.ts";
import type { ProbeOptions } from "./probe/probe-spec.ts";
import type { SpecLibraries } from "./spec/library-names.ts";
import type { SpecFilterGroup, SpecNameFilter } from "./spec/model.ts";

/** What to bind, and how. */
export interface BindOptions {
  /** Headers by path or by the name that `#include` would use; at least one. */
  readonly headers: readonly string[];
  /** As for `openLibrary`: alternatives in order, `null` for the process itself; or a table per platform. None is reported. */
  readonly libraries?: SpecLibraries | null | undefined;
  /** Triples of known targets, or other names of them such as `x86_64-linux-gnu`; the host's when absent or empty. */
  readonly targets?: readonly string[] | undefined;
  /** The version of C, by a name that compilers have for `-std`, such as `c99`, `gnu11` or `c23`; `gnu17` when absent. */
  readonly standard?: string | undefined;
  /** `-I` directories. */
  readonly includeDirectories?: readonly string[] | undefined;
  /** `-isystem` directories: searched behind those of `includeDirectories`, and like those of the system. */
  readonly systemIncludeDirectories?: readonly string[] | undefined;
  /** Directory that stands for the root of the file system of the targets, with their headers in `usr/include`. */
  readonly sysroot?: string | undefined;
  /** `--embed-dir` directories: where `#embed` looks, besides the directory of the header for names in quotes. */
  readonly embedDirectories?: readonly string[] | undefined;
  /** `NAME` or `NAME=VALUE`. */
  readonly defines?: readonly string[] | undefined;
  /** Headers that are read before the others, as by a compiler's `-include`: nothing is bound of them for themselves. */
  readonly preincludes?: readonly string[] | undefined;
  /** Names that are not predefined. A name that is defined, too, has the value of `defines`. */
  readonly undefines?: readonly string[] | undefined;
  /** Regular expressions; a name must match one of them, if there are any. */
  readonly include?: readonly string[] | undefined;
  /** Regular expressions; a name must match none of them. */
  readonly exclude?: readonly string[] | undefined;
  /** The same for the names of one kind, and for the headers that declare them. */
  readonly choose?: Partial<Readonly<Record<SpecFilterGroup, Partial<SpecNameFilter>>>> | undefined;
  /** What integers of 64 bits are in JavaScript where nothing else is said; bigints when absent. */
  readonly integers?: "number" | "bigint" | undefined;
  /** What is known beyond the headers, by name or pattern. */
  readonly annotations?: Annotations | undefined;
  /** New names. */
  readonly rename?: Renaming | undefined;
  /** Where the annotations were written, for diagnostics. */
  readonly configuration?: ConfigurationText | undefined;
  /**
   * Binds inline functions too, through a library that is built from the `wrapper` of the result: its path from the module,
   * without an extension, such as `./zlib-wrap`.
   */
  readonly wrapper?: string | undefined;
  /**
   * Where the wrapper goes, absolute: directories of headers are named from there in the command that builds it, as far as they are
   * in the same project. The directory of {@link BindOptions.workingDirectory} when absent.
   */
  readonly wrapperFolder?: string | undefined;
  /** Another C front end to read declarations with; macros are evaluated by Koine all the same. */
  readonly reader?: DeclarationReader | undefined;
  /** C compilers that confirm what was read, each for the first target that it compiles for, and complete it. */
  readonly probe?: readonly ProbeOptions[] | undefined;
  /** What relative paths are relative to; the process's directory when absent. */
  readonly workingDirectory?: string | undefined;
  /** Is told what begins, in a few words. */
  readonly onProgress?: ((step: string) => void) | undefined;
}
