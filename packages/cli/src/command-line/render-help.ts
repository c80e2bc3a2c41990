/** The help texts, from the command table. */
import type { Command, OptionDefinition } from "./command.ts";

const width = 100;

/** Renders the help of the command as a whole. */
export function renderOverview(commands: readonly Command[], version: string): string {
  const rows = commands.map(
    ({ name, positionals, summary }) => [`koine ${name} ${positionals}`.trim(), summary] as const,
  );
  return [
    `koine ${version}: the common foreign function interface for TypeScript`,
    "",
    ...renderRows(rows),
    "",
    "koine COMMAND --help tells about one command, koine --version the version.",
    "",
    "Exit codes: 0 done, 1 problems in the input, 2 wrong usage, 3 differences found, 70 a bug in koine.",
    "",
  ].join("\n");
}

/** Renders the help of one command. */
export function renderCommandHelp(command: Command): string {
  const { name, positionals, summary, description, options, restPlaceholder } = command;
  const rows = Object.entries(options).map(
    ([option, definition]) => [renderOption(option, definition), definition.help] as const,
  );
  return [
    `koine ${name} ${positionals} [OPTION…]${restPlaceholder === undefined ? "" : ` [-- ${restPlaceholder}]`}`,
    "",
    ...wrap(`${summary}.`, width),
    ...(description === undefined ? [] : ["", ...description.split("\n").flatMap((line) => wrap(line, width))]),
    "",
    "Options:",
    ...renderRows(rows),
    "",
  ].join("\n");
}

function renderOption(name: string, definition: OptionDefinition): string {
  const { short, type, placeholder = "VALUE", isRepeatable } = definition;
  const start = short === undefined ? "    " : `-${short}, `;
  if (type === "flag") return `${start}--${name}`;
  return `${start}--${name} ${placeholder}${isRepeatable === true ? "…" : ""}`;
}

function renderRows(rows: readonly (readonly [string, string])[]): readonly string[] {
  const left = Math.max(...rows.map(([text]) => text.length)) + 2;
  return rows.flatMap(([text, help]) =>
    wrap(help, width - left - 2).map((line, index) => `  ${(index === 0 ? text : "").padEnd(left)}${line}`),
  );
}

function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
