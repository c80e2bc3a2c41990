/** Compiles all functions of a script at once, which is what is worth keeping: the same whatever was run first. */
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";
import type { CodeCache } from "./code-cache.ts";

/** Compiles a script as a whole and keeps the result; where nothing can be kept, only what it needs. */
export function compileWhole(text: string, filename: string, cache: CodeCache): Script {
  let script: Script | undefined;
  cache.write(() => {
    // V8 accepts the data in a later run only if its flags are the same then.
    setFlagsFromString("--no-lazy");
    script = new Script(text, { filename });
    setFlagsFromString("--lazy");
    return script.createCachedData();
  });
  return script ?? new Script(text, { filename });
}
