/** What the docs show as the output of `koine bind` is what it prints, where the header is the one that they were written with. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { repositoryRoot } from "./source-file.ts";

const folder = mkdtempSync(join(tmpdir(), "koine-docs-commands-"));
after(() => rmSync(folder, { recursive: true }));

const program = join(repositoryRoot, "packages", "koine", "bin", "koine.js");
const shown = /```sh\nnpx koine (bind .*)\n```\n(?:\n|[^`\n].*\n)*?```\n([^`]*)```/g;

for (const file of ["README.md", "docs/guide/binding-headers.md"]) {
  const text = readFileSync(join(repositoryRoot, file), "utf8");
  const commands = [...text.matchAll(shown)];

  test(`${file} shows a command and its output`, () => assert.ok(commands.length > 0));

  for (const [, command = "", output = ""] of commands) {
    test(`${file}: koine ${command}`, (context) => {
      const env = { ...process.env, KOINE_CACHE_DIR: join(folder, "cache"), NODE_NO_WARNINGS: "1" };
      const run = spawnSync(process.execPath, [program, ...command.split(" ")], { cwd: folder, encoding: "utf8", env });
      assert.equal(run.status, 0, run.stderr);
      const [counts = ""] = run.stderr.split("\n");
      // Another version of a library has other functions.
      if (output.startsWith(`${counts}\n`)) assert.equal(run.stderr, output);
      else context.skip(`another version of the header: ${counts}`);
    });
  }
}
