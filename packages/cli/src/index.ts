/** The `koine` command as a function; `bin/koine.js` of the package `koine` calls it. */
export { runCommand } from "./command-line/run-command.ts";
export { main } from "./main.ts";
export type { LibclangReader, Surroundings } from "./command-line/command.ts";
export { exitCodes } from "./command-line/exit-code.ts";
export type { ExitCode } from "./command-line/exit-code.ts";
