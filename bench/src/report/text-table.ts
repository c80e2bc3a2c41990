/** Aligned plain-text tables and the spelling of times and ratios. Pure. */

/** Renders rows under a heading row: first column left-aligned, the others right-aligned, two spaces between. */
export function renderTextTable(heading: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const widths = heading.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? "").length)),
  );
  const renderRow = (cells: readonly string[]): string =>
    widths
      .map((width, column) => {
        const cell = cells[column] ?? "";
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "-".repeat(width)).join("  ");
  return [renderRow(heading), rule, ...rows.map(renderRow)].join("\n");
}

/** Spells a time: "3.14", "48.2", "1,370,176"; from a millisecond on in milliseconds when `isLong`. */
export function renderNanoseconds(nanoseconds: number, isLong: boolean): string {
  if (isLong) return `${toDigits(nanoseconds / 1e6)} ms`;
  return toDigits(nanoseconds);
}

/** Spells how many times longer something takes: "6.2x", "0.45x". */
export function renderRatio(ratio: number): string {
  return `${toDigits(ratio)}x`;
}

/** Three significant digits for small values, whole numbers with separators for large ones. */
function toDigits(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString("en-US");
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
