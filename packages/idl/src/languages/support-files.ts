/**
 * Support code: real files of each language in `support/<target>/`, checked by the language's own tools and copied as they are.
 * They are found by the name of the package: what is bundled is not as deep below it as what is compiled.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { TargetFile } from "./target.ts";

const supportFolder = fileURLToPath(new URL("support/", import.meta.resolve("@koine/idl/package.json")));
const cached = new Map<string, readonly TargetFile[]>();

/** Reads the support files of a target, sorted; paths are relative to the target's support folder. */
export function readSupportFiles(target: string): readonly TargetFile[] {
  const known = cached.get(target);
  if (known !== undefined) return known;
  const folder = join(supportFolder, target);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }));
  cached.set(target, files);
  return files;
}
