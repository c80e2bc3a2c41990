/** What a kept binding depends on: stamps that can be trusted, and how many states of the headers are remembered. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { BindCache } from "./bind-cache.ts";
import { CacheDirectory } from "./cache-directory.ts";
import { recordDependencies } from "./dependencies.ts";
import type { Dependencies } from "./dependencies.ts";

const folder = mkdtempSync(join(tmpdir(), "koine-dependencies-"));
after(() => rmSync(folder, { recursive: true }));

test("a file that was changed a moment ago has no stamp, even if it says to be old", () => {
  const path = join(folder, "old.h");
  writeFileSync(path, "int f(void);");
  utimesSync(path, 1, 1);
  const { ctimeMs } = statSync(path);
  const stampAt = (startedMs: number): string | null | undefined =>
    recordDependencies({ files: new Map([[path, "hash"]]), directories: new Map(), identities: [] }, startedMs)
      .files[0]?.[2];
  assert.equal(stampAt(ctimeMs), null);
  assert.match(stampAt(ctimeMs + 60_000) ?? "", /^12 1000 /);
});

test("of older states of the headers only so many are remembered", () => {
  const directory = new CacheDirectory(join(folder, "cache"), 2 ** 20);
  const cache = new BindCache(directory);
  const texts = { isBound: true, headers: ["state.h"], specText: "", module: "", parts: [], wrapper: null } as const;
  const counts = { functions: 0, types: 0, constants: 0, macros: 0 };
  const output = { ...texts, diagnostics: [], omissions: [], counts, sources: new Map<string, string>() };
  for (const state of ["a", "b", "c", "d", "e", "f"]) {
    cache.store(
      "key",
      { output, texts: ["module"] },
      { files: [["state.h", state, null]], directories: [], identities: [] },
    );
  }
  const manifest = directory.read({ kind: "manifest", subject: "key" }) ?? "[]";
  const variants = JSON.parse(manifest) as readonly { readonly dependencies: Dependencies }[];
  assert.deepEqual(
    variants.map(({ dependencies }) => dependencies.files[0]?.[1]),
    ["f", "e", "d", "c"],
  );
});
