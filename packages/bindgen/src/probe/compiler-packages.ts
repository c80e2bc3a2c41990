/** The Debian packages of compilers: advice for one that is not there. */

/** Gives what a user can do about a compiler that was not found. */
export function adviseOnCompiler(program: string): string {
  const found = packageOf(program);
  if (found === undefined) return "name a compiler that is there with --cc, such as cc";
  return `on Debian, apt-get install ${found} brings it; --cc names another compiler`;
}

/** Gives `undefined` for a program that is in no package that is known here. */
function packageOf(program: string): string | undefined {
  if (/^clang(-\d+)?$/.test(program)) return program;
  if (program === "tcc") return "tcc";
  const [, machine] = /^(.+)-gcc(?:-\d+)?$/.exec(program) ?? [];
  if (machine?.endsWith("w64-mingw32") === true)
    return `gcc-mingw-w64-${machine.split("-")[0]?.replace("_", "-") ?? ""}`;
  if (machine !== undefined) return `gcc-${machine.replaceAll("_", "-")}`;
  if (program === "musl-gcc") return "musl-tools";
  return /^(?:cc|c99|gcc(?:-\d+)?)$/.test(program) ? program.replace(/^(?:cc|c99)$/, "gcc") : undefined;
}
