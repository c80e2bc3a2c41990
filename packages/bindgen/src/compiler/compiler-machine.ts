/** Whether a compiler compiles for a target. What it says of itself is a triple: `x86_64-linux-gnu`, `i686-w64-mingw32`,
 * Zig's `aarch64-unknown-macos`. */
import type { Target } from "@koine/ctypes";

const architectures: Readonly<Record<Target["architecture"], RegExp>> = {
  x64: /^(x86_64|amd64)/,
  arm64: /^(aarch64|arm64)/,
  ia32: /^(?:i\d86|x86)-/,
  arm: /^arm(?!64)/,
  riscv64: /^riscv64/,
  wasm32: /^wasm32/,
};

const platforms: Readonly<Record<Target["platform"], RegExp>> = {
  linux: /linux/,
  darwin: /apple|darwin|macos/,
  win32: /mingw|windows|msvc|cygwin/,
  emscripten: /emscripten|wasi/,
};

/** Gives the compiler's machine if it is another than the target; a compiler that says nothing is believed. */
export function describeForeignMachine(machine: string, { architecture, platform }: Target): string | undefined {
  const isSame = architectures[architecture].test(machine) && platforms[platform].test(machine);
  return machine === "" || isSame ? undefined : machine;
}
