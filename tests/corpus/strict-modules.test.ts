/**
 * Modules of all header sets compile as strictly as TypeScript can, with a type stated at every export, so that libraries can
 * publish them. One compiler checks all of them, and one module for several targets.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { bindHeaders, renderModuleParts, renderPartIndex } from "@koine/bindgen";
import { findIncludeDirectories, findMissingHeaders, headerSets } from "./header-set.ts";
import type { HeaderSet } from "./header-set.ts";

const repository = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
const folder = mkdtempSync(join(tmpdir(), "koine-strict-"));
after(() => rmSync(folder, { recursive: true }));

const options = {
  module: "nodenext",
  target: "es2024",
  lib: ["es2024", "esnext.disposable"],
  types: ["node"],
  strict: true,
  declaration: true,
  isolatedDeclarations: true,
  isolatedModules: true,
  verbatimModuleSyntax: true,
  rewriteRelativeImportExtensions: true,
  erasableSyntaxOnly: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitReturns: true,
  noImplicitOverride: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  allowUnreachableCode: false,
  outDir: "out",
};

/** Headers that declare something else on every target. */
const varied = `
#ifdef _WIN32
typedef unsigned long long handle;
struct state { handle value; int count; };
enum mode { SLOW = 1, FAST };
int windows_only(handle value);
#else
typedef struct state *handle;
struct state { long value; unsigned small : 3; };
enum mode { SLOW, FAST = 8 };
int others_only(struct state state, handle value);
#endif
#ifdef __APPLE__
#define LIMIT 3.5
#else
#define LIMIT 4
#endif
extern long changed;
long both(enum mode mode, handle value, void (*callback)(struct state *, void *), void *data);
int formatted(const char *format, ...);
struct node {
  struct node *next;
#ifdef _WIN32
  int value;
#else
  long value;
  short more;
#endif
};
typedef struct jpeg *jpeg_pointer;
struct failure;
struct jpeg {
  int (*start)(jpeg_pointer jpeg, long count);
  struct failure *failure;
#ifdef _WIN32
  unsigned short wide;
#endif
};
struct failure { void (*leave)(jpeg_pointer); jpeg_pointer owner; struct node *nodes; };
typedef struct outside {
  int count;
#ifdef _WIN32
  struct inside { struct outside *up; int value; } inside;
#else
  struct inside { struct outside *up; long value; } inside;
#endif
} outside;
#ifdef _WIN32
typedef unsigned attributes;
#define SLOWEST 3
#define ALIGN(x) ((unsigned short)(((x) + 3) & ~3))
#else
typedef union { char bytes[4]; int align; } attributes;
enum { SLOWEST = 4 };
#define ALIGN(x) (((x) + sizeof(long) - 1) & ~(sizeof(long) - 1))
#endif
struct node *first(struct outside *outside, attributes *attributes);
struct failure *last(jpeg_pointer jpeg);
`;
/** What programs do with types that need each other. */
const use = `import { first, inside, last, outside, SLOWEST } from "./varied.ts";
let sum: number = SLOWEST;
for (let node = first(outside.create().pointer, null); node !== null; node = node.value.next) sum += Number(node.value.value);
export const owner: bigint | undefined = last(null)?.value.owner?.value.failure?.value.nodes?.address;
export const up: bigint | undefined = inside.create().up?.value.inside.up?.address;
export const total: number = sum;
`;
/** Header sets of which several targets have headers here, where these differ. */
const shared = ["libclang", "math", "pthread", "sockets", "sqlite3", "stdio", "uinput"];
const installedTargets = [
  "x86_64-unknown-linux-gnu",
  "i686-unknown-linux-gnu",
  "aarch64-unknown-linux-gnu",
  "x86_64-w64-windows-gnu",
];

const targets = [
  "x86_64-unknown-linux-gnu",
  "aarch64-apple-darwin",
  "x86_64-pc-windows-msvc",
  "i686-unknown-linux-gnu",
];

/** Writes the parts that a module would have if it were large; nothing where its headers are not installed. */
function writeParts(name: string): readonly string[] {
  const set = headerSets.find((item) => item.name === name);
  if (set !== undefined && findMissingHeaders(set).length > 0) return [];
  const { spec } = bindHeaders({
    headers: set?.headers ?? [join(folder, `${name}.h`)],
    libraries: [name],
    ...(set === undefined ? { targets } : { includeDirectories: findIncludeDirectories(set) }),
  });
  assert.ok(spec !== null);
  const parts = renderModuleParts(spec, 0);
  mkdirSync(join(folder, `${name}-parts`));
  for (const part of parts) writeFileSync(join(folder, `${name}-parts`, `${part.name}.ts`), part.text);
  writeFileSync(join(folder, `${name}-parts.ts`), renderPartIndex(parts, `${name}-parts`));
  return parts.map((part) => part.name);
}

function writeForTargets(set: HeaderSet): void {
  const { module } = bindHeaders({
    headers: set.headers,
    libraries: [set.name],
    includeDirectories: findIncludeDirectories(set),
    targets: installedTargets,
  });
  assert.ok(module !== null, set.name);
  writeFileSync(join(folder, `${set.name}-targets.ts`), module);
}

test("all modules compile with isolatedDeclarations and every strict option", (t) => {
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(join(repository, "packages", "koine"), join(folder, "node_modules", "koine"));
  symlinkSync(join(repository, "node_modules", "@types"), join(folder, "node_modules", "@types"));
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, include: ["*.ts"] }));
  for (const set of headerSets.filter((item) => findMissingHeaders(item).length === 0)) {
    const includeDirectories = findIncludeDirectories(set);
    const { module } = bindHeaders({ headers: set.headers, libraries: [set.name], includeDirectories });
    assert.ok(module !== null, set.name);
    writeFileSync(join(folder, `${set.name}.ts`), module);
    if (shared.includes(set.name)) writeForTargets(set);
  }
  writeFileSync(join(folder, "varied.h"), varied);
  const { module, diagnostics } = bindHeaders({ headers: [join(folder, "varied.h")], libraries: ["varied"], targets });
  assert.deepEqual(diagnostics, []);
  assert.match(module ?? "", /declareByTarget/);
  assert.doesNotMatch(module ?? "", /c\.opaque/);
  writeFileSync(join(folder, "varied.ts"), module ?? "");
  writeFileSync(join(folder, "use-varied.ts"), use);
  const divided = ["SDL2", "varied"].flatMap((name) => writeParts(name));
  t.diagnostic(`${divided.length} parts`);
  const compiler = join(repository, "node_modules", "typescript", "bin", "tsc");
  const { status, stdout } = spawnSync(process.execPath, [compiler, "-p", folder], { encoding: "utf8" });
  assert.equal(stdout.split("\n").slice(0, 20).join("\n"), "");
  assert.equal(status, 0);
  const declarations = readdirSync(join(folder, "out")).filter((name) => name.endsWith(".d.ts"));
  t.diagnostic(`${declarations.length} modules`);
  assert.equal(declarations.length, readdirSync(folder).filter((name) => name.endsWith(".ts")).length);
});
