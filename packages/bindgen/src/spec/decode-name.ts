/** Names out of JSON values: what is none would be written into modules and C as it is. */
import { typescriptNames } from "@koine/codegen";
import type { JsonReader } from "../json/json-reader.ts";

/** Reads a name that C can have. */
export function decodeName(json: JsonReader): string {
  return check(json, (name) => name);
}

/** Reads the name of a struct, union or enum: those that C leaves without one have dots, and may begin with a digit after one. */
export function decodeTag(json: JsonReader): string {
  return check(json, (name) => `_${name.replaceAll(".", "_")}`);
}

function check(json: JsonReader, toIdentifier: (name: string) => string): string {
  const name = json.text();
  if (!typescriptNames.isIdentifier(toIdentifier(name))) json.fail(`${JSON.stringify(name)} is no name of C`);
  return name;
}
