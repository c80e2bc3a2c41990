/** The Debian packages of compilers: advice for one that is not there. */

/** Gives what a user can do about a compiler that was not found. */
export function adviseOnCompiler(program: string): string {
  return `on Debian, apt-get install ${packageOf(program)} brings it; --cc names another compiler`;
}

function packageOf(program: string): string {
  if (/^clang(-\d+)?$/.test(program)) return program;
  if (program === "tcc") return "tcc";
  const [, machine] = /^(.+)-gcc(?:-\d+)?$/.exec(program) ?? [];
  if (machine?.endsWith("w64-mingw32") === true)
    return `gcc-mingw-w64-${machine.split("-")[0]?.replace("_", "-") ?? ""}`;
  return machine === undefined ? "gcc" : `gcc-${machine.replaceAll("_", "-")}`;
}
