/**
 * What a prototype says at a glance: its name, and how many arguments a call has. Modules with thousands of functions read no more
 * of them before they are used; what the types are is for the parser to say.
 */
import type { TrampolineShape } from "./trampoline-source.ts";

/** A prototype at a glance. */
export interface PrototypeShape extends TrampolineShape {
  readonly name: string;
}

/**
 * Reads name and parameter count of a prototype such as `"int abs(int value)"`.
 *
 * @returns `undefined` if that takes a parser: for functions that return function pointers, for example.
 */
export function readPrototypeShape(prototype: string): PrototypeShape | undefined {
  // Searching is the runtime's own code, where a loop over characters would be interpreted when a module is loaded. `includes` is not of
  // the quick kind, nor is `lastIndexOf`, which finds the name all the same.
  const open = prototype.indexOf("(");
  let start = prototype.lastIndexOf(" ", open) + 1;
  while (prototype.charCodeAt(start) === asterisk) start++;
  if (start === 0 || start >= open) return undefined;
  const name = prototype.slice(start, open);
  if (name.indexOf("*") >= 0) return undefined;
  const last = prototype.length - 1;
  // What has one parenthesis that closes, at the end, has none inside.
  if (prototype.indexOf(")", open) !== last) return readNested(prototype, open, name);
  let count = 1;
  for (let at = prototype.indexOf(",", open); at >= 0; at = prototype.indexOf(",", at + 1)) count++;
  if (last === open + 5 && prototype.startsWith("void", open + 1)) return { name, count: 0, isVariadic: false };
  // Nothing but `...` ends with a dot.
  const isVariadic = prototype.charCodeAt(last - 1) === dot;
  return { name, count: isVariadic ? count - 1 : count, isVariadic };
}

function readNested(prototype: string, open: number, name: string): PrototypeShape | undefined {
  const close = findClose(prototype, open);
  if (close < 0 || prototype.charCodeAt(close + 1) === opening) return undefined;
  if (prototype.slice(open + 1, close) === "void") return { name, count: 0, isVariadic: false };
  const count = countItems(prototype, open, close);
  const isVariadic = prototype.charCodeAt(close - 1) === dot;
  return { name, count: isVariadic ? count - 1 : count, isVariadic };
}

const opening = 0x28;
const dot = 0x2e;
const asterisk = 0x2a;

function findClose(text: string, open: number): number {
  for (let at = open, depth = 0; at < text.length; at++) {
    const character = text[at];
    if (character === "(") depth++;
    else if (character === ")" && --depth === 0) return at;
  }
  return -1;
}

/** Counts what stands between the commas of a list; commas in further parentheses are not its own. */
function countItems(text: string, open: number, close: number): number {
  let count = 1;
  let depth = 0;
  for (let at = open + 1; at < close; at++) {
    const character = text[at];
    if (character === "," && depth === 0) count++;
    else if (character === "(") depth++;
    else if (character === ")") depth--;
  }
  return count;
}
