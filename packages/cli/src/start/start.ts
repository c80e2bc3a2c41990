/**
 * What the installed command runs first. `koine bind` and `koine validate` are over in the time that Node takes to find and
 * compile modules, so each is one script, whose compiled form is kept (`load-script.ts`). Other commands and other runtimes
 * load the modules of the command.
 */
import { join } from "node:path";
import type { CommandExtensions } from "../process-surroundings.ts";
import { loadScript } from "./load-script.ts";

/** What a script exports, and the modules of the command do. */
interface CommandProgram {
  readonly main: (extensions: CommandExtensions) => Promise<void>;
}

/** The first words that are for scripts, which are made from this folder and lie beside this one. */
const scripts: ReadonlyMap<string | undefined, string> = new Map([
  ["bind", "bind.cjs"],
  // Which every script knows.
  ["--version", "bind.cjs"],
  ["validate", "validate.cjs"],
  ["lint", "validate.cjs"],
]);

/**
 * Runs the command line of this process and sets its exit code.
 *
 * @param extensions What the package that installs the command adds to it.
 */
export async function start(extensions: CommandExtensions = {}): Promise<void> {
  const { bun, deno } = process.versions as Readonly<Record<string, string | undefined>>;
  const script = bun === undefined && deno === undefined ? scripts.get(process.argv[2]) : undefined;
  const { main } = script === undefined ? await import("@koine/cli") : loadProgram(script);
  await main({ ...extensions, importModule: (url) => import(url) });
}

function loadProgram(script: string): CommandProgram {
  return loadScript(join(import.meta.dirname, script)) as CommandProgram;
}
