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
  while (prototype[start] === "*") start++;
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
  const isVariadic = prototype[last - 1] === ".";
  return { name, count: isVariadic ? count - 1 : count, isVariadic };
}

/** Reads what has parentheses inside or after it: from one to the next, with commas between that are its own where nothing is open. */
function readNested(prototype: string, open: number, name: string): PrototypeShape | undefined {
  let count = 1;
  let at = open;
  for (let depth = 1; depth > 0;) {
    const opening = prototype.indexOf("(", at + 1);
    const closing = prototype.indexOf(")", at + 1);
    if (closing < 0) return undefined;
    const end = opening < 0 ? closing : Math.min(opening, closing);
    if (depth === 1) count += countCommas(prototype, at, end);
    depth += end === opening ? 1 : -1;
    at = end;
  }
  if (prototype[at + 1] === "(") return undefined;
  if (prototype.slice(open + 1, at) === "void") return { name, count: 0, isVariadic: false };
  const isVariadic = prototype[at - 1] === ".";
  return { name, count: isVariadic ? count - 1 : count, isVariadic };
}

function countCommas(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf(",", start); at >= 0 && at < end; at = text.indexOf(",", at + 1)) count++;
  return count;
}
