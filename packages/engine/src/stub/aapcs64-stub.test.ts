/** AAPCS64 stubs call what gcc for AArch64 compiles, in an emulator: scalars, structs by value, variadic, results, text. */
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import { sampleSignatures } from "../classify/oracle/random-signature.case.ts";
import { emitAapcs64Stub } from "./aapcs64-stub.ts";
import { assertStubsCall, linkOptions } from "./stub-program.case.ts";

const seed = Number(process.env["KOINE_SEED"] ?? Math.trunc(Math.random() * 2 ** 31));
const missing = ["aarch64-linux-gnu-gcc", "qemu-aarch64-static"].filter(
  (command) => spawnSync(command, ["--version"]).status !== 0,
);

test(
  `stubs call functions of random signatures (seed ${seed}; repeat with KOINE_SEED)`,
  { skip: missing.length === 0 ? false : `needs ${missing.join(" and ")}` },
  () => {
    assertStubsCall(sampleSignatures(seed, 200), {
      target: requireTarget("aarch64-unknown-linux-gnu"),
      emit: emitAapcs64Stub,
      attribute: "",
      variadic: "va",
      compiler: ["aarch64-linux-gnu-gcc", "-static", ...linkOptions],
      runner: ["qemu-aarch64-static"],
    });
  },
);
