/**
 * Which compilers may know where the headers of a target are, and whether they are there. What they say is in
 * `ask-compiler.ts`; the compilers that `--probe` asks are named by the user.
 */
import { delimiter, isAbsolute, join, resolve } from "node:path";
import { statPath } from "../header/header-files.ts";

/** A compiler by the words that it is called with: `["gcc"]`, `["clang", "--target=aarch64-linux-gnu"]`. */
export interface CompilerCandidate {
  readonly words: readonly string[];
  /** Whether it is named after the target; what others compile for has to be asked. */
  readonly isNamedAfterTarget: boolean;
}

/** A target as far as compilers are named after it. */
export interface CompilerTarget {
  readonly triple: string;
  /** Whether it is that of this machine. */
  readonly isHost: boolean;
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Lists the compilers of a target, the best first: the one that `CC` names, then that of the machine (as `cc`), or those that
 * are named after another machine.
 */
export function listCompilers({ triple, isHost }: CompilerTarget, variables: Variables): readonly CompilerCandidate[] {
  const stated = (variables["CC"] ?? "").split(/\s+/).filter((word) => word !== "");
  const general = stated.length > 0 ? [stated] : isHost ? [["cc"], ["gcc"], ["clang"]] : [];
  const named = [...new Set(machineNames(triple))].map((name) => [`${name}-gcc`]);
  return [
    ...general.map((words) => ({ words, isNamedAfterTarget: false })),
    // A `CC` that is for this machine and cannot be used is no reason to believe another compiler.
    ...(isHost && stated.length > 0 ? [] : named).map((words) => ({ words, isNamedAfterTarget: true })),
  ];
}

/** Gives the names that GNU's tools have for a machine (https://wiki.debian.org/Multiarch/Tuples). */
function machineNames(triple: string): readonly string[] {
  const [architecture = "", vendor = "", ...system] = triple.split("-");
  const others = architecture.replace(/^armv7$/, "arm");
  if (vendor === "w64") return [`${architecture}-w64-mingw32`];
  if (system[0] !== "linux") return [];
  return [`${others}-${system.join("-")}`, triple];
}

/** Gives the path of a program as a shell would find it; `undefined` if there is none. */
export function findProgram(name: string, variables: Variables): string | undefined {
  const extension = process.platform === "win32" && !/\.\w+$/.test(name) ? ".exe" : "";
  const directories = /[\\/]/.test(name) ? [""] : (variables["PATH"] ?? "").split(delimiter);
  return directories
    .map((directory) => (isAbsolute(name) ? name : resolve(join(directory, name))) + extension)
    .find((path) => statPath(path)?.isFile() === true);
}

/** What compilers read from the environment, besides the variables for include directories. */
const decisiveVariables = ["GCC_EXEC_PREFIX", "SDKROOT"];

/**
 * Gives a text that changes with a compiler: the words, and path, size and time of each that is a program (`ccache gcc`).
 *
 * @returns `undefined` if the compiler is not there.
 */
export function identifyCompiler(words: readonly string[], variables: Variables): string | undefined {
  const programs = words
    .filter((word) => !word.startsWith("-"))
    .flatMap((word, place) => {
      const path = findProgram(word, variables);
      if (path === undefined) return place === 0 ? [undefined] : [];
      const facts = statPath(path);
      return [`${path} ${facts?.size} ${facts?.mtimeMs}`];
    });
  if (programs.length === 0 || programs[0] === undefined) return undefined;
  return JSON.stringify([words, programs, decisiveVariables.map((name) => variables[name] ?? null)]);
}
