/** `koine new`: a folder with an API document to begin with. What is in it is `new-files.ts`. */
import { defineCommand } from "../command-line/command.ts";
import type { Command } from "../command-line/command.ts";

export const newCommand: Command = defineCommand({
  name: "new",
  summary: "Make a folder with an API document to begin with",
  positionals: "NAME",
  positionalCount: [1, 1],
  options: {},
  description:
    "NAME is the folder; its last part, in letters, digits and _, names the package, the module and what C names begin with.",
  run: async ({ positionals: [path = ""] }, surroundings) => {
    const { runNew } = await import("./new-files.ts");
    return runNew(path, surroundings);
  },
});
