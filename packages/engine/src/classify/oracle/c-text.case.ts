/** C text of values: their types, their bytes, and which of their bits C preserves; with the function that compares them. */
import { typeName } from "@koine/ctypes";
import type { CType } from "@koine/ctypes";
import type { ValueShape } from "../value-shape.ts";

/** C lines that every program begins with: `expect` prints a line for each value that differs, and so does a crash. */
export const expectationLines: readonly string[] = [
  "#include <stdio.h>",
  "#include <string.h>",
  "#include <stddef.h>",
  "#include <signal.h>",
  "#include <unistd.h>",
  "static int count;",
  "static volatile int current;",
  // Out of the sight of gcc 12, which takes bytes that it knows for 80-bit numbers, and loses some or fails.
  "__attribute__((noipa)) static void copy_bytes(void *to, const void *from, size_t length) { memcpy(to, from, length); }",
  // Out of its sight, too: it takes the alignment of its own variables for granted.
  "__attribute__((noipa)) static void expect_aligned(int index, int argument, size_t address, size_t alignment) {",
  '  if (address % alignment) printf("case %d: argument %d: not aligned to %zu\\n", index, argument, alignment);',
  "}",
  "static void crashed(int number) {",
  '  printf("case %d: argument 0: signal %d, at an address that is none\\n", current, number);',
  "  fflush(stdout);",
  "  _exit(0);",
  "}",
  "static void expect(int index, int argument, const unsigned char *actual, const unsigned char *expected,",
  "                   const unsigned char *mask, size_t length) {",
  "  count++;",
  "  for (size_t i = 0; i < length; i++)",
  "    if ((actual[i] ^ expected[i]) & mask[i]) {",
  '      printf("case %d: argument %d: byte %zu of %zu is elsewhere\\n", index, argument, i, length);',
  "      return;",
  "    }",
  "}",
];

/** C lines that must begin `main`. */
export const crashLines: readonly string[] = [
  "  signal(SIGSEGV, crashed);",
  "  signal(SIGBUS, crashed);",
  "  signal(SIGILL, crashed);",
];

/** C line that compares bytes under a mask. `argument` is -1 for results. */
export function expectBytes(
  index: number,
  argument: number,
  expected: { readonly from: string; readonly value: readonly number[]; readonly mask: readonly number[] },
): string {
  const { from, value, mask } = expected;
  return `  expect(${index}, ${argument}, ${from}, ${byteList(value)}, ${byteList(mask)}, ${value.length});`;
}

/** C line that checks where an argument lies, given its address. */
export function expectAligned(index: number, argument: number, address: string, alignment: number): string {
  return `  expect_aligned(${index}, ${argument}, (size_t)${address}, ${alignment});`;
}

/** Declares a variable that holds the given bytes. */
export function declareValue(name: string, type: CType, value: readonly number[]): string {
  return `${typeofText(type)} ${name}; copy_bytes(&${name}, ${byteList(value)}, sizeof ${name});`;
}

/** Writes bytes as a C array literal. */
export function byteList(bytes: readonly number[]): string {
  return `(const unsigned char[]){${bytes.length === 0 ? 0 : bytes.join(",")}}`;
}

/** Names a type so that a name can follow. */
export function typeofText(type: CType): string {
  return `__typeof__(${typeName(type)})`;
}

/** Bits of a value that C must preserve: those of its scalars, not its padding. */
export function maskOf(shape: ValueShape): number[] {
  const mask = Array.from({ length: shape.byteLength }, () => 0);
  for (const leaf of shape.leaves) {
    if (leaf.kind === "padding") continue;
    const bitWidth = leaf.kind === "extended" ? 80 : leaf.bitWidth;
    for (let bit = leaf.bitOffset; bit < leaf.bitOffset + bitWidth; bit++) {
      mask[bit >> 3] = (mask[bit >> 3] ?? 0) | (1 << (bit & 7));
    }
  }
  return mask;
}

/** Bytes that are different everywhere, with only 0 and 1 for booleans. */
export function randomBytes(shape: ValueShape, seed: number): readonly number[] {
  let state = (seed * 2_654_435_761 + 12_345) >>> 0;
  const bytes = Array.from({ length: shape.byteLength }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
  for (const leaf of shape.leaves) {
    if (leaf.kind === "bool") bytes[leaf.bitOffset / 8] = (bytes[leaf.bitOffset / 8] ?? 0) & 1;
  }
  return bytes;
}
