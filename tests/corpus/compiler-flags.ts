/**
 * Flags of compilers, as far as Koine can be told what they mean: directories, the version of C and preincluded headers by its own options, and
 * everything else by the macros that the compiler defines otherwise because of them. What shows in no macro, such as
 * `-fpack-struct`, stays unknown to Koine.
 */
import { spawnSync } from "node:child_process";

/** What flags mean. */
export interface FlagMeaning {
  /** What the compiler is still given: all but preincluded headers. */
  readonly flags: readonly string[];
  readonly includeDirectories: readonly string[];
  readonly systemIncludeDirectories: readonly string[];
  /** The version of C that they name. */
  readonly standard: string | undefined;
  /** `NAME=VALUE`, or `NAME(PARAMETERS)=VALUE`. */
  readonly defines: readonly string[];
  readonly undefines: readonly string[];
  readonly preincludes: readonly string[];
}

/** Why a compiler refuses flags. */
export interface FlagRefusal {
  readonly refusal: string;
}

const defaults = ["-std=gnu17"];

/** Tells what flags mean, from what one compiler says. Asks it once for each list of flags. */
export class FlagReader {
  readonly #command: string;
  readonly #macros = new Map<string, ReadonlyMap<string, string> | string>();

  constructor(command: string) {
    this.#command = command;
  }

  /** Gives the meaning of flags, or why the compiler refuses them. */
  read(flags: readonly string[]): FlagMeaning | FlagRefusal {
    const includes = separateValues(flags, "-include");
    const directories = separateValues(includes.others, "-I");
    const systemDirectories = separateValues(directories.others, "-isystem");
    const usual = this.#readMacros([]);
    const macros = this.#readMacros(includes.others);
    if (typeof usual === "string") return { refusal: usual };
    if (typeof macros === "string") return { refusal: macros };
    return {
      flags: includes.others,
      includeDirectories: directories.values,
      systemIncludeDirectories: systemDirectories.values,
      standard: includes.others
        .flatMap((flag) => (flag === "-ansi" ? "c90" : (/^-std=(.*)/.exec(flag)?.[1] ?? [])))
        .at(-1),
      defines: [...macros].flatMap(([name, value]) => (usual.get(name) === value ? [] : [`${name}=${value}`])),
      undefines: [...usual.keys()].filter((name) => !macros.has(name)),
      preincludes: includes.values,
    };
  }

  #readMacros(flags: readonly string[]): ReadonlyMap<string, string> | string {
    const key = flags.join("\n");
    let macros = this.#macros.get(key);
    if (macros === undefined) this.#macros.set(key, (macros = this.#askMacros(flags)));
    return macros;
  }

  #askMacros(flags: readonly string[]): ReadonlyMap<string, string> | string {
    const words = [...defaults, ...flags, "-dM", "-E", "-xc", "-"];
    const { status, stdout, stderr } = spawnSync(this.#command, words, { input: "", encoding: "utf8" });
    if (status !== 0)
      return `flags: ${stderr.split("\n").find((line) => line.includes("error:")) ?? `exit code ${status}`}`;
    const definitions = stdout.matchAll(/^#define (\w+(?:\([^)]*\))?) ?(.*)$/gm);
    return new Map([...definitions].map(([, name = "", value = ""]) => [name, value]));
  }
}

/** Takes `-I a` and `-Ib` out of a list. */
function separateValues(flags: readonly string[], option: string): { values: string[]; others: string[] } {
  const values: string[] = [];
  const others: string[] = [];
  for (let place = 0; place < flags.length; place++) {
    const flag = flags[place] as string;
    if (flag === option) values.push(flags[++place] ?? "");
    else if (flag.startsWith(option)) values.push(flag.slice(option.length));
    else others.push(flag);
  }
  return { values, others };
}

/** Flags that say what a program means; the others say how it is compiled, what is printed, or for which machine. */
const meaningful =
  /^-(?:[DUI]|include$|isystem|std=|ansi$|trigraphs$|undef$|ffreestanding$|funsigned|fsigned|fshort|fno-|fgnu|fms-|fopenmp|fexec|fwide|fcf-|fplan9|m)/;
const otherMachine = /^-m(?:32|x32|16|iamcu|abi=|android|cmodel|asm)/;

/**
 * Reads what GCC's own tests say they are compiled with: `dg-options "-O2 -mavx2"`, where it holds for x86-64.
 *
 * @see GCC internals, "Directives used within DejaGnu tests"
 */
export function readTestFlags(text: string): readonly string[] {
  const options = text.matchAll(/dg-(?:additional-)?options\s+(?:"([^"]*)"|\{([^{}]*)\})\s*(\{[^\n]*\})?/g);
  const words = [...options].flatMap(([, quoted, braced, condition = ""]) =>
    /target/.test(condition) && !/x86_64|lp64|\*-\*-\*|linux/.test(condition.replaceAll(/! *(?:lp64|x86_64)/g, ""))
      ? []
      : (quoted ?? braced ?? "").split(/\s+/),
  );
  return words.filter((word) => meaningful.test(word) && !otherMachine.test(word));
}
