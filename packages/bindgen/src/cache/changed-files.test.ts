/** Changes of the file system that leave the content of every file as it was, and change what is bound all the same. */
import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { bindHeaders } from "../bind-headers.ts";
import type { BindOptions } from "../bind-options.ts";
import { bindHeadersCached } from "./bind-headers-cached.ts";

const root = mkdtempSync(join(tmpdir(), "koine-changed-"));
after(() => rmSync(root, { recursive: true }));

/** Binds `project/a.h` before and after a change, from the cache if that has it; gives what there is to read each time. */
async function bindTwice(
  prepare: (at: (name: string) => string) => void,
  change: (at: (name: string) => string) => void,
  options: Partial<BindOptions> = {},
): Promise<readonly string[]> {
  const folder = mkdtempSync(join(root, "case-"));
  const at = (name: string): string => join(folder, name);
  for (const name of ["project", "first", "second"]) mkdirSync(at(name));
  prepare(at);
  const request = {
    headers: ["a.h"],
    libraries: ["a"],
    choose: { files: { include: ["."] } },
    includeDirectories: ["../first", "../second"],
    workingDirectory: at("project"),
    ...options,
  };
  const outputs: string[] = [];
  for (const step of [() => undefined, change]) {
    step(at);
    // The second one finds what the first one kept.
    // oxlint-disable-next-line no-await-in-loop
    const cached = await bindHeadersCached(request, { directory: at("cache") });
    const direct = bindHeaders(request);
    assert.deepEqual([cached.module, cached.wrapper, cached.counts], [direct.module, direct.wrapper, direct.counts]);
    outputs.push(`${direct.module}${direct.wrapper}`);
  }
  return outputs;
}

const includesPart = "#include <part.h>\nint one(void);\n";

for (const { was, make } of [
  { was: "a folder", make: (path: string) => mkdirSync(path) },
  { was: "a link that leads nowhere", make: (path: string) => symlinkSync("nowhere", path) },
]) {
  test(`an empty header that was ${was} hides the one behind it, and no longer when it is that again`, async () => {
    const prepare = (at: (name: string) => string): void => {
      writeFileSync(at("project/a.h"), includesPart);
      writeFileSync(at("second/part.h"), "int part(void);\n");
      make(at("first/part.h"));
    };
    const empty = (at: (name: string) => string): void => {
      rmSync(at("first/part.h"), { recursive: true });
      writeFileSync(at("first/part.h"), "");
    };
    const [before, after_] = await bindTwice(prepare, empty);
    assert.match(before ?? "", /part/);
    assert.doesNotMatch(after_ ?? "", /part/);
    const [hidden, shown] = await bindTwice(
      (at) => {
        prepare(at);
        empty(at);
      },
      (at) => {
        rmSync(at("first/part.h"));
        make(at("first/part.h"));
      },
    );
    assert.deepEqual([hidden, shown], [after_, before]);
  });
}

test("a link that becomes a copy is another file to #pragma once", async () => {
  const [before, copied] = await bindTwice(
    (at) => {
      writeFileSync(at("project/a.h"), "#include <part.h>\n#include <again.h>\nint value = VALUE;\n");
      writeFileSync(
        at("first/part.h"),
        "#pragma once\n#ifdef SEEN\nint twice(void);\n#endif\n#define SEEN 1\n#define VALUE 1\n",
      );
      symlinkSync("part.h", at("first/again.h"));
    },
    (at) => {
      rmSync(at("first/again.h"));
      copyFileSync(at("first/part.h"), at("first/again.h"));
    },
  );
  assert.doesNotMatch(before ?? "", /twice/);
  assert.match(copied ?? "", /twice/);
});

test("a package.json around the headers changes what the command of a wrapper names, and so does its end", async () => {
  const prepare = (at: (name: string) => string): void => {
    writeFileSync(at("project/a.h"), "#include <part.h>\n");
    writeFileSync(at("first/part.h"), "static inline int one(void) { return 1; }\n");
  };
  const add = (at: (name: string) => string): void => writeFileSync(at("package.json"), "{}");
  const options = { wrapper: "./wrap" };
  const [alone, inside] = await bindTwice(prepare, add, options);
  assert.doesNotMatch(alone ?? "", /-I ?\.\.\/first/);
  assert.match(inside ?? "", /-I ?\.\.\/first/);
  const prepareInside = (at: (name: string) => string): void => {
    prepare(at);
    add(at);
  };
  const outputs = await bindTwice(prepareInside, (at) => rmSync(at("package.json")), options);
  assert.deepEqual(outputs, [inside, alone]);
});

test("bytes that are no text are told apart, and known again", async () => {
  const folder = mkdtempSync(join(root, "case-"));
  writeFileSync(join(folder, "a.h"), 'enum { FIRST =\n#embed "bytes" limit(1)\n};\n');
  const read: (readonly [value: string | undefined, isCached: boolean])[] = [];
  for (const byte of [0xff, 0xff, 0xfe, 0xff]) {
    writeFileSync(join(folder, "bytes"), Uint8Array.of(byte, 0x80));
    let isCached = true;
    const onProgress = (): void => void (isCached = false);
    const options = { headers: ["a.h"], libraries: ["a"], workingDirectory: folder, onProgress };
    // The second one finds what the first one kept.
    // oxlint-disable-next-line no-await-in-loop
    const { module } = await bindHeadersCached(options, { directory: join(folder, "cache") });
    read.push([/FIRST = (\d+)/.exec(module ?? "")?.[1], isCached]);
  }
  assert.deepEqual(read, [
    ["255", false],
    ["255", true],
    ["254", false],
    ["255", true],
  ]);
});
