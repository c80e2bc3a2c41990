/** The programs of `examples/libraries`, as their reader would run them: bound from the headers, compiled strictly, run. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const repository = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
const command = join(repository, "packages", "koine", "bin", "koine.js");
const project = mkdtempSync(join(tmpdir(), "koine-libraries-"));
after(() => rmSync(project, { recursive: true }));
cpSync(join(repository, "examples", "libraries"), project, { recursive: true });
mkdirSync(join(project, "node_modules"));
symlinkSync(join(repository, "packages", "koine"), join(project, "node_modules", "koine"));
symlinkSync(join(repository, "node_modules", "@types"), join(project, "node_modules", "@types"));

const programs = [
  { name: "sqlite3", header: "sqlite3.h", file: "/usr/include/sqlite3.h" },
  { name: "zlib", header: "zlib.h", file: "/usr/include/zlib.h" },
  { name: "curl", header: "curl/curl.h", file: "/usr/include/x86_64-linux-gnu/curl/curl.h" },
  { name: "git2", header: "git2.h", file: "/usr/include/git2.h" },
  { name: "clang", header: "clang-c/Index.h", file: "/usr/lib/llvm-19/include/clang-c/Index.h" },
];
const installed = programs.filter(({ file }) => existsSync(file));

interface Run {
  readonly status: number | null;
  readonly output: string;
}

function run(...words: readonly string[]): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    cwd: project,
    encoding: "utf8",
    timeout: 600_000,
  });
  return { status, output: stdout + stderr };
}

for (const { header } of installed) {
  const { status, output } = run(command, "bind", header, "--config", "koine.config.ts", "--no-cache");
  assert.equal(status, 0, output);
}
for (const { name } of programs.filter((program) => !installed.includes(program))) {
  rmSync(join(project, "programs", `${name}.ts`));
}

test("what is bound and the programs compile strictly", () => {
  const { output } = run(join(repository, "node_modules", "typescript", "bin", "tsc"), "-p", ".");
  assert.equal(output, "");
});

const modules = join(repository, "node_modules");
const runtimes = [
  { runtime: "Node 20", words: [join(modules, "node-20", "bin", "node")] },
  { runtime: "Node 26", words: [join(modules, "node-26", "bin", "node")] },
  { runtime: "Bun", words: [join(modules, ".bin", "bun")] },
  { runtime: "Deno", words: [join(modules, ".bin", "deno"), "run", "--allow-all", "--no-lock", "--quiet"] },
].filter(({ words: [executable = ""] }) => existsSync(executable));
const here = { runtime: "the Node of this test", words: [process.execPath] };

for (const program of programs) {
  const skip = installed.includes(program) ? false : `needs ${program.file}`;
  for (const { runtime, words } of [here, ...runtimes]) {
    test(`${program.name} does what its program says on ${runtime}`, { skip }, () => {
      const [executable = "", ...options] = words;
      const file = join("dist", "programs", `${program.name}.js`);
      const { status, stdout, stderr } = spawnSync(executable, [...options, file], {
        cwd: project,
        encoding: "utf8",
        timeout: 600_000,
      });
      assert.equal(stdout + stderr, "");
      assert.equal(status, 0);
    });
  }
}

test("the configuration says nothing that is not there, and --check agrees", () => {
  for (const { header } of installed) {
    const { status, output } = run(command, "bind", header, "--config", "koine.config.ts", "--check");
    assert.equal(status, 0, output);
  }
});
