/** Code that gcc compiles calls System V thunks: scalars, structs by value, results. */
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import { sampleSignatures } from "../classify/oracle/random-signature.case.ts";
import { vectorSignatures } from "../classify/oracle/vector-signatures.case.ts";
import { emitSystemVX64Thunk } from "./system-v-x64-thunk.ts";
import { assertThunksAnswer, largeSignatures, thunkProgramOptions } from "./thunk-program.case.ts";

const seed = Number(
  process.env["KOINE_SEED"] ?? (process.env["CI"] ? 20_261_121 : Math.trunc(Math.random() * 2 ** 31)),
);
const isGccX64 = String(spawnSync("gcc", ["-dumpmachine"]).stdout).startsWith("x86_64");
const isCi = process.env["CI"] !== undefined && process.env["CI"] !== "";

test(
  `callers of random signatures reach what thunks lead to (seed ${seed}; repeat with KOINE_SEED)`,
  { skip: (isGccX64 || isCi) && process.platform === "linux" ? false : "needs gcc for x86-64 Linux" },
  () => {
    assertThunksAnswer([...largeSignatures, ...vectorSignatures, ...sampleSignatures(seed, 150)], {
      target: requireTarget("x86_64-unknown-linux-gnu"),
      convention: "system-v-x64",
      emit: (request) => emitSystemVX64Thunk(request).code,
      attribute: "",
      preserved: ["rbx", "r12"],
      compiler: ["gcc", ...thunkProgramOptions],
      runner: [],
    });
  },
);
