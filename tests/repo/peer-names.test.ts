/** The pages `docs/from-*.md` name everything that the other foreign function interface has, as it is installed here. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { bun, deno, node, runProgram } from "./peer-runner.ts";
import type { Runner } from "./peer-runner.ts";
import { repositoryRoot } from "./source-file.ts";

/** Programs that print the names as JSON: what is exported, the methods, the names of types, and the options. */
const inventories: ReadonlyArray<readonly [page: string, runner: Runner, program: string]> = [
  [
    "from-koffi",
    node,
    `import koffi from "koffi";
const members = Object.getOwnPropertyNames(Object.getPrototypeOf(koffi.load(null)));
// Types of a byte order are listed without the "_t" that they may end in.
const types = Object.keys(koffi.types).map((name) => name.replace(/_([bl]e)_t$/, "_$1"));
const options = [...Object.keys(koffi.config()), "lazy", "global", "deep", "countedBy"];
console.log(JSON.stringify([...Object.keys(koffi), ...members, ...Object.keys(koffi.node), ...types, ...options]));
`,
  ],
  [
    "from-node-ffi",
    node,
    `import * as ffi from "node:ffi";
const members = Object.getOwnPropertyNames(ffi.DynamicLibrary.prototype);
console.log(JSON.stringify([...Object.keys(ffi), ...members, ...Object.values(ffi.types)]));
`,
  ],
  [
    "from-bun-ffi",
    bun,
    `import * as ffi from "bun:ffi";
const types = Object.keys(ffi.FFIType).filter((name) => !/^[0-9]/.test(name));
const reads = Object.keys(ffi.read).map((name) => "read." + name);
console.log(JSON.stringify([...Object.keys(ffi), ...types, ...reads, "args", "returns", "threadsafe"]));
`,
  ],
  [
    "from-deno",
    deno,
    `const { UnsafePointer, UnsafePointerView, UnsafeCallback, UnsafeFnPointer } = Deno;
const classes = [UnsafePointerView, UnsafeCallback, UnsafeFnPointer];
const members = classes.flatMap((one) => [one.name, ...Object.getOwnPropertyNames(one.prototype)]);
const statics = Object.getOwnPropertyNames(UnsafePointer).map((name) => "UnsafePointer." + name);
const types = ["u8", "i8", "u16", "i16", "u32", "i32", "u64", "i64", "usize", "isize", "f32", "f64", "bool", "void"];
const others = ["pointer", "buffer", "function", "struct", "nonblocking", "optional", "parameters", "result", "type"];
console.log(JSON.stringify([...members, ...statics, ...types, ...others, "UnsafeCallback.threadSafe"]));
`,
  ],
];

/** What JavaScript itself gives every class, function and module. */
const own: readonly string[] = ["constructor", "default", "length", "name", "prototype"];

/** What stands between backticks: the whole of it, and its words. */
function namesIn(page: string): ReadonlySet<string> {
  const text = readFileSync(join(repositoryRoot, "docs", `${page}.md`), "utf8");
  return new Set([...text.matchAll(/`([^`\n]+)`/g)].flatMap(([, code = ""]) => [code, ...code.split(/\W+/)]));
}

for (const [page, runner, program] of inventories) {
  const isThere = existsSync(join(repositoryRoot, "node_modules", runner.executable));
  const skip = isThere ? false : `node_modules/${runner.executable} is not installed`;
  test(`docs/${page}.md names everything that there is`, { skip }, () => {
    const printed = JSON.parse(runProgram(runner, `${page}-names`, program)) as readonly string[];
    const names = printed.filter((name) => !own.includes(name.split(".").at(-1) ?? ""));
    assert.ok(names.length > 40, `only ${names.length} names`);
    const named = namesIn(page);
    assert.deepEqual(
      names.filter((name) => !named.has(name)),
      [],
    );
  });
}
