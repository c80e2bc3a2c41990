/** `koine generate`: an API document to files of every target. The work is `@koine/idl`; this reads options and reports. */
import { defineCommand } from "../command-line/command.ts";
import type { Command } from "../command-line/command.ts";
import { reportFormats } from "../report/render-report.ts";

const options = {
  target: {
    type: "text",
    short: "t",
    isRepeatable: true,
    placeholder: "NAMES",
    help: "what to generate, separated by commas, such as c,python; all there is when absent. A wrong name lists them",
  },
  out: {
    type: "text",
    short: "o",
    placeholder: "DIR",
    help: "the output folder, which has a folder for each target; `generated` when absent",
  },
  scaffold: {
    type: "text",
    isRepeatable: true,
    choices: ["c", "cpp", "rust", "go"],
    placeholder: "LANGUAGE",
    help: "write the beginnings of an implementation, too: glue that is generated anew, and a file that is yours",
  },
  check: { type: "flag", help: "write nothing; exit with 3 if the output folder differs from what would be written" },
  "dry-run": { type: "flag", help: "write nothing; list what would become of each file" },
  force: { type: "flag", help: "overwrite files that were edited, or that koine did not generate" },
  format: {
    type: "text",
    choices: reportFormats,
    placeholder: "FORMAT",
    help: "how to report: text, json or github (annotations of a workflow)",
  },
} as const;

export const generateCommand: Command = defineCommand({
  name: "generate",
  summary: "Generate a C header and packages in many languages from an API document",
  positionals: "DOC",
  positionalCount: [1, 1],
  options,
  description:
    "The document is YAML, JSON or TOML. Files go to DIR/TARGET/…; files that would not change are left alone, and nothing is written when there are errors.",
  // Every run of the command reads this file; what it needs of other packages is loaded for this one.
  run: async ({ options: values, positionals: [file = ""] }, surroundings) => {
    const { runGenerate } = await import("./run-generate.ts");
    const { exitCode } = await runGenerate(file, values, surroundings);
    return exitCode;
  },
});
