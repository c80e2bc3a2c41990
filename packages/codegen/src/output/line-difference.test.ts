import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { renderDifference } from "./line-difference.ts";

const seed = Number(
  process.env["KOINE_SEED"] ?? (process.env["CI"] ? 20_261_121 : Math.trunc(Math.random() * 2 ** 31)),
);

test("equal texts have no difference", () => {
  assert.equal(renderDifference("a\nb\n", "a\nb\n"), "");
});

test("a change is shown with three lines around it", () => {
  const before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
  assert.equal(
    renderDifference(before, before.replace("5", "five")),
    "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n",
  );
});

test("a long difference is cut and counted", () => {
  const text = renderDifference("", "1\n2\n3\n4\n", { maximumLines: 3 });
  assert.equal(text, "@@ -0,0 +1,4 @@\n+1\n+2\n… 2 more lines\n");
});

test("texts that have nothing in common are replaced as a whole, in reasonable time", () => {
  const lines = (prefix: string): string => Array.from({ length: 5000 }, (_, index) => `${prefix}${index}`).join("\n");
  const started = performance.now();
  renderDifference(lines("a"), lines("b"));
  assert.ok(performance.now() - started < 60_000);
});

const hasPatch = spawnSync("patch", ["--version"]).status === 0;
test(
  "the system's patch command turns one text into the other",
  { skip: hasPatch ? false : "no patch(1) here" },
  () => {
    const folder = mkdtempSync(join(tmpdir(), "koine-difference-"));
    try {
      const line = fc.constantFrom("a", "b", "c", "d", "");
      const text = fc.array(line, { maxLength: 30 }).map((lines) => lines.map((part) => part + "\n").join(""));
      fc.assert(
        fc.property(text, text, (before, after) => {
          const file = join(folder, "file");
          writeFileSync(file, before);
          const input = `--- file\n+++ file\n${renderDifference(before, after)}`;
          if (before !== after) {
            const run = spawnSync("patch", ["-s", "-u", "--posix", file], { input, encoding: "utf8" });
            assert.equal(run.status, 0, run.stdout + run.stderr + input);
          }
          assert.equal(readIfThere(file), after);
        }),
        { seed, numRuns: 60 },
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

/** In POSIX mode patch removes a file that becomes empty only when told; be indifferent to it. */
function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
