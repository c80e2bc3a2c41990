/** A store of keys and values in a file: what a program does with it, and what it should not. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kv, probe } from "kvstore";

const { ChangeKind, Entry, KvError, OpenMode, Store, Visit } = kv;
const folder = mkdtempSync(join(tmpdir(), "koine-kvstore-"));
const path = join(folder, "store");
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The keys of what an iterator gives. */
function keysOf(entries: Iterable<InstanceType<typeof Entry>>): string[] {
  return Array.from(entries, (entry) => {
    using owned = entry;
    return owned.key;
  });
}

function checkOpening(): void {
  assert.equal(Store.exists(path), false);
  assert.throws(() => Store.open(path, 0), { name: "KvError", kind: "Io" });
  assert.throws(() => Store.open(folder), { kind: "Io", code: 1 });
  assert.throws(() => Store.open(`${path}\0x`), { code: "FFI_STRING_CONTENT" });
  const other = join(folder, "other");
  writeFileSync(other, "this is no store");
  assert.throws(
    () => Store.open(other),
    (error) => error instanceof KvError && error.kind === "Corrupt",
  );
}

function checkValues(): void {
  using store = Store.open(path);
  assert.equal(store.put("a", bytes("first")), true);
  assert.equal(store.put("a", bytes("second")), false);
  assert.deepEqual(store.get("a"), bytes("second"));
  assert.equal(store.get("b"), null);
  store.put("empty", new Uint8Array(0));
  assert.deepEqual(store.get("empty"), new Uint8Array(0));
  const large = new Uint8Array(3_000_000).fill(7);
  store.put("ключ", large);
  assert.deepEqual(store.get("ключ"), large);
  assert.equal(store.put("k".repeat(kv.MAX_KEY_LENGTH), bytes("")), true);
  for (const key of ["", "k".repeat(kv.MAX_KEY_LENGTH + 1)]) {
    assert.throws(() => store.put(key, bytes("")), { kind: "InvalidKey", message: "a key has 1 to 255 bytes" });
  }
  assert.throws(() => store.put("a\0b", bytes("")), { code: "FFI_STRING_CONTENT" });
  assert.throws(() => store.put("a", "text" as never), { code: "FFI_ARGUMENT_TYPE" });
  assert.equal(store.delete("a"), true);
  assert.equal(store.delete("a"), false);
  store.delete("ключ");
  store.delete("k".repeat(kv.MAX_KEY_LENGTH));
  assert.equal(store.count(), 1n);
}

function checkEntries(): void {
  using store = Store.open(path);
  {
    using first = Entry.create("fruit/apple", bytes("red"), "sweet", -(2n ** 63n));
    using second = Entry.create("fruit/pear", bytes(""), "", 2n ** 63n - 1n);
    using invalid = Entry.create("", bytes(""));
    assert.throws(() => store.putAll([first, invalid]), { kind: "InvalidKey" });
    assert.equal(store.count(), 1n);
    assert.equal(store.putAll([first, second]), 2);
    assert.equal(store.putAll([]), 0);
    assert.throws(() => store.putAll([first, null as never]), { code: "FFI_ARGUMENT_TYPE" });
    assert.throws(() => Entry.create("k", bytes(""), null, 2n ** 63n), { code: "FFI_ARGUMENT_RANGE" });
  }
  const [apple, none, pear] = store.getAll(["fruit/apple", "fruit/none", "fruit/pear"]);
  assert.ok(apple && pear && none === null);
  assert.deepEqual(
    [apple.key, apple.value, apple.note, apple.expires],
    ["fruit/apple", bytes("red"), "sweet", -(2n ** 63n)],
  );
  assert.deepEqual([pear.value.length, pear.note, pear.expires], [0, "", 2n ** 63n - 1n]);
  apple[Symbol.dispose]();
  pear[Symbol.dispose]();
  assert.throws(() => apple.key, { code: "FFI_USE_AFTER_FREE" });
  assert.deepEqual(
    store.notes(),
    new Map([
      ["fruit/apple", "sweet"],
      ["fruit/pear", ""],
    ]),
  );
  assert.equal(store.entry("fruit/none"), null);
  assert.deepEqual(keysOf(store.entries()), ["empty", "fruit/apple", "fruit/pear"]);
  assert.deepEqual(keysOf(store.entries("fruit/")), ["fruit/apple", "fruit/pear"]);
  // What is iterated is what was there, whatever happens meanwhile.
  const seen: string[] = [];
  for (const entry of store.entries("fruit/")) {
    using owned = entry;
    seen.push(owned.key);
    store.delete("fruit/pear");
  }
  assert.deepEqual(seen, ["fruit/apple", "fruit/pear"]);
  const abandoned = store.entries();
  abandoned.next().value?.[Symbol.dispose]();
  abandoned.return();
}

