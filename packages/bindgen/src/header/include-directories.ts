/**
 * Where the headers of a target lie when nobody says so: where its compiler looks, or else in well-known places. Only
 * directories that exist are given; what every compiler brings (`stddef.h`) is built into `@koine/cparser`, and found before what this one
 * brings.
 */
import { delimiter, join, resolve } from "node:path";
import type { Target } from "@koine/ctypes";
import { isOwnDirectory } from "../compiler/ask-compiler.ts";
import type { CompilerAnswer } from "../compiler/ask-compiler.ts";
import { describeForeignMachine } from "../compiler/compiler-machine.ts";
import { listCompilers } from "../compiler/list-compilers.ts";

/** The machine that headers are looked for on. */
export interface IncludeEnvironment {
  /** Environment variables; those of GCC and of Visual Studio's prompt are read. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly isDirectory: (path: string) => boolean;
  /** Gives what a compiler says of itself; `null` if it is not there. */
  readonly askCompiler: (words: readonly string[]) => CompilerAnswer | null;
  /** What relative paths in variables are relative to. */
  readonly workingDirectory: string;
  /** Directory that stands for the root of the target's file system; `undefined` for this machine's own. */
  readonly sysroot?: string | undefined;
  /** Directories that the user names as those of the system (`-isystem`), absolute. */
  readonly statedDirectories?: readonly string[] | undefined;
}

/** Names that Debian's multiarch gives to the targets (https://wiki.debian.org/Multiarch/Tuples). */
const multiarchNames: Readonly<Record<Target["architecture"], string | undefined>> = {
  x64: "x86_64-linux-gnu",
  arm64: "aarch64-linux-gnu",
  ia32: "i386-linux-gnu",
  arm: "arm-linux-gnueabihf",
  riscv64: "riscv64-linux-gnu",
  wasm32: undefined,
};

/** The variables that name include directories. */
export const includeVariables: readonly string[] = ["CPATH", "C_INCLUDE_PATH", "INCLUDE"];

/** Lists the system include directories of a target in the order in which compilers search them. */
export function findSystemIncludeDirectories(
  target: Target,
  hostTriple: string | undefined,
  environment: IncludeEnvironment,
): readonly string[] {
  const { isDirectory, sysroot } = environment;
  // Visual Studio's prompt names those of its C library there.
  const library = target.platform === "win32" ? readDirectories("INCLUDE", environment) : [];
  const stated = [...listStatedDirectories(environment), ...library];
  const isHost = target.triple === hostTriple;
  const usual =
    findCompilerDirectories(target, isHost, environment) ??
    usualDirectories(target, isHost || sysroot !== undefined).map((path) => join(sysroot ?? "/", path));
  return [...new Set([...stated, ...usual])].filter(isDirectory);
}

/** CPATH is like `-I`, C_INCLUDE_PATH like `-isystem` (GCC manual, "Environment Variables Affecting GCC"). */
function listStatedDirectories(environment: IncludeEnvironment): readonly string[] {
  const { statedDirectories = [] } = environment;
  return [
    ...readDirectories("CPATH", environment),
    ...statedDirectories,
    ...readDirectories("C_INCLUDE_PATH", environment),
  ];
}

/**
 * Counts the system include directories that come before the headers that compilers bring: those that are stated. musl has headers of its own
 * in place of those, and GCC and Clang for musl look there first, too (musl's `musl-gcc.specs`, Clang's `Linux::AddClangSystemIncludeArgs`).
 *
 * @param directories What `findSystemIncludeDirectories` gave.
 */
export function countBeforeBuiltIns(
  target: Target,
  directories: readonly string[],
  environment: IncludeEnvironment,
): number {
  const stated = new Set(listStatedDirectories(environment));
  const isMusl = target.triple.endsWith("musl");
  return directories.filter((path) => stated.has(path) || (isMusl && !isOwnDirectory(path))).length;
}

/** An element without characters is the working directory, as for GCC. */
function readDirectories(name: string, { variables, workingDirectory }: IncludeEnvironment): readonly string[] {
  const list = variables[name] ?? "";
  return list === "" ? [] : list.split(delimiter).map((path) => resolve(workingDirectory, path));
}

function findCompilerDirectories(
  target: Target,
  isHost: boolean,
  { variables, askCompiler, sysroot }: IncludeEnvironment,
): readonly string[] | undefined {
  const flags = sysroot === undefined ? [] : [`--sysroot=${sysroot}`];
  for (const { words, isNamedAfterTarget } of listCompilers({ triple: target.triple, isHost }, variables)) {
    const answer = askCompiler([...words, ...flags]);
    if (answer === null || answer.includeDirectories.length === 0) continue;
    if (!isNamedAfterTarget && !isFor(target, answer, words)) continue;
    // Last, since we have headers of our own in place of those that others include: what is left is `omp.h`, `unwind.h`, `quadmath.h`.
    return [...answer.includeDirectories, ...answer.ownDirectories];
  }
  return undefined;
}

/** The wrapper of musl around another gcc calls itself by that one's machine. */
function isFor(target: Target, { machine }: CompilerAnswer, [program = ""]: readonly string[]): boolean {
  const isMusl = `${machine} ${program}`.includes("musl");
  return describeForeignMachine(machine, target) === undefined && isMusl === target.triple.endsWith("musl");
}

function usualDirectories(target: Target, isHost: boolean): readonly string[] {
  switch (target.platform) {
    case "linux":
      return linuxDirectories(target, isHost);
    case "darwin":
      return [
        "/usr/local/include",
        ...(target.architecture === "arm64" ? ["/opt/homebrew/include"] : []),
        "/Library/Developer/CommandLineTools/SDKs/MacOSX.sdk/usr/include",
        "/Applications/Xcode.app/Contents/Developer/Platforms/MacOSX.platform/Developer/SDKs/MacOSX.sdk/usr/include",
      ];
    case "win32":
      return target.recordRules === "gnu-ms-bitfields" ? ["/usr/x86_64-w64-mingw32/include"] : [];
    case "emscripten":
      return [];
    default:
      return target.platform satisfies never;
  }
}

/** For another machine only directories that are known to be its own: the host's `/usr/include` would lie. */
function linuxDirectories(target: Target, isHost: boolean): readonly string[] {
  const name = multiarchNames[target.architecture];
  if (name === undefined) return [];
  if (target.triple.endsWith("musl")) {
    // Debian's package, and the prefix that musl itself is installed to; on Alpine it is the system's own.
    const others = [`/usr/include/${name.replace("gnu", "musl")}`, "/usr/local/musl/include"];
    return isHost ? ["/usr/local/include", "/usr/include", ...others] : others;
  }
  // Debian names the tools of 32-bit x86 after i686, its libraries after i386.
  const crossName = name.replace("i386", "i686");
  if (!isHost) return [`/usr/${crossName}/include`];
  return ["/usr/local/include", `/usr/include/${name}`, "/usr/include"];
}
