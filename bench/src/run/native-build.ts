/** Compiles bench/native into bench/build with the C compiler alone; does nothing when the results are newer. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findNodePackage } from "./node-binaries.ts";

const benchFolder = fileURLToPath(new URL("../..", import.meta.url));
const sourceFolder = join(benchFolder, "native");
const buildFolder = join(benchFolder, "build");

/** The C compiler: `CC` as in every Makefile, gcc otherwise. */
export const compiler: string = process.env["CC"] ?? "gcc";

interface NativeTarget {
  readonly output: string;
  readonly source: string;
  /** Addons need Node's headers and are linked against libworkloads.so. */
  readonly isAddon: boolean;
}

const targets: readonly NativeTarget[] = [
  { output: "libworkloads.so", source: "workloads.c", isAddon: false },
  { output: "libprototypes.so", source: "prototypes.c", isAddon: false },
  { output: "c-loop-addon.node", source: "c-loop-addon.c", isAddon: true },
  { output: "napi-addon.node", source: "napi-addon.c", isAddon: true },
  { output: "v8-fast-addon.node", source: "v8-fast-addon.c", isAddon: true },
];

/**
 * Builds what is out of date.
 *
 * @returns The files that were built.
 * @throws {Error} when the compiler fails or is missing, or Node's headers are.
 */
export function buildNativeCode(): readonly string[] {
  mkdirSync(buildFolder, { recursive: true });
  const outdated = targets.filter(isOutdated);
  for (const target of outdated) compile(target);
  return outdated.map((target) => target.output);
}

function isOutdated({ source, output }: NativeTarget): boolean {
  const outputPath = join(buildFolder, output);
  if (!existsSync(outputPath)) return true;
  const sources = [join(sourceFolder, source), join(sourceFolder, "workloads.h")];
  return sources.some((path) => statSync(path).mtimeMs > statSync(outputPath).mtimeMs);
}

function compile({ source, output, isAddon }: NativeTarget): void {
  const addonFlags = isAddon ? [`-I${findNodeHeaders()}`, `-L${buildFolder}`, "-lworkloads", "-Wl,-rpath,$ORIGIN"] : [];
  const files = [join(sourceFolder, source), "-o", join(buildFolder, output)];
  execFileSync(compiler, ["-O2", "-Wall", "-Wextra", "-shared", "-fPIC", ...files, ...addonFlags], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/** The addons use Node-API 8 only, so the headers of any Node from 20 on serve all of them. */
function findNodeHeaders(): string {
  const beside = join(dirname(process.execPath), "..", "include", "node");
  const packaged = [26, 24, 22, 20].flatMap((major) => findNodePackage(major) ?? []);
  const candidates = [beside, ...packaged.map((folder) => join(folder, "include", "node"))];
  const found = candidates.find((folder) => existsSync(join(folder, "node_api.h")));
  if (found === undefined) throw new Error(`node_api.h is in none of ${candidates.join(", ")}`);
  return found;
}
