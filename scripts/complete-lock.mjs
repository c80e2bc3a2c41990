/** `node scripts/complete-lock.mjs`: run it after `npm install` has changed `package-lock.json`. See `lock/complete-lock.mjs`. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { completeLock } from "./lock/complete-lock.mjs";
import { repositoryRoot } from "./process/repository-root.mjs";

const file = join(repositoryRoot, "package-lock.json");
const lock = JSON.parse(readFileSync(file, "utf8"));
const added = completeLock(lock);
if (added.length > 0) writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`);
console.log(
  added.length === 0 ? "package-lock.json is complete." : `Added to package-lock.json:\n  ${added.join("\n  ")}`,
);
