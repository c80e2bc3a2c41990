/** AAPCS64 stubs call what gcc for AArch64 compiles, in an emulator: scalars, structs by value, variadic, results, text. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import { sampleSignatures } from "../classify/oracle/random-signature.case.ts";
import { vectorSignatures } from "../classify/oracle/vector-signatures.case.ts";
import { emitAapcs64Stub } from "./aapcs64-stub.ts";
import {
  assertStubCalls,
  assertStubsCall,
  largeSignature,
  linkOptions,
  overalignedSignatures,
} from "./stub-program.case.ts";
import type { StubRunner } from "./stub-program.case.ts";

const seed = Number(
  process.env["KOINE_SEED"] ?? (process.env["CI"] ? 20_261_121 : Math.trunc(Math.random() * 2 ** 31)),
);
const missing = ["aarch64-linux-gnu-gcc", "qemu-aarch64-static"].filter(
  (command) => spawnSync(command, ["--version"]).status !== 0,
);

const skip = missing.length === 0 ? false : `needs ${missing.join(" and ")}`;
const runner: StubRunner = {
  target: requireTarget("aarch64-unknown-linux-gnu"),
  convention: "aapcs64",
  emit: emitAapcs64Stub,
  attribute: "",
  preserved: ["x19", "x20"],
  variadic: "va",
  // The platform's register is a spare one on Linux, which this program leaves alone.
  threadBlock: {
    declarations: ['register unsigned char *platform_register __asm__("x18");'],
    enter: "platform_register = thread_block;",
    lastError: "(*(unsigned *)(platform_register + 0x68))",
  },
  compiler: ["aarch64-linux-gnu-gcc", "-static", "-ffixed-x18", ...linkOptions],
  runner: ["qemu-aarch64-static"],
};
const { threadBlock: _none, ...commonRunner } = runner;
const appleRunner: StubRunner = { ...commonRunner, emit: (request) => emitAapcs64Stub(request, "apple-arm64") };

test(`stubs call functions of random signatures (seed ${seed}; repeat with KOINE_SEED)`, { skip }, () => {
  assertStubsCall(
    [largeSignature, ...overalignedSignatures, ...vectorSignatures, ...sampleSignatures(seed, 120)],
    runner,
  );
});

// No compiler for Apple's systems runs here, but a struct on the stack has the very bytes that they pack scalars into.
test("Apple: scalars beyond the registers are packed on the stack", { skip }, () => {
  assertStubCalls(
    {
      signature: {
        parameters: ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i8", "i16", "bool", "i32"],
        result: "i32",
      },
      text: `struct rest { signed char a; short b; bool c; int d; };
static int function_0(int a, int b, int c, int d, int e, int f, int g, int h, struct rest rest) {
  return rest.a == -2 && rest.b == -3 && rest.c && rest.d == 77 && h == 7 ? 42 : 0;
}`,
      arguments: [0, 1, 2, 3, 4, 5, 6, 7, -2, -3, 1, 77].map(int32),
      result: int32(42),
    },
    appleRunner,
  );
});

test("Apple: variadic arguments are on the stack", { skip }, () => {
  assertStubCalls(
    {
      signature: { parameters: ["i64", "i32", "f64"], result: "f64", fixedParameterCount: 1 },
      text: `struct rest { int a; double b; };
static double function_0(long a, long b, long c, long d, long e, long f, long g, long h, struct rest rest) {
  return a + rest.a + rest.b;
}`,
      arguments: [[5, 0, 0, 0, 0, 0, 0, 0], int32(6), [...new Uint8Array(new Float64Array([0.5]).buffer)]],
      result: [...new Uint8Array(new Float64Array([11.5]).buffer)],
    },
    appleRunner,
  );
});

test("Apple's systems have no last error", () => {
  const signature = { parameters: [], result: "i32", keepsLastError: true } as const;
  assert.throws(() => emitAapcs64Stub({ target: 1n, slots: 2n, signature }, "apple-arm64"), /only Windows/);
});

function int32(value: number): readonly number[] {
  return [...new Uint8Array(new Int32Array([value]).buffer)];
}
