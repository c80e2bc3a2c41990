/** The target of this process, for headers that are read for no other. */
import { closeSync, openSync, readSync } from "node:fs";
import { hostTarget } from "@koine/ctypes";
import type { Target } from "@koine/ctypes";

/** The loader's name stands near the start of a program, behind the program headers. */
const headByteLength = 4096;

let known: Target | undefined;

/**
 * Finds the target of this process.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED` on platforms that Koine does not know.
 */
export function findHostTarget(): Target {
  known ??= hostTarget(process.platform, process.arch, {
    isMusl: process.platform === "linux" && isMuslProgram(process.execPath),
  });
  return known;
}

/** Tells whether a program asks for musl's loader (its ELF interpreter, which System V gABI 5 calls PT_INTERP). */
export function isMuslProgram(path: string): boolean {
  const head = Buffer.alloc(headByteLength);
  let file: number;
  try {
    file = openSync(path, "r");
  } catch {
    // Nothing that can be read says otherwise, and nearly all systems have glibc.
    return false;
  }
  try {
    return /\/ld-musl-[\w.-]+\0/.test(head.toString("latin1", 0, readSync(file, head, 0, headByteLength, 0)));
  } finally {
    closeSync(file);
  }
}
