/** A kept file gives exactly what was kept, of exactly what it is asked for. */
import assert from "node:assert/strict";
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { KeptFile } from "./kept-file.ts";

const folder = mkdtempSync(join(tmpdir(), "koine-kept-"));
after(() => rmSync(folder, { recursive: true }));

test("what was kept is given for the same subject and state only", () => {
  const directory = join(folder, "new", "directory");
  const identity = { kind: "code", subject: "a\nb", state: "1" };
  const file = new KeptFile(directory, identity);
  assert.equal(file.read(), undefined);
  file.write(() => Buffer.from("content"));
  assert.equal(new KeptFile(directory, identity).read()?.toString(), "content");
  assert.equal(new KeptFile(directory, { ...identity, state: "2" }).read(), undefined);
  assert.equal(new KeptFile(directory, { ...identity, subject: "a" }).read(), undefined);
  new KeptFile(directory, { ...identity, state: "2" }).write(() => Buffer.from("later"));
  assert.equal(file.read(), undefined);
  assert.equal(readdirSync(directory).length, 1, "a later state takes the place of the one before");
});

test("what is damaged is not there", () => {
  const directory = join(folder, "damaged");
  const file = new KeptFile(directory, { kind: "compiler", subject: "cc" });
  file.write(() => Buffer.from("null"));
  assert.equal(file.read()?.toString(), "null");
  const path = join(directory, readdirSync(directory)[0] ?? "");
  const whole = readFileSync(path);
  for (let place = 0; place < whole.length; place++) {
    const turned = Buffer.from(whole);
    turned.writeUInt8(turned.readUInt8(place) ^ 1, place);
    writeFileSync(path, turned);
    assert.equal(file.read(), undefined, `byte ${place}`);
    writeFileSync(path, whole.subarray(0, place));
    assert.notEqual(file.read()?.toString(), "null", `cut at ${place}`);
  }
});

test("what was kept is at a multiple of 8 bytes, also in the memory that is given for it", () => {
  const memory = Buffer.allocUnsafeSlow(256);
  for (let length = 0; length < 9; length++) {
    const file = new KeptFile(join(folder, "aligned"), { kind: "code", subject: "a".repeat(length) });
    file.write(() => Buffer.from("content"));
    assert.equal((file.read()?.byteOffset ?? 1) % 8, 0, `${length} characters`);
    const read = file.read(() => memory);
    assert.equal(read?.toString(), "content");
    assert.equal(read.buffer, memory.buffer);
    assert.equal(read.byteOffset % 8, 0, `${length} characters, in memory that was given`);
  }
});

test("what is larger than one piece is compared to its last byte", () => {
  const directory = join(folder, "large");
  const file = new KeptFile(directory, { kind: "code", subject: "large" });
  const content = Buffer.from(Array.from({ length: 3 * 2 ** 16 + 5 }, (_, index) => index % 251));
  file.write(() => content);
  assert.deepEqual(file.read(), content);
  const path = join(directory, readdirSync(directory)[0] ?? "");
  const whole = readFileSync(path);
  for (const place of [1, 5, 6, 2 ** 16, content.length]) {
    const turned = Buffer.from(whole);
    turned.writeUInt8(turned.readUInt8(turned.length - place) ^ 1, turned.length - place);
    writeFileSync(path, turned);
    assert.equal(file.read(), undefined, `byte ${place} from the end`);
    writeFileSync(path, whole.subarray(0, whole.length - place));
    assert.equal(file.read(), undefined, `cut ${place} from the end`);
  }
});

test("what fails while it is made leaves nothing behind, no file and no descriptor", () => {
  const directory = join(folder, "failing");
  const file = new KeptFile(directory, { kind: "code", subject: "failing" });
  const descriptors: number[] = [];
  for (let attempt = 0; attempt < 3; attempt++) {
    const failing = (): Buffer => {
      throw new Error("failed");
    };
    assert.throws(() => file.write(failing), { message: "failed" });
    assert.deepEqual(readdirSync(directory), []);
    const descriptor = openSync(folder, "r");
    closeSync(descriptor);
    descriptors.push(descriptor);
  }
  // The system gives the lowest that is free.
  assert.equal(new Set(descriptors).size, 1);
  assert.ok(file.write(() => Buffer.from("content")));
  assert.equal(file.read()?.toString(), "content");
});

test("nothing is made where nothing can be kept", () => {
  const path = join(folder, "file");
  writeFileSync(path, "");
  new KeptFile(path, { kind: "code", subject: "" }).write(() => assert.fail("made"));
});
