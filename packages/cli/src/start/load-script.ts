/**
 * Loads a CommonJS script, which imports nothing, with what V8 made of it in an earlier run. Where that is kept, and how it is
 * checked, is in `code-cache.ts`; how it is made, in `compile-whole.ts`.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Script } from "node:vm";
import { CodeCache } from "./code-cache.ts";

type ScriptFunction = (
  module: { readonly exports: object },
  exports: object,
  require: (name: string) => unknown,
  filename: string,
) => void;

/** Modules that Node takes milliseconds to load, and that few runs need. */
const slowModules: ReadonlySet<string> = new Set(["node:child_process", "node:crypto"]);

/** Gives what the script at a path exports. */
export async function loadScript(path: string): Promise<unknown> {
  // esbuild writes ASCII only, which V8 keeps in one byte per character if nothing has to be decoded.
  const text = `(function (module, exports, require, __filename) { ${readFileSync(path, "latin1")}\n})`;
  const script = await compile(text, path);
  const module = { exports: {} };
  const run = script.runInThisContext() as ScriptFunction;
  run(module, module.exports, requireFrom(path), path);
  return module.exports;
}

async function compile(text: string, filename: string): Promise<Script> {
  const cache = CodeCache.of(filename);
  if (cache === undefined) return new Script(text, { filename });
  const cachedData = cache.read();
  if (cachedData !== undefined) {
    const script = new Script(text, { filename, cachedData });
    if (script.cachedDataRejected !== true) return script;
  }
  const { compileWhole } = await import("./compile-whole.ts");
  return compileWhole(text, filename, cache);
}

/** Modules that are slow to load are loaded when something of theirs is first used. */
function requireFrom(path: string): (name: string) => unknown {
  const require = createRequire(path);
  return (name) => {
    if (!slowModules.has(name)) return require(name) as unknown;
    return new Proxy({}, { get: (_, key) => Reflect.get(require(name) as object, key) as unknown });
  };
}
