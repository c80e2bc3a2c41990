/** Windows x64 stubs call what gcc compiles with `ms_abi`: scalars, structs by value, variadic, results, text. */
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import { sampleSignatures } from "../classify/oracle/random-signature.case.ts";
import { vectorSignatures } from "../classify/oracle/vector-signatures.case.ts";
import { assertStubsCall, largeSignature, linkOptions, overalignedSignatures } from "./stub-program.case.ts";
import { emitWindowsX64Stub } from "./windows-x64-stub.ts";

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
      convention: "windows-x64",
      emit: emitWindowsX64Stub,
      attribute: "__attribute__((ms_abi))",
      preserved: ["rbx", "rdi", "rsi", "r12", "rbp"],
      variadic: "ms_va",
      // Linux leaves gs to programs (arch_prctl(2)); a function of Windows reads it as this one does.
      threadBlock: {
        declarations: [
          "#include <sys/syscall.h>",
          "#include <unistd.h>",
          "#define LAST_ERROR (*(__seg_gs unsigned *)0x68)",
        ],
        enter: 'if (syscall(SYS_arch_prctl, 0x1001, thread_block) != 0) puts("case -3: gs cannot be set");',
        lastError: "LAST_ERROR",
      },
      compiler: ["gcc", "-no-pie", ...linkOptions],
      runner: [],
    });
  },
);
