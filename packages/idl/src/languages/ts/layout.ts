/** Breaks long lists over lines, so that generated code stays within 120 columns where it can. */

/** The longest line, without the indentation that it gets. */
const lineLimit = 110;

/** Writes a list between brackets: on one line if it fits, else one item a line. */
export function renderList(open: string, items: readonly string[], close: string): string {
  const line = `${open}${items.join(", ")}${close}`;
  if (line.length <= lineLimit || items.length === 0) return line;
  const inner = items.map((item) => `  ${item.replaceAll("\n", "\n  ")},`);
  return [open.trimEnd(), ...inner, close.trimStart()].join("\n");
}
