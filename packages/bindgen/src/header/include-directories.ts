/**
 * Where the headers of a target lie when nobody says so. Only directories that exist are given; what the compiler itself
 * brings (`stddef.h`) is built into `@koine/cparser`.
 */
import { delimiter, isAbsolute } from "node:path";
import type { Target } from "@koine/ctypes";

/** The machine that headers are looked for on. */
export interface IncludeEnvironment {
  /** Environment variables; those of GCC and of Visual Studio's prompt are read. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly isDirectory: (path: string) => boolean;
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

/** The variables that name include directories; see the GCC manual, "Environment Variables Affecting GCC". */
export const includeVariables = ["C_INCLUDE_PATH", "CPATH", "INCLUDE"] as const;

/** Lists the system include directories of a target in the order in which compilers search them. */
export function findSystemIncludeDirectories(
  target: Target,
  hostTriple: string,
  environment: IncludeEnvironment,
): readonly string[] {
  const { variables, isDirectory } = environment;
  const stated = ["C_INCLUDE_PATH", "CPATH", ...(target.platform === "win32" ? ["INCLUDE"] : [])]
    .flatMap((name) => (variables[name] ?? "").split(delimiter))
    .filter((path) => isAbsolute(path));
  const usual = usualDirectories(target, target.triple === hostTriple);
  return [...new Set([...stated, ...usual])].filter(isDirectory);
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
