/** What targets read of their options, and the names that they make of them. */
import type { TargetOption, TargetOptions } from "./target.ts";

/** Reads a text; the other one where the option is not given. */
export function readText(options: TargetOptions, name: string, otherwise: string): string {
  const value = options[name];
  return typeof value === "string" ? value : otherwise;
}

/** The environment variable that names the file of a library. */
export function toLibraryVariable(libraryName: string): string {
  return `${libraryName.toUpperCase().replaceAll(/[^A-Z0-9]+/g, "_")}_LIBRARY`;
}

/** The option that every language but C has. */
export const libraryOption: TargetOption = Object.freeze({
  name: "library",
  type: "text",
  help: "the bare name of the native library",
});