function checkVisits(): void {
  using store = Store.open(path);
  store.put("fruit/pear", bytes("green"));
  const kept: InstanceType<typeof Entry>[] = [];
  assert.equal(
    store.visit(null, (entry) => (kept.push(entry) === 2 ? Visit.Stop : Visit.Continue)),
    2n,
  );
  assert.throws(() => kept[0]?.key, { code: "FFI_USE_AFTER_FREE" });
  assert.throws(
    () =>
      store.visit(null, () => {
        throw new RangeError("thrown by a visitor");
      }),
    { name: "RangeError" },
  );
  assert.throws(() => store.visit(null, () => "no number" as never), { code: "FFI_ARGUMENT_TYPE" });
  assert.throws(() => store.visit(null, null as never), { code: "FFI_ARGUMENT_TYPE" });
  // Visitors use the store.
  assert.equal(
    store.visit("fruit/", ({ key }) => {
      assert.equal(store.delete(key), true);
      return Visit.Continue;
    }),
    2n,
  );
  // The store ends when the visit does, whose other entries are there until then.
  store.put("fruit/apple", bytes("red"));
  store.put("fruit/pear", bytes("green"));
  assert.equal(
    store.visit("fruit/", ({ key }) => {
      if (key === "fruit/apple") {
        assert.ok(store.delete("fruit/apple") && store.delete("fruit/pear"));
        using other = Store.open(path);
        assert.equal(other.count(), 1n);
        store[Symbol.dispose]();
      }
      assert.throws(() => store.count(), { code: "FFI_USE_AFTER_FREE" });
      return Visit.Continue;
    }),
    2n,
  );
}

function checkChanges(): void {
  using store = Store.open(path);
  const changes: unknown[] = [];
  const subscription = kv.onChange((kind, key, value) => {
    changes.push([kind, key, value, store.get(key)]);
    if (kind === ChangeKind.Delete) subscription[Symbol.dispose]();
  });
  store.put("x", bytes("1"));
  store.put("x", new Uint8Array(0));
  store.delete("x");
  store.put("y", bytes("2"));
  assert.deepEqual(changes, [
    [ChangeKind.Put, "x", bytes("1"), bytes("1")],
    [ChangeKind.Put, "x", new Uint8Array(0), new Uint8Array(0)],
    [ChangeKind.Delete, "x", null, null],
  ]);
  store.delete("y");
  const closed = Store.open(path);
  using _closing = kv.onChange(() => closed[Symbol.dispose]());
  closed.put("y", bytes("2"));
  assert.throws(() => closed.delete("y"), { code: "FFI_USE_AFTER_FREE" });
  using again = Store.open(path);
  again.delete("y");
}

async function checkCompaction(): Promise<void> {
  const store = Store.open(path);
  for (let index = 0; index < 40; index += 1) store.put(`n${String(index % 20)}`, bytes(String(index)));
  const before = store.stats();
  assert.equal(before.entries, 21n);
  assert.ok(before.garbage > 0n);
  const progress: bigint[] = [];
  const subscription = kv.onProgress((done, total) => {
    assert.equal(total, 21n);
    progress.push(done);
  });
  assert.equal(await store.compact(), before.garbage);
  subscription[Symbol.dispose]();
  assert.deepEqual(store.stats(), { entries: 21n, fileSize: before.fileSize - before.garbage, garbage: 0n });
  assert.equal(readFileSync(path).length, Number(before.fileSize - before.garbage));

  const controller = new AbortController();
  const cancelled = store.compact(300, { signal: controller.signal });
  store.put("n1", bytes("changed meanwhile"));
  setTimeout(() => {
    controller.abort(new Error("enough"));
    controller.abort();
  }, 30);
  await assert.rejects(cancelled, { message: "enough" });
  await assert.rejects(store.compact(0, { signal: AbortSignal.abort() }), { name: "AbortError" });
  await assert.rejects(store.compact(-1), { code: "FFI_ARGUMENT_RANGE" });
  const compacted = store.compact(2);
  store.put("n3", bytes("during the compaction"));
  store.delete("n4");
  await compacted;
  store[Symbol.dispose]();
  using again = Store.open(path);
  assert.deepEqual(again.get("n1"), bytes("changed meanwhile"));
  assert.deepEqual(again.get("n3"), bytes("during the compaction"));
  assert.equal(again.get("n4"), null);
}

async function checkClosing(): Promise<void> {
  const store = Store.open(path);
  // The compaction goes on, nobody waits for the other one.
  const compaction = store.compact(1);
  void store.compact();
  store.put("n2", bytes("kept"));
  store[Symbol.dispose]();
  store[Symbol.dispose]();
  assert.ok((await compaction) >= 0n);
  assert.throws(() => store.get("n2"), { code: "FFI_USE_AFTER_FREE" });
  assert.throws(() => store.entries(), { code: "FFI_USE_AFTER_FREE" });
  await assert.rejects(store.compact(), { code: "FFI_USE_AFTER_FREE" });
  using reader = Store.open(path, OpenMode.ReadOnly);
  assert.deepEqual(reader.get("n2"), bytes("kept"));
  assert.throws(() => reader.put("n2", bytes("")), { kind: "ReadOnly" });
  await assert.rejects(reader.compact(), { kind: "ReadOnly" });
}

checkOpening();
checkValues();
checkEntries();
checkVisits();
checkChanges();
await checkCompaction();
await checkClosing();
assert.equal(probe.live(), 0n);
assert.equal(existsSync(`${path}.compacting`), false);
rmSync(folder, { recursive: true });
