/** A header or C file that is judged, with all that the compiler and Koine are told about it. */
export interface JudgedFile {
  readonly path: string;
  /** What stands behind `#include`, with its brackets or quotes. */
  readonly spelled: string;
  /** What the compiler is given. */
  readonly flags: readonly string[];
  /** What Koine is given for these flags. */
  readonly includeDirectories: readonly string[];
  readonly systemIncludeDirectories?: readonly string[];
  /** The version of C, such as `gnu89`. */
  readonly standard?: string | undefined;
  /** `NAME` or `NAME=VALUE`. */
  readonly defines: readonly string[];
  readonly undefines?: readonly string[];
  /** What both read before it, by name or path. */
  readonly preincludes: readonly string[];
  /** Whether definitions of functions count as what is bound: those of C files. */
  readonly bindsDefinitions?: boolean;
}

/** Gives what stands behind `#include` for a name or path. */
export function spellInclude(name: string): string {
  return name.includes("/") ? JSON.stringify(name) : `<${name}>`;
}
