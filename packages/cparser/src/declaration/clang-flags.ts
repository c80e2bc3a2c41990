/** How Clang is told to read headers as the front end of this package does, whichever way it is called. */
import type { Target } from "@koine/ctypes";
import type { LanguageStandard } from "../standard/language-standard.ts";

/** Gives the flags for a target and a version of C, without those of directories and macros. */
export function clangFlagsFor(target: Target, { compilerName }: LanguageStandard): readonly string[] {
  return [
    "-xc",
    `-std=${compilerName}`,
    "-w",
    `--target=${target.triple}`,
    "-fretain-comments-from-system-headers",
    "-fno-spell-checking",
    "-ferror-limit=0",
    "-fno-builtin",
    ...imitateGcc(target),
    "-nostdlibinc",
  ];
}

/**
 * Headers declare more to the GCC that the macros of this package name than to Clang, which calls itself GCC 4.2. What that GCC
 * knows and Clang does not is put in other words.
 */
function imitateGcc({ platform, longDouble, architecture }: Target): readonly string[] {
  if (platform !== "linux") return [];
  const isQuadruple = longDouble.byteLength === 16 && architecture !== "x64";
  return [
    "-fgnuc-version=12.2.0",
    "-D__malloc__(...)=__malloc__",
    `-D_Float128=${isQuadruple ? "long double" : "__float128"}`,
    "-D_Float32=float",
    "-D_Float32x=double",
    "-D_Float64=double",
    "-D_Float64x=long double",
  ];
}
