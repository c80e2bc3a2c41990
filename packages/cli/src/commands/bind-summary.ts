/** The lines that tell what `koine bind` found, and what it left out and why. */
import type { BindOutput, Omission } from "@koine/bindgen/cached";

/** Names that a line shows at most. */
const shownNames = 5;

/** Renders the summary: one line of counts, then one line per reason. */
export function renderBindSummary({ counts, omissions, headers }: BindOutput): string {
  const { functions, types, constants, macros } = counts;
  const name = headers.join(", ");
  const parts = [count(functions, "function"), count(types, "type"), count(constants, "constant")];
  if (macros > 0) parts.push(count(macros, "macro"));
  const lines = [`${name}: ${parts.join(", ")}`];
  for (const [reason, group] of groupByReason(omissions)) {
    const names = group.slice(0, shownNames).map((omission) => omission.name);
    const more = group.length > shownNames ? ", …" : "";
    lines.push(`  left out ${group.length}: ${reason} (${names.join(", ")}${more})`);
  }
  return `${lines.join("\n")}\n`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** Each alias names what it stands for, so that no two would share a line. */
function summarizeReason({ kind, reason }: Omission): string {
  return kind === "alias" ? "stands for something that is not available" : reason;
}

function groupByReason(omissions: readonly Omission[]): ReadonlyMap<string, readonly Omission[]> {
  const groups = new Map<string, Omission[]>();
  for (const omission of omissions) {
    const reason = summarizeReason(omission);
    const group = groups.get(reason);
    if (group === undefined) groups.set(reason, [omission]);
    else group.push(omission);
  }
  return new Map([...groups].toSorted(([, left], [, right]) => right.length - left.length));
}
