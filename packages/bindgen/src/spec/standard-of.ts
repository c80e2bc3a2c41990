/** The version of C of a binding: by the name that a user gives, and as a spec says it. */
import { defaultStandard, findStandard } from "@koine/cparser/standard";
import type { LanguageStandard } from "@koine/cparser/standard";
import { FfiError } from "@koine/diagnostics";
import { knownStandards } from "../known-standards.ts";
import type { SpecHead } from "./model.ts";

/** Gives the version of C of a spec. */
export function standardOf({ standard }: SpecHead): LanguageStandard {
  return requireStandard(standard);
}

/** Gives what a spec says of a version of C: nothing of GNU C17. */
export function nameForSpec({ name }: LanguageStandard): string | undefined {
  return name === defaultStandard.name ? undefined : name;
}

/**
 * Finds a version of C by name; GNU C17 where none is given.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED` for an unknown one.
 */
export function requireStandard(name: string | undefined): LanguageStandard {
  if (name === undefined) return defaultStandard;
  const standard = findStandard(name);
  if (standard !== undefined) return standard;
  throw new FfiError("FFI_UNSUPPORTED", `unknown version of C "${name}"`, {
    hint: `use one of ${knownStandards.join(", ")}`,
    details: { standard: name },
  });
}
