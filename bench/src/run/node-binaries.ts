/** Finds the Node binaries to measure: the npm packages `node-20`, `node-22`, ... of the workspace. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** One Node binary. */
export interface NodeBinary {
  readonly path: string;
  /** Without "v": "20.20.2". */
  readonly version: string;
  readonly v8: string;
}

const require = createRequire(import.meta.url);

/** Folder of the npm package that carries Node `major`, or undefined when it is not installed. */
export function findNodePackage(major: number): string | undefined {
  try {
    return dirname(require.resolve(`node-${major}/package.json`));
  } catch {
    return undefined;
  }
}

/** Finds Node `major` among the installed packages, or takes the running Node when it is of that major. */
export function findNodeBinary(major: number): NodeBinary | undefined {
  const folder = findNodePackage(major);
  const packaged = folder === undefined ? undefined : join(folder, "bin", "node");
  if (packaged !== undefined && existsSync(packaged)) return describeBinary(packaged);
  return Number.parseInt(process.versions.node, 10) === major ? describeBinary(process.execPath) : undefined;
}

function describeBinary(path: string): NodeBinary {
  const [version = "", v8 = ""] = execFileSync(path, ["-p", "process.versions.node + ' ' + process.versions.v8"], {
    encoding: "utf8",
  })
    .trim()
    .split(" ");
  return { path, version, v8 };
}
