/** How large the stacks are on which native functions that call back run. `KOINE_STACK_SIZE` says it for all of a process. */
import { FfiError } from "@koine/diagnostics";
import { largestStackByteLength, smallestStackByteLength } from "@koine/engine";

/** Enough for nearly all C; what is not used takes no memory. */
const usualByteLength = 256 * 1024;

/**
 * Gives the size in bytes of stacks for functions that do not say it themselves.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED` when `KOINE_STACK_SIZE` is not a size of a stack.
 */
export function defaultStackByteLength(): number {
  const wish = process.env["KOINE_STACK_SIZE"];
  if (wish === undefined || wish === "") return usualByteLength;
  const byteLength = /^\d+$/.test(wish) ? Number(wish) : Number.NaN;
  if (byteLength >= smallestStackByteLength && byteLength <= largestStackByteLength) return byteLength;
  throw new FfiError("FFI_UNSUPPORTED", `KOINE_STACK_SIZE is "${wish}"`, {
    hint: `use a number of bytes from ${smallestStackByteLength} to ${largestStackByteLength}, or leave it unset`,
  });
}
