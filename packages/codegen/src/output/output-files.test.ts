/** Files on a real file system: all or none, unchanged ones untouched, differences reported. */
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as textOf } from "node:stream/consumers";
import { afterEach, beforeEach, test } from "node:test";
import { checkOutputFiles, writeManyOutputFiles, writeOutputFiles } from "./output-files.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "koine-output-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("writes files and the folders that they need, and leaves nothing else", () => {
  const path = join(folder, "deep", "er", "a.ts");
  assert.deepEqual(writeOutputFiles([{ path, text: "a\n" }]), [path]);
  assert.equal(readFileSync(path, "utf8"), "a\n");
  assert.deepEqual(readdirSync(join(folder, "deep", "er")), ["a.ts"]);
});

test("a folder that no one can make is an error", { skip: process.platform !== "linux" && "needs procfs" }, () => {
  // There, mkdir answers that the parent is missing, though it is not.
  assert.throws(() => writeOutputFiles([{ path: "/proc/nowhere/a.ts", text: "a" }]), { code: "ENOENT" });
});

test("a file that would not change keeps its time stamp", () => {
  const path = join(folder, "a.ts");
  writeFileSync(path, "same");
  utimesSync(path, 1000, 1000);
  assert.deepEqual(writeOutputFiles([{ path, text: "same" }]), []);
  assert.equal(statSync(path).mtimeMs, 1_000_000);
});

test("keeps the mode of a file, and a symbolic link stays one", () => {
  const target = join(folder, "target.ts");
  const link = join(folder, "link.ts");
  writeFileSync(target, "old");
  chmodSync(target, 0o640);
  symlinkSync("target.ts", link);
  writeOutputFiles([{ path: link, text: "new" }]);
  assert.ok(lstatSync(link).isSymbolicLink());
  assert.equal(readFileSync(target, "utf8"), "new");
  assert.equal(statSync(target).mode & 0o777, 0o640);
});

test("writes none of the files when one cannot be written", () => {
  const first = join(folder, "first.ts");
  writeFileSync(first, "old");
  writeFileSync(join(folder, "file"), "not a folder");
  assert.throws(() =>
    writeOutputFiles([
      { path: first, text: "new" },
      { path: join(folder, "made", "deep", "third.ts"), text: "x" },
      { path: join(folder, "file", "second.ts"), text: "x" },
    ]),
  );
  assert.equal(readFileSync(first, "utf8"), "old");
  assert.deepEqual(readdirSync(folder).toSorted(), ["file", "first.ts"]);
});

test("puts back what was there when the last step fails", () => {
  const first = join(folder, "first.ts");
  const created = join(folder, "made", "created.ts");
  const second = join(folder, "second.ts");
  writeFileSync(first, "old");
  // Staging succeeds beside a folder of that name; moving a file over a folder does not.
  mkdirSync(second);
  assert.throws(() =>
    writeOutputFiles([
      { path: first, text: "new" },
      { path: created, text: "new" },
      { path: second, text: "x" },
    ]),
  );
  assert.equal(readFileSync(first, "utf8"), "old");
  assert.equal(existsSync(created), false);
  assert.deepEqual(readdirSync(folder).toSorted(), ["first.ts", "second.ts"]);
});

test("check names missing and different files and touches nothing", () => {
  const same = join(folder, "same.ts");
  const different = join(folder, "different.ts");
  const missing = join(folder, "missing.ts");
  writeFileSync(same, "x\n");
  writeFileSync(different, "old\n");
  const found = checkOutputFiles([
    { path: same, text: "x\n" },
    { path: different, text: "new\n" },
    { path: missing, text: "new\n" },
  ]);
  assert.deepEqual(found, [
    { path: different, kind: "different", difference: "@@ -1,1 +1,1 @@\n-old\n+new\n" },
    { path: missing, kind: "missing", difference: "" },
  ]);
  assert.equal(readFileSync(different, "utf8"), "old\n");
  assert.equal(existsSync(missing), false);
});

test("many files are the same however many are written at once, and none when one cannot be", async () => {
  for (const concurrency of [1, 3, 16, 100]) {
    const place = join(folder, String(concurrency));
    const files = Array.from({ length: 40 }, (_, index) => {
      return { path: join(place, `part${index % 7}`, `${index}.ts`), text: `${index}\n`.repeat(index * 50) };
    });
    const paths = files.map(({ path }) => path);
    assert.deepEqual(await writeManyOutputFiles(files, { concurrency }), paths);
    assert.deepEqual(checkOutputFiles(files), []);
    assert.equal(readdirSync(place, { recursive: true }).length, 40 + 7);
    assert.deepEqual(await writeManyOutputFiles(files, { concurrency }), []);

    const changes = files.map(({ path, text }) => ({ path, text: `${text}more` }));
    const wrong = { path: join(place, "part0", "0.ts", "inside.ts"), text: "x" };
    await assert.rejects(writeManyOutputFiles([...changes.slice(0, 20), wrong, ...changes.slice(20)], { concurrency }));
    assert.deepEqual(checkOutputFiles(files), []);
    assert.equal(readdirSync(place, { recursive: true }).length, 40 + 7);
  }
});

// Not with /dev/null: who is root would be without it if this went wrong.
test(
  "writes to a pipe, and puts nothing in its place",
  { skip: process.platform === "win32" && "needs mkfifo" },
  async () => {
    const pipe = join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    for (const write of [writeOutputFiles, writeManyOutputFiles]) {
      const reader = spawn("cat", [pipe], { stdio: ["ignore", "pipe", "inherit"] });
      const received = textOf(reader.stdout);
      const files = [
        { path: pipe, text: "through a pipe" },
        { path: join(folder, `${write.name}.ts`), text: "a file" },
      ];
      assert.deepEqual(
        await write(files),
        files.map(({ path }) => path),
      );
      assert.equal(await received, "through a pipe");
      assert.ok(statSync(pipe).isFIFO());
    }
    assert.deepEqual(readdirSync(folder).toSorted(), ["pipe", "writeManyOutputFiles.ts", "writeOutputFiles.ts"]);
  },
);
