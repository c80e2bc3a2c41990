/** Why a test is skipped that needs a Debian package: the package is not there, and nobody demands that it is, as CI does. */
import { existsSync } from "node:fs";

/** Gives the reason to skip a test without a file of a package, or `false`. */
export function skipWithout(path: string, packageName: string): string | false {
  const isRequired = (process.env["CI"] ?? "") !== "";
  return isRequired || existsSync(path) ? false : `needs ${packageName}`;
}
