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
  const inside = prototype.indexOf("*", start);
  if (inside >= 0 && inside < open) return undefined;
  const name = prototype.slice(start, open);
  const last = prototype.length - 1;
  // What has one parenthesis that closes, at the end, has none inside.
  const isPlain = prototype.indexOf(")", open) === last;
  const close = isPlain ? last : findClose(prototype, open);
  if (close < 0 || prototype.charCodeAt(close + 1) === opening) return undefined;
  if (close === open + 5 && prototype.startsWith("void", open + 1)) return { name, count: 0, isVariadic: false };
  const count = isPlain ? countCommas(prototype, open) + 1 : countItems(prototype, open, close);
  const isVariadic = prototype.charCodeAt(close - 1) === dot && prototype.endsWith("...", close);
  return { name, count: isVariadic ? count - 1 : count, isVariadic };
}

const opening = 0x28;
const dot = 0x2e;
const asterisk = 0x2a;

function countCommas(text: string, open: number): number {
  let count = 0;
  for (let at = text.indexOf(",", open); at >= 0; at = text.indexOf(",", at + 1)) count++;
  return count;
}

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
