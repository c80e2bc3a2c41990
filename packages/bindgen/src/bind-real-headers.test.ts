/** Binds headers of installed libraries; gcc judges what the specs say, and objects to specs that were changed. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { bindHeaders } from "./bind-headers.ts";
import type { BindResult } from "./bind-result.ts";
import { bindSpec } from "./bind-spec.ts";
import type { SpecDeclaration } from "./spec/model.ts";
import { renderType } from "./spec/render-type.ts";
import { renderCCheck } from "./verify/render-c-check.ts";

const folder = mkdtempSync(join(tmpdir(), "koine-bind-"));
after(() => rmSync(folder, { recursive: true }));

const hasGcc = spawnSync("gcc", ["--version"]).status === 0;

function bind(header: string, library: string): BindResult & { readonly spec: NonNullable<BindResult["spec"]> } {
  const result = bindHeaders({ headers: [header], libraries: [library], targets: [] });
  assert.ok(result.spec !== null, JSON.stringify(result.diagnostics));
  return result;
}

function signature(declarations: readonly SpecDeclaration[], name: string): string {
  const found = declarations.find((item) => item.kind === "function" && item.name === name);
  assert.ok(found?.kind === "function", `${name} is missing`);
  const parameters = found.parameters.map((parameter) => `${parameter.name ?? "_"}: ${renderType(parameter.type)}`);
  return `(${parameters.join(", ")}) => ${renderType(found.result)}`;
}

const headers = [
  {
    header: "zlib.h",
    library: "z",
    signatures: {
      crc32: "(crc: t:uLong, buf: *const t:Bytef, len: t:uInt) => t:uLong",
      zlibVersion: "() => *const char",
      deflateInit_: "(strm: t:z_streamp, level: int, version: *const char, stream_size: int) => int",
      inflateBack: "(strm: t:z_streamp, in: t:in_func, in_desc: *void, out: t:out_func, out_desc: *void) => int",
      uncompress: "(dest: *t:Bytef, destLen: *t:uLongf, source: *const t:Bytef, sourceLen: t:uLong) => int",
    },
    records: { z_stream_s: 112, gz_header_s: 80 },
    constants: { Z_DEFAULT_COMPRESSION: -1n, Z_STREAM_END: 1n, MAX_WBITS: 15n },
    omitted: ["gzvprintf", "deflateInit"],
  },
  {
    header: "sqlite3.h",
    library: "sqlite3",
    signatures: {
      sqlite3_open: "(filename: *const char, ppDb: **t:sqlite3) => int",
      sqlite3_exec:
        "(_: *t:sqlite3, sql: *const char, callback: *fn(*void, int, **char, **char) int, _: *void, errmsg: **char) => int",
      sqlite3_bind_int64: "(_: *t:sqlite3_stmt, _: int, _: t:sqlite3_int64) => int",
      sqlite3_column_text: "(_: *t:sqlite3_stmt, iCol: int) => *const unsigned char",
      sqlite3_bind_text: "(_: *t:sqlite3_stmt, _: int, _: *const char, _: int, _: *fn(*void) void) => int",
    },
    records: { sqlite3_vfs: 168, sqlite3_index_info: 96 },
    constants: { SQLITE_OK: 0n, SQLITE_ROW: 100n, SQLITE_OPEN_CREATE: 4n },
    omitted: ["sqlite3_vmprintf"],
  },
] as const;

for (const { header, library, signatures, records, constants, omitted } of headers) {
  const isThere = existsSync(`/usr/include/${header}`) || existsSync(`/usr/local/include/${header}`);
  const skip = isThere && process.arch === "x64" ? false : `needs ${header} on x64 Linux`;

  test(`${header} binds without a diagnostic`, { skip }, () => {
    assert.deepEqual(bind(header, library).diagnostics, []);
  });

  test(`${header}: functions, records and constants are what the header says`, { skip }, () => {
    const { spec, omissions } = bind(header, library);
    for (const [name, expected] of Object.entries(signatures)) {
      assert.equal(signature(spec.declarations, name), expected, name);
    }
    for (const [name, size] of Object.entries(records)) {
      const record = spec.declarations.find((item) => item.kind === "struct" && item.name === name);
      assert.equal(record?.kind === "struct" ? record.byteLength : undefined, size, name);
    }
    for (const [name, value] of Object.entries(constants)) {
      const constant = spec.declarations.find((item) => item.kind === "constant" && item.name === name);
      assert.deepEqual(constant?.kind === "constant" ? constant.value : undefined, { kind: "integer", value }, name);
    }
    const omittedNames = new Set(omissions.map((omission) => omission.name));
    for (const name of omitted) assert.ok(omittedNames.has(name), `${name} is left out in silence`);
  });

  test(`${header}: the spec and the module are the same every time, and from the spec`, { skip }, () => {
    const first = bind(header, library);
    const second = bind(header, library);
    assert.equal(second.specText, first.specText);
    assert.equal(second.module, first.module);
    assert.equal(bindSpec(first.specText ?? "", "spec.json").module, first.module);
    assert.equal(bindSpec(first.specText ?? "", "spec.json").specText, first.specText);
  });

  test(`${header}: the spec names no path of this machine, and has a line per declaration`, { skip }, () => {
    const { spec, specText } = bind(header, library);
    // What the library's authors wrote in comments is theirs: sqlite3.h has paths in its examples.
    const withoutDocs = JSON.stringify({ ...(JSON.parse(specText ?? "{}") as object), docs: undefined });
    assert.doesNotMatch(withoutDocs, /\/usr\/|\/tmp\//);
    const lines = (specText ?? "").split("\n").filter((line) => line.startsWith('{"kind":'));
    assert.equal(lines.length, spec.declarations.length + spec.skipped.length);
  });

  test(`${header}: gcc agrees with every type, size, offset and value`, { skip: skip || !hasGcc }, () => {
    const source = renderCCheck(bind(header, library).spec);
    const file = join(folder, `${library}.c`);
    writeFileSync(file, source);
    assert.ok(source.split("_Static_assert").length > 100);
    const run = spawnSync("gcc", ["-std=gnu17", "-fsyntax-only", "-w", file], { encoding: "utf8" });
    assert.equal(run.stderr, "");
    assert.equal(run.status, 0);
  });
}

test("headers that only the compiler has are found where it has them", { skip: !hasGcc }, () => {
  const { spec, diagnostics } = bind("unwind.h", "gcc_s");
  assert.deepEqual(diagnostics, []);
  assert.match(
    signature(spec.declarations, "_Unwind_Backtrace"),
    /^\(_: t:_Unwind_Trace_Fn, _: \*void\) => t:_Unwind_Reason_Code$/,
  );
  assert.deepEqual(
    spec.head.files.map(({ path }) => path).filter((path) => path.includes("gcc")),
    [],
  );
});

for (const [title, wrong] of [
  ["an offset", (text: string) => text.replace('["avail_in","t:uInt",8]', '["avail_in","t:uInt",12]')],
  ["a size", (text: string) => text.replace('"size":112', '"size":120')],
  [
    "a constant",
    (text: string) =>
      text.replace('"name":"Z_FINISH","type":"int","value":4', '"name":"Z_FINISH","type":"int","value":5'),
  ],
  [
    "a string",
    (text: string) =>
      text.replace(
        '"name":"ZLIB_VERSION","type":"[7]char","string":"1.',
        '"name":"ZLIB_VERSION","type":"[7]char","string":"0.',
      ),
  ],
  [
    "a parameter",
    (text: string) =>
      text.replace('["buf","*const t:Bytef"],["len","t:uInt"]', '["buf","*const t:Bytef"],["len","t:uLong"]'),
  ],
  ["a member", (text: string) => text.replace('["msg","*char",48]', '["msg","*const char",48]')],
] as const) {
  test(`gcc objects when ${title} in a spec is wrong`, { skip: !hasGcc || !existsSync("/usr/include/zlib.h") }, () => {
    const { specText } = bind("zlib.h", "z");
    const changed = wrong(specText ?? "");
    assert.notEqual(changed, specText);
    const { spec } = bindSpec(changed, "spec.json");
    assert.ok(spec !== null);
    const run = spawnSync("gcc", ["-std=gnu17", "-fsyntax-only", "-w", "-x", "c", "-"], {
      input: renderCCheck(spec),
      encoding: "utf8",
    });
    assert.notEqual(run.status, 0);
    assert.match(run.stderr, /static assertion failed/);
  });
}

test("what is the C library's and made by callers is complete behind pointers, and what it makes itself is opaque", () => {
  const path = join(folder, "pointers.h");
  writeFileSync(
    path,
    `#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <zlib.h>
#include <netinet/in.h>
#include <sys/select.h>
int wait_for(const struct timeval *timeout, fd_set *set, const sigset_t *mask, struct tm *when);
struct server { struct sockaddr_in *address; FILE *log; z_stream *stream; };
`,
  );
  const { spec } = bind(path, "x");
  const kinds = new Map(spec.declarations.map(({ kind, name }) => [name, kind]));
  const named = ["timeval", "fd_set", "__sigset_t", "tm", "sockaddr_in", "in_addr", "_IO_FILE", "z_stream_s"];
  assert.deepEqual(
    named.map((name) => `${name}: ${kinds.get(name)}`),
    [
      "timeval: struct",
      "fd_set: typedef",
      "__sigset_t: struct",
      "tm: struct",
      "sockaddr_in: struct",
      "in_addr: struct",
      "_IO_FILE: opaque",
      "z_stream_s: opaque",
    ],
  );
});

test("what is reserved is bound of an internal header that is named, and of no other", () => {
  const named = bind("asm-generic/ioctl.h", "c");
  const macro = named.spec.declarations.find(({ name }) => name === "_IOR");
  assert.equal(macro?.kind, "macro");
  assert.ok(named.spec.declarations.some(({ name }) => name === "_IOC_NRBITS"));
  assert.ok(!bind("sys/ioctl.h", "c").spec.declarations.some(({ name }) => name === "_IOR"));
});
