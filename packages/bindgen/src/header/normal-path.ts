/** Paths without `.`, `..` and doubled separators. Nearly all have none, and are told by one look. */
import { normalize, sep } from "node:path";

/** Whether a path is absolute, as Unix has them, and the same as its normal form. */
export function isNormalPath(path: string): boolean {
  return sep === "/" && path.startsWith("/") && !/\/\.{0,2}(?:\/|$)/.test(path);
}

/** Gives the normal form of a path, as {@link normalize} does. */
export function toNormalPath(path: string): string {
  return isNormalPath(path) ? path : normalize(path);
}
