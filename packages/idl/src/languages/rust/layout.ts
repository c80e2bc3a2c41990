/**
 * Breaks lines that are too long, as rustfmt does with the widths of the generated `rustfmt.toml`: what is between the outermost
 * brackets goes to lines of its own, one per part.
 */

const maximumWidth = 120;
const indentation = "    ";

/** Breaks all lines of a file that are too long; comments stay as they are. */
export function breakLongLines(text: string): string {
  return text.split("\n").flatMap(breakLine).join("\n");
}

function breakLine(line: string): readonly string[] {
  if (line.length === maximumWidth && /^\s+pub fn .*;$/.test(line)) return breakResult(line);
  if (line.length <= maximumWidth || /^\s*\/\//.test(line)) return [line];
  const indent = /^ */.exec(line)?.[0] ?? "";
  const [, pattern, arm] = /^\s*(Self::[^=]* \| [^=]*) => (.*),$/.exec(line) ?? [];
  if (pattern !== undefined && arm !== undefined) return breakArm(indent, pattern, arm);
  const alias = /^(\s*(?:pub type .*?|let \w+(?:: Vec<_>)?) =) (.*)$/.exec(line);
  if (
    alias !== null &&
    !/= (?!unsafe)\w+(?:::\w+)*\(/.test(line) &&
    indent.length + indentation.length + (alias[2] ?? "").length <= maximumWidth
  ) {
    return [alias[1] ?? "", `${indent}${indentation}${alias[2] ?? ""}`];
  }
  const block = findUnsafe(line);
  if (block !== undefined) {
    const { before, inner, after } = block;
    return [`${before}{`, ...breakLine(indent + indentation + inner), `${indent}}${after}`];
  }
  const group = findGroup(line);
  if (group === undefined) return [line];
  const [start, end] = group;
  const parts = splitParts(line.slice(start + 1, end));
  if (parts.length === 0) return [line];
  const closure = breakClosure(line, group, parts);
  if (closure !== undefined) return closure;
  return [
    line.slice(0, start + 1),
    ...parts.flatMap((part) => breakLine(`${indent}${indentation}${part},`)),
    `${indent}${line.slice(end)}`,
  ];
}

/** An arm of a `match` opens a block if its alternatives fit on a line; otherwise each has a line of its own. */
function breakArm(indent: string, pattern: string, arm: string): readonly string[] {
  const opening = `${indent}${pattern} => {`;
  if (opening.length <= maximumWidth) return [opening, `${indent}${indentation}${arm}`, `${indent}}`];
  const [first = "", ...others] = pattern.split(" | ");
  const last = others.pop() ?? "";
  return [indent + first, ...others.map((other) => `${indent}| ${other}`), `${indent}| ${last} => ${arm},`];
}

/** A declaration that fits but for its semicolon has its result on a line of its own. */
function breakResult(line: string): readonly string[] {
  const [, head = line, result] = /^(.*\)) (-> .*)$/.exec(line) ?? [];
  return result === undefined ? [line] : [head, `${indentation.repeat(2)}${result}`];
}

/** A closure as the last argument opens a block on the line of the call. */
function breakClosure(
  line: string,
  [start, end]: readonly [number, number],
  parts: readonly string[],
): readonly string[] | undefined {
  const [, head, body] = /^(\|[^|]*\|) (.*)$/.exec(parts.at(-1) ?? "") ?? [];
  const others = parts.slice(0, -1);
  if (head === undefined || body === undefined || others.some((part) => part.startsWith("|"))) return undefined;
  const first = `${line.slice(0, start + 1)}${[...others, `${head} {`].join(", ")}`;
  if (first.length > maximumWidth || body.endsWith("{")) return undefined;
  const indent = /^ */.exec(line)?.[0] ?? "";
  return [first, ...breakLine(indent + indentation + body), `${indent}}${line.slice(end)}`];
}

/** An `unsafe` block with one expression that does not stand in brackets. */
function findUnsafe(
  line: string,
): { readonly before: string; readonly inner: string; readonly after: string } | undefined {
  const start = line.indexOf("unsafe { ");
  if (start < 0 || /[([]/.test(line.slice(0, start).replace(/^\s*Ok\($/, ""))) return undefined;
  const open = start + "unsafe ".length;
  const end = findEnd(line, open);
  if (end === undefined) return undefined;
  return { before: line.slice(0, open), inner: line.slice(open + 1, end).trim(), after: line.slice(end + 1) };
}

/** The brackets to break at: the first that hold something. */
function findGroup(line: string): readonly [number, number] | undefined {
  for (let start = 0; start < line.length; start += 1) {
    if (!"([{".includes(line[start] ?? " ")) continue;
    const end = findEnd(line, start);
    if (end === line.length - 1 && /^\(Self \{ .* \}\)$/.test(line.slice(start))) continue;
    if (end !== undefined && end > start + 1 && !line.startsWith("(crate)", start)) return [start, end];
    if (end !== undefined) start = end;
  }
  return undefined;
}

function findEnd(line: string, start: number): number | undefined {
  let depth = 0;
  let isText = false;
  for (let at = start; at < line.length; at += 1) {
    const character = line[at] ?? "";
    if (character === '"' && line[at - 1] !== "\\") isText = !isText;
    if (isText) continue;
    if ("([{".includes(character)) depth += 1;
    else if (")]}".includes(character)) {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return undefined;
}

function splitParts(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let isText = false;
  let part = "";
  for (const character of text) {
    if (character === '"' && !part.endsWith("\\")) isText = !isText;
    if (!isText && "([{<".includes(character)) depth += 1;
    else if (!isText && ")]}".includes(character)) depth -= 1;
    else if (!isText && character === ">" && !part.endsWith("-") && !part.endsWith("=")) depth -= 1;
    if (character === "," && depth === 0 && !isText && !isInClosureHead(part)) {
      parts.push(part.trim());
      part = "";
    } else part += character;
  }
  if (part.trim() !== "") parts.push(part.trim());
  return parts;
}

function isInClosureHead(part: string): boolean {
  return (part.match(/\|/g)?.length ?? 0) % 2 === 1;
}
