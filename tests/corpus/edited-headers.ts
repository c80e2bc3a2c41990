/**
 * Headers that change between two bindings in every way that a file system knows: content, links, folders in place of files, files that
 * newly stand in front of others, and options. What the cache answers is compared with what binding gives then.
 */
import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { bindHeaders } from "@koine/bindgen";
import type { BindOptions } from "@koine/bindgen";
import { bindHeadersCached } from "@koine/bindgen/cached";
import fc from "fast-check";

/** What is bound, which stays where it is. */
const main = "project/a.h";
const files = ["project/p.h", "first/p.h", "first/q.h", "second/p.h", "second/q.h", "second/sub/r.h", "first/sub/r.h"];
const folders = ["first", "second", "first/sub", "second/sub"];
const others = ["project/bytes", "project/package.json", "package.json", "first/p.h.orig"];

const header = fc.constantFrom("p.h", "q.h", "sub/r.h", "../second/p.h", "../project/a.h");
const digit = fc.constantFrom("1", "2");
const line = fc.oneof(
  fc.tuple(header, fc.constantFrom('""', "<>")).map(([name, [open, close]]) => `#include ${open}${name}${close}`),
  fc.tuple(header, digit).map(([name, one]) => `#if __has_include(<${name}>)\nint has_${one}(void);\n#endif`),
  header.map((name) => `#ifndef AGAIN\n#define AGAIN\n#include_next <${name.split("/").at(-1)}>\n#endif`),
  fc.constant("#pragma once"),
  fc.constant('#if __has_embed("bytes") == __STDC_EMBED_FOUND__\nenum { FOUND =\n#embed "bytes" limit(1)\n};\n#endif'),
  fc.constant('#if __has_embed("bytes") == __STDC_EMBED_EMPTY__\nint empty_bytes(void);\n#endif'),
  digit.map((one) => `int function_${one}(int count);`),
  digit.map((one) => `#undef VALUE\n#define VALUE ${one}`),
  digit.map((one) => `#if FLAG == ${one}\nint flag_${one}(void);\n#endif`),
  fc.constant("static inline int twice(int x) { return 2 * x; }"),
  fc.constant("#include <stddef.h>\nsize_t length(void);"),
);
const text = fc.array(line, { maxLength: 4 }).map((lines) => lines.map((one) => `${one}\n`).join(""));
const path = fc.constantFrom(main, ...files, ...files, ...folders, ...others);

const step = fc.oneof(
  { arbitrary: fc.record({ kind: fc.constant("write"), path, text }), weight: 6 },
  { arbitrary: fc.record({ kind: fc.constant("remove"), path }), weight: 2 },
  { arbitrary: fc.record({ kind: fc.constant("folder"), path }), weight: 1 },
  { arbitrary: fc.record({ kind: fc.constant("link"), path, to: path }), weight: 3 },
  { arbitrary: fc.record({ kind: fc.constant("copy"), path, to: path }), weight: 2 },
  { arbitrary: fc.record({ kind: fc.constant("move"), path, to: path }), weight: 2 },
  { arbitrary: fc.record({ kind: fc.constant("nothing") }), weight: 2 },
  {
    arbitrary: fc.record({
      kind: fc.constant("options"),
      options: fc.record({
        defines: fc.constantFrom([], ["FLAG=1"], ["FLAG=2"]),
        includeDirectories: fc.constantFrom(["first", "second"], ["second", "first"], ["first"]),
        standard: fc.constantFrom(undefined, "c99", "c23"),
        preincludes: fc.constantFrom([], ["first/q.h"], ["p.h"]),
        wrapper: fc.constantFrom(undefined, "./wrap"),
      }),
      variable: fc.constantFrom(undefined, "second", "project"),
    }),
    weight: 2,
  },
);
type Step = typeof step extends fc.Arbitrary<infer TValue> ? TValue : never;

const scenario = fc.record({
  texts: fc.array(text, { minLength: files.length + 1, maxLength: files.length + 1 }),
  steps: fc.array(step, { minLength: 1, maxLength: 12 }),
  // What was changed in the last two seconds is compared by content; later, stamps are believed.
  isLater: fc.boolean(),
});

/** How often the cache was asked, and how often it had the answer. */
export interface CacheUse {
  readonly asked: number;
  readonly answered: number;
}

/**
 * Makes `count` series of edits from a seed, and binds after each edit.
 *
 * @throws {AssertionError} For the first answer that is not what binding gives, made as small as possible.
 */
