/** The types that every document has. */
import type { ScalarName } from "../model/api-type.ts";

const scalarNames: ReadonlySet<string> = new Set<ScalarName>([
  "bool",
  "i8",
  "i16",
  "i32",
  "i64",
  "u8",
  "u16",
  "u32",
  "u64",
  "f32",
  "f64",
]);

/** Tells whether a word names a number or `bool`. */
export function isScalarName(name: string): name is ScalarName {
  return scalarNames.has(name);
}

/** Words that name types of the language, which declarations cannot take. */
export const builtinTypeNames: ReadonlySet<string> = new Set([...scalarNames, "string", "bytes", "handle"]);
