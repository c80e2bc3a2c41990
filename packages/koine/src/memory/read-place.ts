/**
 * Where a value is that cannot be read. Whoever reads knows only its own step of the way, and says it when reading fails: a
 * value that can be read costs nothing for it. What is written has its whole path from the start, in `codec.ts`.
 */
import { typeName } from "@koine/ctypes";
import type { CType } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";

/** Begins the path of what is read, until somebody knows what it is part of. */
export const readPlace = "value in memory";

/** The path of a scalar that a pointer leads to. */
export function readPlaceOf(type: CType): string {
  return `${typeName(type)} in memory`;
}

/**
 * Gives an error with the place that takes the one it has: a step deeper (`${readPlace}.x`), or what the memory is (`struct
 * Point`). Errors of something else, such as a program's own translators, stay as they are.
 *
 * @param from What its path begins with.
 */
export function relocate(error: unknown, place: string, from: string = readPlace): unknown {
  if (!(error instanceof FfiError)) return error;
  const { code, hint, details, message, cause } = error;
  const { path } = details;
  if (typeof path !== "string" || !path.startsWith(from) || !message.startsWith(path)) return error;
  const moved = `${place}${path.slice(from.length)}`;
  const end = hint === undefined ? undefined : -`\n  hint: ${hint}`.length;
  const text = `${moved}${message.slice(path.length, end)}`;
  return new FfiError(code, text, { hint, details: { ...details, path: moved }, cause });
}

/** Reads the elements of an array. Of one that cannot be read the error tells the index. */
export function readElements(length: number, read: (index: number) => unknown): unknown[] {
  return Array.from({ length }, (_, index) => {
    try {
      return read(index);
    } catch (error) {
      throw relocate(error, `${readPlace}[${index}]`);
    }
  });
}
