/** What gcc calls a header, as a spec names it: relative to the include directory that it was found in. */
import { spawnSync } from "node:child_process";
import { normalize } from "node:path";

/** Gives the function that cuts the include directory off a path; the longest that fits. */
export function makeHeaderNames(includeDirectories: readonly string[]): (path: string) => string {
  const roots = [...includeDirectories, ...systemDirectories()].map((root) => `${normalize(root)}/`);
  const longestFirst = roots.toSorted((left, right) => right.length - left.length);
  return (given) => {
    const path = normalize(given);
    return path.slice(longestFirst.find((directory) => path.startsWith(directory))?.length ?? 0);
  };
}

function systemDirectories(): readonly string[] {
  const { stderr } = spawnSync("gcc", ["-E", "-v", "-xc", "/dev/null"], { encoding: "utf8" });
  const lines = stderr.split("\n");
  const start = lines.findIndex((line) => line.startsWith("#include <"));
  const end = lines.findIndex((line) => line.startsWith("End of search"));
  return lines.slice(start + 1, end).map((line) => line.trim());
}
