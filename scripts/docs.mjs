/**
 * `node scripts/docs.mjs`: writes the reference pages that are made from code. With `--check` it writes nothing and ends with
 * exit code 3 when a page on disk is not what would be written. Needs a build.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { renderReferencePages } from "./docs/reference-pages.mjs";
import { repositoryRoot } from "./process/repository-root.mjs";

const { values } = parseArgs({ options: { check: { type: "boolean" } } });
for (const [path, text] of renderReferencePages()) {
  const file = join(repositoryRoot, path);
  if (values.check !== true) {
    writeFileSync(file, text);
    console.log(`wrote ${path}`);
  } else if (readFileSync(file, "utf8") !== text) {
    console.log(`${path} is out of date: run node scripts/docs.mjs`);
    process.exitCode = 3;
  }
}
