/** How the tour looks: headings, code and results; colours on a terminal, none in a pipe. */
import { styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

const hasColours = process.stdout.isTTY && !process.env["NO_COLOR"];

/** Styles text on a terminal. */
export function style(format: Style, text: string): string {
  return hasColours ? styleText(format, text) : text;
}

/** Prints the heading of a step. */
export function printHeading(number: number, title: string): void {
  console.log(`\n${style(["bold", "cyan"], `${String(number)}  ${title}`)}\n`);
}

/** Prints a command as a user would type it. */
export function printCommand(command: string): void {
  console.log(`   ${style("green", "$")} ${style("bold", command)}`);
}

/** Prints lines, indented. */
export function printLines(text: string): void {
  for (const line of text.split("\n")) console.log(line === "" ? "" : `   ${line}`);
}

/** Prints source code, with a bar at its side. */
export function printCode(code: string): void {
  for (const line of code.split("\n")) console.log(`   ${style("dim", "│")} ${style("yellow", line)}`);
}

/** Prints one fact that was checked. */
export function printCheck(text: string): void {
  console.log(`   ${style("green", "✓")} ${text}`);
}

/** Renders rows as columns as wide as they must be; the first is aligned left, the others right. */
export function renderColumns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const pad = (cell: string, column: number): string =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart((widths[column] ?? 0) + 3);
  return rows.map((row) => row.map(pad).join("").trimEnd()).join("\n");
}
