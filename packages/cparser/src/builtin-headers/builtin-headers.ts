/**
 * The headers that belong to a compiler rather than to a C library, by name.
 *
 * @see C17 4p6 (headers of freestanding implementations)
 */
import { renderAtomicHeader } from "./atomic-header.ts";
import { iso646, limits, stdalign, stdbool, stdckdint, stdnoreturn } from "./constant-headers.ts";
import { renderFloatHeader } from "./float-header.ts";
import { findIntrinsicHeader } from "./intrinsic-headers.ts";
import { stdarg, stddef, stdint } from "./type-headers.ts";

const headers: ReadonlyMap<string, string | (() => string)> = new Map<string, string | (() => string)>([
  ["stddef.h", stddef],
  ["stdarg.h", stdarg],
  ["stdint.h", stdint],
  ["stdatomic.h", renderAtomicHeader],
  ["limits.h", limits],
  ["float.h", renderFloatHeader],
  ["stdbool.h", stdbool],
  ["stdckdint.h", stdckdint],
  ["stdalign.h", stdalign],
  ["stdnoreturn.h", stdnoreturn],
  ["iso646.h", iso646],
]);

/** Finds the text of a header of the C standard that every compiler brings; `undefined` for any other name, those of intrinsics too. */
export function findStandardHeader(name: string): string | undefined {
  return headers.has(name) ? findBuiltInHeader(name) : undefined;
}

/** Texts that were asked for: few programs need those that take long to render. */
const rendered = new Map<string, string | undefined>();

/** Finds the text of a compiler's own header. */
export function findBuiltInHeader(name: string): string | undefined {
  const text = headers.get(name);
  if (typeof text === "string") return text;
  if (!rendered.has(name)) rendered.set(name, text?.() ?? findIntrinsicHeader(name));
  return rendered.get(name);
}
