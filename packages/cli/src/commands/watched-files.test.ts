/** Files on a real file system: changes are told, whenever they happen and wherever files are to be. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { WatchedFiles } from "./watched-files.ts";

const folder = mkdtempSync(join(tmpdir(), "koine-watched-"));
after(() => rmSync(folder, { recursive: true }));

/** Watches until the first change. */
async function untilChange(files: ReadonlyMap<string, Uint8Array | undefined>, act: () => void): Promise<void> {
  let tell = (_since: number): void => undefined;
  const changed = new Promise<number>((resolve) => (tell = resolve));
  const watched = new WatchedFiles((since) => tell(since));
  try {
    watched.follow(files);
    act();
    assert.ok((await changed) <= performance.now());
  } finally {
    watched.close();
  }
}

test("what changed between reading and watching is a change", async () => {
  const file = join(folder, "early.yml");
  writeFileSync(file, "new");
  await untilChange(new Map([[file, Buffer.from("old")]]), () => undefined);
  rmSync(file);
  await untilChange(new Map([[file, Buffer.from("old")]]), () => undefined);
  writeFileSync(file, "new");
  await untilChange(new Map([[file, undefined]]), () => undefined);
});

test("a file that is written, replaced or removed has changed", async () => {
  const file = join(folder, "file.yml");
  writeFileSync(file, "1");
  await untilChange(new Map([[file, readFileSync(file)]]), () => writeFileSync(file, "2"));
  await untilChange(new Map([[file, readFileSync(file)]]), () => rmSync(file));
  await untilChange(new Map([[file, undefined]]), () => writeFileSync(file, "3"));
});

test("a file whose folder is made, or removed, has changed", async () => {
  const file = join(folder, "a", "b", "file.yml");
  await untilChange(new Map([[file, undefined]]), () => {
    mkdirSync(join(folder, "a", "b"), { recursive: true });
    writeFileSync(file, "1");
  });
  await untilChange(new Map([[file, readFileSync(file)]]), () => rmSync(join(folder, "a"), { recursive: true }));
});
