/** System V stubs call what gcc compiles: scalars, structs by value, variadic, results, text. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import { sampleSignatures } from "../classify/oracle/random-signature.case.ts";
import { vectorSignatures } from "../classify/oracle/vector-signatures.case.ts";
import { assertStubsCall, largeSignature, linkOptions, overalignedSignatures } from "./stub-program.case.ts";
import { emitSystemVX64Stub } from "./system-v-x64-stub.ts";

const seed = Number(
  process.env["KOINE_SEED"] ?? (process.env["CI"] ? 20_261_121 : Math.trunc(Math.random() * 2 ** 31)),
);
const isGccX64 = String(spawnSync("gcc", ["-dumpmachine"]).stdout).startsWith("x86_64");
const isCi = process.env["CI"] !== undefined && process.env["CI"] !== "";

test(
  `stubs call functions of random signatures (seed ${seed}; repeat with KOINE_SEED)`,
  { skip: (isGccX64 || isCi) && process.platform === "linux" ? false : "needs gcc for x86-64 Linux" },
  () => {
    assertStubsCall([largeSignature, ...overalignedSignatures, ...vectorSignatures, ...sampleSignatures(seed, 120)], {
      target: requireTarget("x86_64-unknown-linux-gnu"),
      convention: "system-v-x64",
      emit: emitSystemVX64Stub,
      attribute: "",
      preserved: ["rbx", "r12", "rbp"],
      variadic: "va",
      compiler: ["gcc", "-no-pie", ...linkOptions],
      runner: [],
    });
  },
);

test("systems of this convention have no last error", () => {
  const signature = { parameters: [], result: "i32", keepsLastError: true } as const;
  assert.throws(() => emitSystemVX64Stub({ target: 1n, slots: 2n, signature }), /only Windows has a last error/);
});
