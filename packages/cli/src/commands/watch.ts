/** `koine watch`: generates whenever the document or one that it imports changes. The work is `run-watch.ts`. */
import { defineCommand } from "../command-line/command.ts";
import type { Command } from "../command-line/command.ts";

export const watchCommand: Command = defineCommand({
  name: "watch",
  summary: "Generate from an API document whenever it changes",
  positionals: "DOC",
  positionalCount: [1, 1],
  options: {
    target: {
      type: "text",
      short: "t",
      isRepeatable: true,
      placeholder: "NAMES",
      help: "what to generate, separated by commas; all there is when absent",
    },
    out: { type: "text", short: "o", placeholder: "DIR", help: "the output folder; `generated` when absent" },
    force: { type: "flag", help: "overwrite files that were edited, or that koine did not generate" },
  },
  description: "Ends with Ctrl-C. Documents that this one imports are watched, too.",
  run: async ({ options, positionals: [file = ""] }, surroundings) => {
    const { runWatch } = await import("./run-watch.ts");
    return runWatch(file, options, surroundings);
  },
});
