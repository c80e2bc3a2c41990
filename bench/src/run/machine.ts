/** Says what the numbers were measured on and with. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, loadavg, release, totalmem, type } from "node:os";
import { dirname, join } from "node:path";
import { peers } from "../peers/catalogue.ts";
import { compiler } from "./native-build.ts";
import type { NodeBinary } from "./node-binaries.ts";

/** The kind of machine; nothing that names this one. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly os: string;
  readonly arch: string;
  /** One-minute load average when the benchmark began: above 0 the numbers are disturbed. */
  readonly loadAverage: number;
}

export function describeMachine(): Machine {
  const [first] = cpus();
  return {
    cpu: first?.model ?? "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    os: `${type()} ${release()}`,
    arch: process.arch,
    loadAverage: Number(loadavg()[0]?.toFixed(2) ?? 0),
  };
}

/** Versions of everything that has a part in the numbers, by name. */
export function collectVersions(nodes: readonly NodeBinary[]): Readonly<Record<string, string>> {
  const versions: Record<string, string> = {};
  for (const { version, v8 } of nodes) versions[`node ${version}`] = `V8 ${v8}`;
  for (const { packageName } of peers) {
    if (packageName !== undefined) versions[packageName] = readPackageVersion(packageName);
  }
  versions["compiler"] = execFileSync(compiler, ["--version"], { encoding: "utf8" }).split("\n")[0] ?? compiler;
  return versions;
}

/** Reads the version beside a package's entry point: not every package exports its package.json. */
function readPackageVersion(name: string): string {
  let folder = dirname(createRequire(import.meta.url).resolve(name));
  while (folder !== dirname(folder)) {
    const manifestPath = join(folder, "package.json");
    if (existsSync(manifestPath)) {
      const manifest = JSON.parse(readFileSync(manifestPath, "utf8")) as { name?: string; version?: string };
      if (manifest.name === name) return manifest.version ?? "unknown";
    }
    folder = dirname(folder);
  }
  return "unknown";
}
