/**
 * Loads a script, the text of a function around a CommonJS module that requires modules of Node only, with what V8 made of it in
 * an earlier run. Where that is kept, and how it is checked, is in `code-cache.ts`; how it is made, in `compile-whole.ts`.
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

/** Gives what the script at a path exports. */
export async function loadScript(path: string): Promise<unknown> {
  // The text of a function. It is ASCII only, which V8 keeps in one byte per character if nothing has to be decoded.
  const text = readFileSync(path, "latin1");
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

/** Scripts load modules of Node only. Before Node 20.16 those had to be asked for by somebody. */
function requireFrom(path: string): (name: string) => unknown {
  if (!("getBuiltinModule" in process)) return createRequire(path);
  return (name) => process.getBuiltinModule(name);
}
