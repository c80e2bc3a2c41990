/** `#include`, `#include_next` and their queries lead from file to file as they do for gcc, in random directories. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import fc from "fast-check";
import { parseTranslationUnit } from "../translation-unit.ts";
import { linuxX64, readFile, skipWithoutGcc } from "./gcc.case.ts";

const seed = Number(
  process.env["KOINE_SEED"] ?? (process.env["CI"] ? 20_261_122 : Math.trunc(Math.random() * 2 ** 31)),
);
const root = mkdtempSync(join(tmpdir(), "koine-next-"));
after(() => rmSync(root, { recursive: true }));

const directories = ["main", "first", "second", "third"];
const paths = directories.flatMap((directory) => [`${directory}/a.h`, `${directory}/b.h`]);
const name = fc.constantFrom('"a.h"', "<a.h>", '"b.h"', "<b.h>");
const line = fc.oneof(
  { arbitrary: name.map((file) => `#if __has_include(${file})\n#include ${file}\n#endif\n`), weight: 1 },
  { arbitrary: name.map((file) => `#if __has_include_next(${file})\n#include_next ${file}\n#endif\n`), weight: 2 },
);
const lines = fc.array(line, { maxLength: 3 }).map((all) => all.join(""));
const tree = fc.record({
  start: lines,
  files: fc.array(fc.option(lines, { freq: 4 }), { minLength: paths.length, maxLength: paths.length }),
});

/** A file that says each time that it is read, and goes on the first time only. */
function guarded(path: string, text: string): string {
  const guard = path.replace(/\W/g, "_");
  return `#ifdef ${guard}\nextern int again_${guard};\n#else\n#define ${guard}\nextern int ${guard};\n${text}#endif\n`;
}

test(`files are found as gcc finds them (seed ${seed}; repeat with KOINE_SEED)`, { skip: skipWithoutGcc }, () => {
  for (const [index, { start, files }] of fc.sample(tree, { seed, numRuns: 60 }).entries()) {
    const folder = join(root, String(index));
    for (const directory of directories) mkdirSync(join(folder, directory), { recursive: true });
    for (const [place, path] of paths.entries()) {
      const text = files[place];
      if (text !== undefined && text !== null) writeFileSync(join(folder, path), guarded(path, text));
    }
    const entry = join(folder, "main", "start.c");
    writeFileSync(entry, start);
    const includeDirectories = ["first", "second", "third"].map((directory) => join(folder, directory));
    const flags = includeDirectories.map((directory) => `-I${directory}`);
    const run = spawnSync("gcc", ["-E", "-P", "-w", ...flags, entry], { encoding: "utf8" });
    assert.equal(run.status, 0, run.stderr);
    // A variable that is declared again is one all the same.
    const expected = new Set([...run.stdout.matchAll(/extern int (\w+);/g)].map(([, found]) => found));
    const { variables, diagnostics } = parseTranslationUnit({ entry, readFile, includeDirectories, target: linuxX64 });
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(
      variables.map((variable) => variable.name),
      [...expected],
      `${start}\n${JSON.stringify(files, null, 1)}`,
    );
  }
});
