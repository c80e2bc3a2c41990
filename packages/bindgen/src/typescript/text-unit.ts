/** Which encoding text has in C, by the type of its units. */
import type { SpecIndex } from "../spec/spec-index.ts";
import type { SpecType } from "../spec/type-model.ts";

/** Gives the encoding that C uses for units of a type; `undefined` for what is not for text alone. */
export function encodingOfUnit(type: SpecType, index: SpecIndex): string | undefined {
  const resolved = index.resolve(type);
  return resolved.kind === "integer" ? encodings.get(resolved.name) : undefined;
}

const encodings: ReadonlyMap<string, string> = new Map([
  ["char", "utf-8"],
  ["signed char", "utf-8"],
  ["unsigned char", "utf-8"],
  ["wchar_t", "wchar_t"],
  ["char16_t", "utf-16"],
  ["char32_t", "utf-32"],
]);
