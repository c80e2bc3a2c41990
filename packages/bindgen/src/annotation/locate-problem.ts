/**
 * Problems of annotations as diagnostics, with their place in the configuration. A configuration is a program, so that only its
 * text can be searched: for the keys, one after the other. What is computed is not found, and then only the file is named.
 */
import type { Diagnostic, Span } from "@koine/diagnostics";
import { spanInText } from "../json/span-in-text.ts";
import type { AnnotationProblem } from "./annotation-problem.ts";
import type { ValuePath } from "./check-shape.ts";

/** The text of a configuration. */
export interface ConfigurationText {
  readonly file: string;
  readonly text: string;
  /** The way to the part that paths of problems begin in. */
  readonly path: ValuePath;
}

/** Gives a problem its place. */
export function toDiagnostic(problem: AnnotationProblem, configuration: ConfigurationText | undefined): Diagnostic {
  const { code, severity, message, help, path } = problem;
  if (configuration === undefined) {
    return { code, severity, message: `${message} (${path.join(".")})`, help };
  }
  return { code, severity, message, help, span: locateValue(configuration, path) };
}

/** Finds the place of a value; the beginning of the file when there is none to be found. */
export function locateValue({ file, text, path: start }: ConfigurationText, path: ValuePath): Span {
  let key = { start: 0, end: 0 };
  let value: Range = { start: 0, end: text.length };
  let element: Range | undefined;
  for (const step of [...start, ...path]) {
    if (typeof step === "number") {
      const found = findElement(text, value, step);
      element = found === value ? undefined : trim(text, found);
      value = found;
      continue;
    }
    const found = findKey(text, value, step);
    if (found === undefined) break;
    element = undefined;
    key = found;
    value = findValue(text, key);
  }
  // A binding of a list is too much to point at.
  if (element !== undefined && !text.slice(element.start, element.end).includes("\n")) key = element;
  return spanInText(key, { text, file });
}

/** A part of the text; `end` is behind it. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** Finds a key in the object that is written there. What a name stands for may be anywhere, so that its key must be the only one. */
function findKey(text: string, within: Range, key: string): Range | undefined {
  const name = key.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  // A key may also be a shorthand, or the value of an earlier one.
  const expression = new RegExp(String.raw`(?<![\w$])(?:"${name}"|'${name}'|${name})(?=\s*[:,}(])`, "g");
  const all = Array.from(text.matchAll(expression), ({ index, 0: { length } }) => ({
    start: index,
    end: index + length,
  }));
  const depths = new KeyDepths(text, within);
  const [inside] = all
    .filter(({ start, end }) => start >= within.start && end <= within.end && depths.at(start) !== undefined)
    .toSorted((left, right) => (depths.at(left.start) ?? 0) - (depths.at(right.start) ?? 0));
  const isName = /^[\w$.\s]+$/.test(text.slice(within.start, within.end));
  return inside ?? (isName && all.length === 1 ? all[0] : undefined);
}

function trim(text: string, { start, end }: Range): Range {
  const part = text.slice(start, end);
  return { start: start + part.length - part.trimStart().length, end: start + part.trimEnd().length };
}

/** How many brackets are open at a place: of two keys of the same name, the outer one is meant. */
class KeyDepths {
  /** What stands before a place decides about it; `end` is behind a text or comment. */
  readonly #marks: { readonly place: number; readonly depth: number; readonly end: number }[] = [];

  constructor(text: string, within: Range) {
    const pattern = new RegExp(tokenPattern);
    pattern.lastIndex = within.start;
    let depth = 0;
    for (let token = pattern.exec(text); token !== null && token.index < within.end; token = pattern.exec(text)) {
      const [mark] = token;
      if ("[{(".includes(mark)) depth++;
      else if ("]})".includes(mark)) depth--;
      this.#marks.push({ place: token.index, depth, end: token.index + mark.length });
    }
  }

  /** Gives `undefined` inside of texts and comments. */
  at(place: number): number | undefined {
    let low = 0;
    let high = this.#marks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#marks[middle]?.place ?? 0) <= place) low = middle + 1;
      else high = middle;
    }
    const mark = this.#marks[low - 1];
    if (mark === undefined) return 0;
    return place > mark.place && place < mark.end ? undefined : mark.depth;
  }
}

/** Finds the value of a key; a shorthand is its own, and a method has none. */
function findValue(text: string, key: Range): Range {
  const mark = /^\s*([:(]?)\s*/.exec(text.slice(key.end));
  if (mark?.[1] === "") return key;
  const start = key.end + (mark?.[0].length ?? 0);
  return { start, end: mark?.[1] === ":" ? findEnd(text, start) : start };
}

/** Finds an element of a list; anything else that stands there is computed, or is the one element. */
function findElement(text: string, list: Range, index: number): Range {
  if (text[list.start] !== "[") return list;
  let start = list.start + 1;
  for (let place = 0; place < index; place++) start = findEnd(text, start) + 1;
  return start >= list.end ? list : { start, end: findEnd(text, start) };
}

/** Texts, comments, brackets and commas. */
const tokenPattern =
  /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\/\/[^\n]*|\/\*[^]*?\*\/|[[{(]|[\]})]|,/g;

/** Finds where a value ends: at a comma or bracket that is not its own. Text and comments are no brackets. */
function findEnd(text: string, start: number): number {
  const tokens = new RegExp(tokenPattern);
  tokens.lastIndex = start;
  let depth = 0;
  for (let token = tokens.exec(text); token !== null; token = tokens.exec(text)) {
    const [mark] = token;
    if ("[{(".includes(mark)) depth++;
    else if ("]})".includes(mark)) depth--;
    if (depth < 0 || (mark === "," && depth === 0)) return token.index;
  }
  return text.length;
}