export async function editHeaders(seed: number, count: number): Promise<CacheUse> {
  let asked = 0;
  let answered = 0;
  const property = fc.asyncProperty(scenario, async ({ texts, steps, isLater }) => {
    const place = new EditedPlace(texts);
    try {
      for (const one of [{ kind: "nothing" } as const, ...steps]) {
        place.apply(one);
        // An edit after the other.
        // oxlint-disable-next-line no-await-in-loop
        const isAnswered = await place.compare(isLater);
        asked++;
        if (isAnswered) answered++;
      }
    } finally {
      place.remove();
    }
  });
  await fc.assert(property, { seed, numRuns: count });
  return { asked, answered };
}

class EditedPlace {
  readonly #root = mkdtempSync(join(tmpdir(), "koine-edits-"));
  #options: Partial<BindOptions> = { includeDirectories: ["../first", "../second"] };
  #variable: string | undefined;
  #timeOfFiles = 0;

  constructor(texts: readonly string[]) {
    for (const folder of ["project", ...folders]) mkdirSync(this.#at(folder));
    for (const [index, name] of [main, ...files].entries()) writeFileSync(this.#at(name), texts[index] ?? "");
  }

  remove(): void {
    rmSync(this.#root, { recursive: true });
  }

  /** Does what a step says, as far as the file system lets it. */
  apply(one: Step): void {
    this.#letTimePass();
    if (one.kind === "options") {
      const { includeDirectories, preincludes, ...options } = one.options;
      const fromProject = (names: readonly string[]): readonly string[] => names.map((name) => `../${name}`);
      this.#variable = one.variable;
      this.#options = { ...options, includeDirectories: fromProject(includeDirectories), preincludes };
    } else if (one.kind !== "nothing") {
      try {
        this.#change(one);
      } catch (error) {
        // A folder within itself, a link in a circle: then there is no such edit.
        if (!(error instanceof Error && "code" in error)) throw error;
      }
    }
  }

  #change(one: Exclude<Step, { readonly kind: "options" | "nothing" }>): void {
    const at = this.#at(one.path);
    mkdirSync(dirname(at), { recursive: true });
    if (one.kind === "write") {
      if (statSync(at, { throwIfNoEntry: false })?.isDirectory() === true) rmSync(at, { recursive: true });
      writeFileSync(at, one.text);
      return;
    }
    if (one.kind === "move") {
      renameSync(at, this.#at(one.to));
      return;
    }
    if (one.kind === "copy") {
      cpSync(this.#at(one.to), `${at}.new`, { recursive: true, dereference: true });
      rmSync(at, { recursive: true, force: true });
      renameSync(`${at}.new`, at);
      return;
    }
    rmSync(at, { recursive: true, force: true });
    if (one.kind === "folder") mkdirSync(at);
    else if (one.kind === "link") symlinkSync(this.#at(one.to), at);
  }

  /** Binds with the cache and without; tells whether the cache had the answer. */
  async compare(isLater: boolean): Promise<boolean> {
    const options: BindOptions = {
      headers: ["a.h"],
      libraries: ["a"],
      targets: ["x86_64-unknown-linux-gnu"],
      choose: { files: { include: ["."] } },
      workingDirectory: this.#at("project"),
      ...this.#options,
    };
    const steps: string[] = [];
    const { now } = Date;
    const { CPATH } = process.env;
    try {
      if (this.#variable !== undefined) process.env["CPATH"] = this.#at(this.#variable);
      if (isLater) Date.now = () => now() + 3_600_000;
      const onProgress = (name: string): void => void steps.push(name);
      const cached = await bindHeadersCached({ ...options, onProgress }, { directory: this.#at("cache") });
      assert.deepEqual(describe(cached), describe(bindHeaders(options)));
    } finally {
      Date.now = now;
      if (CPATH === undefined) delete process.env["CPATH"];
      else process.env["CPATH"] = CPATH;
    }
    return steps.length === 0;
  }

  /** Waits until the file system counts another time than at the last edit, so that a stamp tells the two apart. */
  #letTimePass(): void {
    const clock = this.#at("clock");
    let time: number;
    do {
      writeFileSync(clock, "");
      time = statSync(clock).ctimeMs;
    } while (time === this.#timeOfFiles);
    // What changes now may still have this time, but nothing before it has.
    this.#timeOfFiles = time;
  }

  #at(name: string): string {
    return join(this.#root, name);
  }
}

/** What there is to read of a binding. Advice is not: it names what is anywhere on the machine. */
function describe(output: Awaited<ReturnType<typeof bindHeadersCached>>): object {
  const { module, specText, wrapper, parts, omissions, counts, headers, sources } = output;
  const diagnostics = output.diagnostics.map(({ help: _, ...diagnostic }) => diagnostic);
  const all = { module, specText, wrapper, parts, omissions, counts, headers, sources: [...sources], diagnostics };
  // What is `undefined` is not kept, and nobody can tell.
  return JSON.parse(JSON.stringify(all)) as object;
}
