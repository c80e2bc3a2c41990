/** What `-D` and `-U` leave, which compilers apply one after the other: the last one that names a macro counts. */
import type { BindOptions } from "@koine/bindgen/cached";
import type { GivenOptions } from "../command-line/command.ts";

/** Macros before the headers: names that are not predefined, and behind them those that are defined. */
export interface MacroOptions {
  readonly defines: readonly string[];
  readonly undefines: readonly string[];
}

/** Applies the options of a command line to what a configuration says, in the order in which they were given. */
export function orderMacros(before: Pick<BindOptions, "defines" | "undefines">, order: GivenOptions): MacroOptions {
  const undefines = [...(before.undefines ?? [])];
  let defines = [...(before.defines ?? [])];
  for (const [option, value] of order) {
    if (option === "define") defines.push(value);
    if (option !== "undefine") continue;
    defines = defines.filter((define) => nameOf(define) !== value);
    undefines.push(value);
  }
  return { defines, undefines };
}

/** The name in `NAME`, `NAME=VALUE` and `NAME(PARAMETERS)=VALUE`. */
function nameOf(define: string): string {
  return /^[^(=\s]*/.exec(define)?.[0] ?? "";
}
