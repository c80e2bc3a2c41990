/** Compiles a script for the first time, and keeps what is worth keeping: the same whatever is run first. */
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";
import type { CodeCache } from "./code-cache.ts";

/** Compiles a script and keeps all of its functions; where nothing can be kept, it compiles only what is needed. */
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

/**
 * Compiles a script and keeps those of its functions that a rehearsal calls: most of a large script is for few headers, and takes its time to
 * load. The others are compiled when they are called. What goes wrong in the rehearsal costs time only.
 *
 * @param rehearse Runs the script for nothing.
 */
export function compileRehearsed(
  text: string,
  filename: string,
  { cache, rehearse }: { readonly cache: CodeCache; readonly rehearse: (script: Script) => void },
): Script {
  const script = new Script(text, { filename });
  cache.write(() => {
    try {
      rehearse(script);
    } catch {
      // What was called until then is kept. If it is a mistake of ours, the run itself tells it.
    }
    return script.createCachedData();
  });
  return script;
}
