/** The step that makes mistakes on purpose: each must be the error that it ought to be. */
import assert from "node:assert/strict";
import { FfiError, openLibrary } from "koine";
import type { FfiErrorCode } from "koine";
import { printCode, printLines, style } from "./terminal.ts";

const prototype = "unsigned long crc32(unsigned long crc, const unsigned char *buf, unsigned int len)";

interface Mistake {
  readonly code: string;
  readonly error: FfiErrorCode;
  readonly make: () => unknown;
}

const mistakes: readonly Mistake[] = [
  {
    code: 'crc32(0n, "hello", 5)',
    error: "FFI_ARGUMENT_TYPE",
    make: () => {
      const { crc32 } = openLibrary("z", { crc32: prototype }).symbols;
      // @ts-expect-error: TypeScript refuses it, too; programs in JavaScript get here.
      return crc32(0n, "hello", 5);
    },
  },
  {
    code: 'openLibrary("z", { crc_32: "unsigned long crc_32(unsigned long crc)" }).symbols.crc_32',
    error: "FFI_SYMBOL_NOT_FOUND",
    make: () => openLibrary("z", { crc_32: "unsigned long crc_32(unsigned long crc)" }).symbols.crc_32,
  },
  {
    code: 'openLibrary("z", { crc32: "unsigned long crc32(usigned long crc)" })',
    error: "FFI_DECLARATION_TYPE",
    make: () => openLibrary("z", { crc32: "unsigned long crc32(usigned long crc)" }),
  },
];

/** Makes each mistake and prints what Koine says. */
export function showMistakes(): void {
  for (const { code, error, make } of mistakes) {
    printCode(code);
    const thrown = catchError(make);
    assert.equal(thrown.code, error);
    printLines(`${style("red", thrown.code)}  ${thrown.message}\n`);
  }
}

function catchError(make: () => unknown): FfiError {
  try {
    make();
  } catch (error) {
    if (error instanceof FfiError) return error;
    throw error;
  }
  return assert.fail("a mistake was not noticed");
}
