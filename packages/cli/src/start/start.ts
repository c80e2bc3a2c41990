/**
 * What the installed command runs first. `koine bind` is over in the time that Node takes to find and compile modules, so it is
 * one script, whose compiled form is kept (`load-script.ts`). Other commands and other runtimes load the modules of the command.
 */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CommandExtensions } from "../process-surroundings.ts";
import { loadScript } from "./load-script.ts";

/**
 * Runs the command line of this process and sets its exit code.
 *
 * @param extensions What the package that installs the command adds to it.
 */
export async function start(extensions: CommandExtensions = {}): Promise<void> {
  const { bun, deno } = process.versions as Readonly<Record<string, string | undefined>>;
  const isQuick = process.argv[2] === "bind" && bun === undefined && deno === undefined;
  const { main } = isQuick ? await loadBind() : await import("@koine/cli");
  await main({ ...extensions, importModule: (url) => import(url) });
}

async function loadBind(): Promise<typeof import("./bind-main.ts")> {
  // Both scripts are made from this folder, and lie in one.
  const folder = dirname(fileURLToPath(import.meta.url));
  return (await loadScript(join(folder, "bind.cjs"))) as typeof import("./bind-main.ts");
}
