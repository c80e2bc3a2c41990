/** `koine schema`: the JSON Schema of API documents, for editors. */
import { defineCommand } from "../command-line/command.ts";
import type { Command } from "../command-line/command.ts";
import { exitCodes } from "../command-line/exit-code.ts";

export const schemaCommand: Command = defineCommand({
  name: "schema",
  summary: "Print the JSON Schema of API documents, for editors",
  positionals: "",
  positionalCount: [0, 0],
  options: {},
  run: async (_invocation, { writeOutput }) => {
    // Loaded here, because every run of the command reads this file.
    const { renderJsonSchema } = await import("@koine/idl");
    writeOutput(renderJsonSchema());
    return exitCodes.done;
  },
});
