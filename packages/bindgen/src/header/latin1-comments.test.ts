/** Comments in Latin-1 keep their letters; what is no comment does not become other text. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { bindHeaders } from "../bind-headers.ts";
import { describeContent, HeaderFiles } from "./header-files.ts";
import { decodeWithLatin1Comments } from "./latin1-comments.ts";

const folder = mkdtempSync(join(tmpdir(), "koine-latin1-"));
after(() => rmSync(folder, { recursive: true }));

function write(name: string, ...parts: readonly (string | Buffer)[]): string {
  const path = join(folder, name);
  writeFileSync(
    path,
    Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : part))),
  );
  return path;
}

test("comments are Latin-1 line by line where they are no UTF-8, and literals are not", () => {
  const decode = (...parts: readonly (string | Buffer)[]): string =>
    decodeWithLatin1Comments(Buffer.concat(parts.map((part) => Buffer.from(part as string, "latin1"))));
  assert.equal(decode("/* M\xfcller */ int a; // \xe9\n"), "/* Müller */ int a; // é\n");
  assert.equal(decode('"/* \xfc */" \'/*\xfc\' "\\" // \xfc"\n'), '"/* \ufffd */" \'/*\ufffd\' "\\" // \ufffd"\n');
  assert.equal(decode("/* \xc3\xbc\n \xfc */ \xfc"), "/* ü\n ü */ \ufffd");
  assert.equal(decode("/* \xef\xbf\xbd */"), "/* \ufffd */");
  assert.equal(decode("#error don't /* \xfc */\n/* open \xfc"), "#error don't /* ü */\n/* open ü");
});

test("literals and comments may be of any length, and escaped quotes are read once", () => {
  const long = "a".repeat(10_000_000);
  const decode = (text: string): string => decodeWithLatin1Comments(Buffer.from(text, "latin1"));
  assert.ok(decode(`"${long}/*\xfc*/" /* \xfc */`).endsWith('/*\ufffd*/" /* ü */'));
  assert.ok(decode(`/*${long} \xfc */`).endsWith(" ü */"));
  assert.ok(decode(`'${'\\"'.repeat(1_000_000)} " /* \xfc */`).endsWith(' " /* ü */'));
  assert.ok(decode(`"${'\\"'.repeat(1_000_000)} /* \xfc */`).endsWith(" /* ü */"));
});

test("documentation has its letters, and a string of other bytes is left out", () => {
  const path = write("m.h", '/** Z\xe4hlt f\xfcr M\xfcller. */\nint count(void);\n#define NAME "M\xfcller"\n');
  const { module, diagnostics, spec } = bindHeaders({ headers: [path], libraries: ["m"] });
  assert.deepEqual(diagnostics, []);
  assert.match(module ?? "", /\/\*\* Zählt für Müller\. \*\//);
  assert.deepEqual(
    spec?.skipped.map(({ name }) => name),
    ["NAME"],
  );
});

test("such a file is known again by its bytes", () => {
  const path = write("n.h", "/* \xfc */\n");
  const files = new HeaderFiles();
  assert.equal(files.readFile(path), "/* ü */\n");
  assert.equal(files.hashOf(path), describeContent(path));
});
