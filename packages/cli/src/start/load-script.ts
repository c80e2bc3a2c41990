/**
 * Loads a script, the text of a function around a CommonJS module that requires modules of Node only, with what V8 made of it in
 * an earlier run. Where that is kept, and how it is checked, is in `code-cache.ts`; how it is made, in `compile-kept.ts`.
 */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { createRequire } from "node:module";
import { Script } from "node:vm";
import { CodeCache } from "./code-cache.ts";
import { compileRehearsed, compileWhole } from "./compile-kept.ts";

type ScriptFunction = (
  module: { readonly exports: object },
  exports: object,
  require: (name: string) => unknown,
  filename: string,
) => void;

/** What a script exports that is rehearsed. */
interface RehearsedScript {
  /** Runs what most runs do, and changes nothing outside of the script. */
  readonly rehearse: () => unknown;
}

/** Gives what the script at a path exports. All of it is kept as V8 compiled it. */
export function loadScript(path: string): unknown {
  return run(compile(path, compileWhole), path);
}

/** Gives what the script at a path exports. What its rehearsal uses is kept as V8 compiled it. */
export function loadRehearsedScript(path: string): unknown {
  // In an instance of its own, which is forgotten then.
  const rehearse = (script: Script): unknown => (run(script, path) as RehearsedScript).rehearse();
  const script = compile(path, (text, filename, cache) => compileRehearsed(text, filename, { cache, rehearse }));
  return run(script, path);
}

function run(script: Script, path: string): unknown {
  const module = { exports: {} };
  const call = script.runInThisContext() as ScriptFunction;
  call(module, module.exports, requireFrom(path), path);
  return module.exports;
}

function compile(filename: string, compileFirst: typeof compileWhole): Script {
  // The text of a function. It is ASCII only, which V8 keeps in one byte per character if nothing has to be decoded.
  const text = readText(filename);
  const cache = CodeCache.of(filename);
  if (cache === undefined) return new Script(text, { filename });
  const cachedData = cache.read(giveMemory);
  if (cachedData !== undefined) {
    const script = new Script(text, { filename, cachedData });
    if (script.cachedDataRejected !== true) return script;
  }
  return compileFirst(text, filename, cache);
}

/** Memory for what is read, one after the other: to touch memory for the first time takes longer than to fill it. */
let memory = Buffer.allocUnsafeSlow(1 << 21);

function giveMemory(byteLength: number): Buffer {
  if (memory.length < byteLength) memory = Buffer.allocUnsafeSlow(byteLength);
  return memory;
}

function readText(path: string): string {
  const descriptor = openSync(path, "r");
  try {
    const { size } = fstatSync(descriptor);
    const bytes = giveMemory(size);
    let filled = 0;
    for (let count = 1; count > 0 && filled < size; filled += count) {
      count = readSync(descriptor, bytes, filled, size - filled, null);
    }
    return bytes.toString("latin1", 0, filled);
  } finally {
    closeSync(descriptor);
  }
}

/** Scripts load modules of Node only. Before Node 20.16 those had to be asked for by somebody. */
function requireFrom(path: string): (name: string) => unknown {
  if (!("getBuiltinModule" in process)) return createRequire(path);
  return (name) => process.getBuiltinModule(name);
}
