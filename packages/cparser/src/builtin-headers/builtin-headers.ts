/**
 * The headers that belong to a compiler rather than to a C library, by name.
 *
 * @see C17 4p6 (headers of freestanding implementations)
 */
import { stdatomic } from "./atomic-header.ts";
import { iso646, limits, stdalign, stdbool, stdckdint, stdnoreturn } from "./constant-headers.ts";
import { float } from "./float-header.ts";
import { findIntrinsicHeader } from "./intrinsic-headers.ts";
import { stdarg, stddef, stdint } from "./type-headers.ts";

const headers: ReadonlyMap<string, string> = new Map([
  ["stddef.h", stddef],
  ["stdarg.h", stdarg],
  ["stdint.h", stdint],
  ["stdatomic.h", stdatomic],
  ["limits.h", limits],
  ["float.h", float],
  ["stdbool.h", stdbool],
  ["stdckdint.h", stdckdint],
  ["stdalign.h", stdalign],
  ["stdnoreturn.h", stdnoreturn],
  ["iso646.h", iso646],
]);

/** Finds the text of a compiler's own header. */
export function findBuiltInHeader(name: string): string | undefined {
  return headers.get(name) ?? findIntrinsicHeader(name);
}
