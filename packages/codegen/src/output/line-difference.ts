/**
 * The difference of two texts as a unified diff, for `--check`. Only what a person reads is made; nothing applies it.
 */

type Edit = { readonly kind: "same" | "removed" | "added"; readonly line: string };

/** How a difference is shown. */
export interface DifferenceOptions {
  /** Unchanged lines around each change; 3 unless told. */
  readonly contextLines?: number;
  /** Lines of output at most; the rest is counted. Unlimited unless told. */
  readonly maximumLines?: number;
}

/** Beyond this many edits the changed middle is shown as replaced as a whole: exactness is not worth the time. */
const maximumEdits = 1000;

/** Renders what turns `before` into `after` as a unified diff without file header; empty when they are equal. */
export function renderDifference(before: string, after: string, options: DifferenceOptions = {}): string {
  if (before === after) return "";
  const edits = computeEdits(toLines(before), toLines(after));
  const lines = renderHunks(edits, options.contextLines ?? 3);
  const maximum = options.maximumLines ?? Infinity;
  if (lines.length <= maximum) return lines.join("\n") + "\n";
  return [...lines.slice(0, maximum), `… ${lines.length - maximum} more lines`].join("\n") + "\n";
}

function toLines(text: string): string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  else lines.push(`${lines.pop() ?? ""} (no newline at end of file)`);
  return lines;
}

function computeEdits(before: readonly string[], after: readonly string[]): readonly Edit[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let tail = 0;
  const shortest = Math.min(before.length, after.length) - start;
  while (tail < shortest && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  return [
    ...before.slice(0, start).map(toEdit("same")),
    ...computeMiddle(before.slice(start, before.length - tail), after.slice(start, after.length - tail)),
    ...before.slice(before.length - tail).map(toEdit("same")),
  ];
}

function toEdit(kind: Edit["kind"]): (line: string) => Edit {
  return (line) => ({ kind, line });
}

/** Myers' greedy algorithm ("An O(ND) Difference Algorithm and Its Variations", 1986, figure 2). */
function computeMiddle(before: readonly string[], after: readonly string[]): readonly Edit[] {
  const trace: Map<number, number>[] = [];
  let furthest = new Map<number, number>([[1, 0]]);
  for (let distance = 0; distance <= Math.min(maximumEdits, before.length + after.length); distance++) {
    const next = new Map(furthest);
    for (let diagonal = -distance; diagonal <= distance; diagonal += 2) {
      let x = startOf(furthest, diagonal, distance);
      let y = x - diagonal;
      while (x < before.length && y < after.length && before[x] === after[y]) {
        x += 1;
        y += 1;
      }
      next.set(diagonal, x);
      if (x >= before.length && y >= after.length) return backtrack([...trace, furthest], before, after);
    }
    trace.push(furthest);
    furthest = next;
  }
  return [...before.map(toEdit("removed")), ...after.map(toEdit("added"))];
}

function isDown(furthest: ReadonlyMap<number, number>, diagonal: number, distance: number): boolean {
  const left = furthest.get(diagonal - 1) ?? -1;
  const right = furthest.get(diagonal + 1) ?? -1;
  return diagonal === -distance || (diagonal !== distance && left < right);
}

function startOf(furthest: ReadonlyMap<number, number>, diagonal: number, distance: number): number {
  return isDown(furthest, diagonal, distance)
    ? (furthest.get(diagonal + 1) ?? 0)
    : (furthest.get(diagonal - 1) ?? 0) + 1;
}

function backtrack(
  trace: readonly ReadonlyMap<number, number>[],
  before: readonly string[],
  after: readonly string[],
): readonly Edit[] {
  const reversed: Edit[] = [];
  let x = before.length;
  let y = after.length;
  for (let distance = trace.length - 1; distance >= 0; distance--) {
    const furthest = trace[distance] ?? new Map<number, number>();
    const diagonal = x - y;
    const down = isDown(furthest, diagonal, distance);
    const start = startOf(furthest, diagonal, distance);
    while (x > start && y > start - diagonal) {
      x -= 1;
      y -= 1;
      reversed.push({ kind: "same", line: before[x] ?? "" });
    }
    if (distance === 0) break;
    if (down) {
      y -= 1;
      reversed.push({ kind: "added", line: after[y] ?? "" });
    } else {
      x -= 1;
      reversed.push({ kind: "removed", line: before[x] ?? "" });
    }
  }
  return reversed.toReversed();
}

const marks = { same: " ", removed: "-", added: "+" } as const;

function renderHunks(edits: readonly Edit[], contextLines: number): readonly string[] {
  const shown = new Set<number>();
  for (const [index, edit] of edits.entries()) {
    if (edit.kind === "same") continue;
    for (let near = index - contextLines; near <= index + contextLines; near++) shown.add(near);
  }
  const lines: string[] = [];
  let oldLine = 1;
  let newLine = 1;
  for (const [index, edit] of edits.entries()) {
    if (shown.has(index)) {
      if (index === 0 || !shown.has(index - 1)) {
        const end = edits.findIndex((_, later) => later > index && !shown.has(later));
        lines.push(renderHunkHead(edits.slice(index, end === -1 ? edits.length : end), oldLine, newLine));
      }
      lines.push(marks[edit.kind] + edit.line);
    }
    if (edit.kind !== "added") oldLine += 1;
    if (edit.kind !== "removed") newLine += 1;
  }
  return lines;
}

function renderHunkHead(hunk: readonly Edit[], oldLine: number, newLine: number): string {
  const oldCount = hunk.filter((edit) => edit.kind !== "added").length;
  const newCount = hunk.filter((edit) => edit.kind !== "removed").length;
  const oldStart = oldCount === 0 ? oldLine - 1 : oldLine;
  const newStart = newCount === 0 ? newLine - 1 : newLine;
  return `@@ -${oldStart},${oldCount} +${newStart},${newCount} @@`;
}
