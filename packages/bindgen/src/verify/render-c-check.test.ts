/** What compilers take for a part of a type, and specs do not say, is no difference between them. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { bindHeaders } from "../bind-headers.ts";
import { renderCCheck } from "./render-c-check.ts";

const folder = mkdtempSync(join(tmpdir(), "koine-check-"));
after(() => rmSync(folder, { recursive: true }));

const skip = spawnSync("gcc", ["--version"]).status === 0 ? false : "no gcc here";

const stops = `
typedef void (*stop)(int code) __attribute__((noreturn));
struct access {
  void (*error)(char *text, ...) __attribute__((noreturn));
  void (*const warning)(char *text, ...);
  stop end;
};
extern void (*hook)(const struct access *) __attribute__((noreturn));
void leave(int code) __attribute__((noreturn));
`;

/** What gcc says against a header's spec, once the header has changed to another text. */
function complainAbout(text: string, actual = text): string {
  const header = join(folder, "stops.h");
  writeFileSync(header, text);
  const targets = ["x86_64-unknown-linux-gnu"];
  const { spec, diagnostics } = bindHeaders({ headers: [header], libraries: ["x"], targets });
  assert.deepEqual(diagnostics, []);
  assert.ok(spec !== null);
  writeFileSync(header, actual);
  const words = ["-std=gnu17", "-fsyntax-only", "-w", `-I${folder}`, "-x", "c", "-"];
  return spawnSync("gcc", words, { input: renderCCheck(spec), encoding: "utf8" }).stderr;
}

test("pointers to functions that do not return are pointers to functions", { skip }, () => {
  assert.equal(complainAbout(stops), "");
});

test("another result or parameter of such a function is told", { skip }, () => {
  assert.match(complainAbout(stops, stops.replace("(*stop)(int", "(*stop)(long")), /stop: void \(\*\)\(int\)/);
  assert.match(
    complainAbout(stops, stops.replace("void (*error)", "int (*error)")),
    /error: void \(\*\)\(char \*, ...\)/,
  );
  assert.match(complainAbout(stops, stops.replace("void (*hook)", "void *(*hook)")), /hook: void \(\*\)/);
});

test("constants of 128 bits are what they are", { skip }, () => {
  const text = `#define MOST (~(__int128)0 ^ (__int128)1 << 127)
#define LEAST ((__int128)1 << 127)
#define ALL (~(unsigned __int128)0)
#define SOME ((__int128)-5 << 64 | 7)
`;
  assert.equal(complainAbout(text), "");
  assert.match(complainAbout(text, text.replace("-5", "-6")), /"SOME"/);
});
