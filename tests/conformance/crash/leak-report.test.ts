/** `KOINE_LEAKS=1` prints what was never released, with type, size and the line that made it; what was released is not in it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { allocate, Arena, c, openLibrary } from "koine";
import { isChild, runFile } from "../child-test.ts";
import { compileLibrary } from "../native-library.ts";

/** Makes things and gives those that it does not release: what is collected would be released then. */
function leakThings(): readonly unknown[] {
  const path = compileLibrary("ownership");
  const Item = c.struct("item", { id: c.int, next: c.pointer(c.opaque("item")) });
  const library = openLibrary(path, {
    make_item: c.fn([c.int], c.owned(c.pointer(Item), "free_item")),
    make_block: c.fn([c.usize], c.owned(c.pointer(c.u8), "free_block", { byteLength: 64 })),
  });
  openLibrary(path, {}).close();
  const kept: unknown[] = [library, allocate(c.int, 10)];
  for (let round = 0; round < 3; round++) kept.push(allocate(c.double));
  allocate(c.int)[Symbol.dispose]();
  const arena = new Arena();
  kept.push(arena, arena.allocate(c.int));
  new Arena()[Symbol.dispose]();
  library.symbols.make_item(1)?.[Symbol.dispose]();
  // What is copied for a call is no one's.
  const system = openLibrary(null, { memcmp: "int memcmp(const int *one, const int *other, size_t byteLength)" });
  assert.equal(system.symbols.memcmp([1, 2], [1, 2], 8), 0);
  system.close();
  kept.push(library.symbols.make_item(2), library.symbols.make_block(64));
  return kept;
}

if (isChild) {
  const kept = leakThings();
  process.on("exit", () => assert.equal(kept.length, 9));
} else {
  test("what was never released is printed when the process ends", () => {
    const { status, output, printed } = runFile(import.meta.url, { env: { KOINE_LEAKS: "1" } });
    assert.equal(status, 0, output);
    const report = output.slice(printed.length).trimEnd().split("\n");
    const place = String.raw`[^ ]*leak-report\.test\.[jt]s:\d+:\d+`;
    const expected = [
      /^koine: 8 owned things were never released$/,
      new RegExp(String.raw`^ {2}3 × allocation double, 24 bytes, made at ${place}$`),
      new RegExp(String.raw`^ {2}library "[^"]*ownership[^"]*", made at ${place}$`),
      new RegExp(String.raw`^ {2}allocation int\[10\], 40 bytes, made at ${place}$`),
      new RegExp(String.raw`^ {2}arena Arena, made at ${place}$`),
      new RegExp(String.raw`^ {2}pointer struct item \*, made at ${place}$`),
      new RegExp(String.raw`^ {2}pointer uint8_t \*, 64 bytes, made at ${place}$`),
    ];
    assert.equal(report.length, expected.length, output);
    for (const [index, pattern] of expected.entries()) assert.match(report[index] ?? "", pattern);
  });

  test("without the variable nothing is printed", () => {
    const { status, output } = runFile(import.meta.url, { env: { KOINE_LEAKS: "" } });
    assert.equal(status, 0, output);
    assert.equal(output, "");
  });
}
