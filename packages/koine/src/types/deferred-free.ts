/** What ends translated values inside of arrays and structs after the call that they were made for. */
import { resolveAlias } from "@koine/ctypes";
import type { CType } from "@koine/ctypes";
import { translationOf } from "./translation-of.ts";

/** Tells whether writing a value of a type may make something that must be freed after the call. */
export function hasFree(type: CType): boolean {
  const resolved = resolveAlias(type);
  const translation = translationOf(resolved);
  if (translation !== undefined) return translation.free !== undefined || hasFree(translation.base);
  if (resolved.kind === "array") return hasFree(resolved.element);
  if (resolved.kind !== "struct" && resolved.kind !== "union") return false;
  return Object.values(resolved.members).some((member) => member.kind !== "bit-field" && hasFree(member));
}

/** Runs all, the last one first; when some throw, the others run all the same and the first error is thrown. */
export function runAll(ends: readonly (() => void)[]): void {
  const errors: unknown[] = [];
  for (const end of ends.toReversed()) {
    try {
      end();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}
