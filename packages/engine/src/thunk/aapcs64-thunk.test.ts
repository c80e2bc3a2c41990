/** Code that gcc compiles for AArch64 calls AAPCS64 thunks, in an emulator: scalars, structs by value, results. */
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import { sampleSignatures } from "../classify/oracle/random-signature.case.ts";
import { vectorSignatures } from "../classify/oracle/vector-signatures.case.ts";
import { emitAapcs64Thunk } from "./aapcs64-thunk.ts";
import { assertThunksAnswer, largeSignatures, thunkProgramOptions } from "./thunk-program.case.ts";

const seed = Number(
  process.env["KOINE_SEED"] ?? (process.env["CI"] ? 20_261_121 : Math.trunc(Math.random() * 2 ** 31)),
);
const missing = ["aarch64-linux-gnu-gcc", "qemu-aarch64-static"].filter(
  (command) => spawnSync(command, ["--version"]).status !== 0,
);

test(
  `callers of random signatures reach what thunks lead to (seed ${seed}; repeat with KOINE_SEED)`,
  { skip: missing.length === 0 ? false : `needs ${missing.join(" and ")}` },
  () => {
    assertThunksAnswer([...largeSignatures, ...vectorSignatures, ...sampleSignatures(seed, 150)], {
      target: requireTarget("aarch64-unknown-linux-gnu"),
      convention: "aapcs64",
      emit: emitAapcs64Thunk,
      attribute: "",
      preserved: ["x19", "x20"],
      compiler: ["aarch64-linux-gnu-gcc", "-static", ...thunkProgramOptions],
      runner: ["qemu-aarch64-static"],
    });
  },
);
