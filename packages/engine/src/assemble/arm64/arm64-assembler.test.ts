/** Every instruction is, byte for byte, what GNU as makes of its text. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Arm64Assembler } from "./arm64-assembler.ts";
import type { IntegerLoad, Indexing } from "./arm64-assembler.ts";
import type { Register } from "./registers.ts";

type Instruction = readonly [text: string, emit: (code: Arm64Assembler) => Arm64Assembler];

const missing = ["aarch64-linux-gnu-as", "aarch64-linux-gnu-objcopy"].filter(
  (command) => spawnSync(command, ["--version"]).status !== 0,
);
const skip = missing.length === 0 ? false : `needs ${missing.join(" and ")}`;

const registers: readonly Register[] = [0, 1, 8, 9, 16, 19, 28, 29, 30];
const bases: readonly Register[] = [0, 9, 19, 31];
const loads: Readonly<Record<IntegerLoad, readonly [mnemonic: string, width: string]>> = {
  i8: ["ldrsb", "w"],
  u8: ["ldrb", "w"],
  i16: ["ldrsh", "w"],
  u16: ["ldrh", "w"],
  "32": ["ldr", "w"],
  i32: ["ldrsw", "x"],
  "64": ["ldr", "x"],
};
const stores = { 1: ["strb", "w"], 2: ["strh", "w"], 4: ["str", "w"], 8: ["str", "x"] } as const;
const floats = { 4: "s", 8: "d", 16: "q" } as const;
const offsets = [0, 1, 8, 16, 24, 255, 256, 4080, -1, -8, -256];

const indexings: readonly Indexing[] = ["offset", "pre", "post"];

test("loads and stores of one register are what GNU as writes", { skip }, () => {
  const instructions: Instruction[] = [];
  for (const offset of offsets) {
    for (const base of bases) {
      for (const [load, [mnemonic, width]] of Object.entries(loads) as ReadonlyArray<
        [IntegerLoad, readonly [string, string]]
      >) {
        if (!reaches(offset, loadLengths[load])) continue;
        const text = `${mnemonic} ${width}9, ${place(base, offset)}`;
        instructions.push([text, (code) => code.loadInteger(load, 9, base, offset)]);
      }
      for (const byteLength of [1, 2, 4, 8] as const) {
        if (!reaches(offset, byteLength)) continue;
        const [mnemonic, width] = stores[byteLength];
        const text = `${mnemonic} ${width}19, ${place(base, offset)}`;
        instructions.push([text, (code) => code.storeInteger(byteLength, base, offset, 19)]);
      }
      for (const byteLength of [4, 8, 16] as const) {
        if (!reaches(offset, byteLength)) continue;
        const operands = `${floats[byteLength]}31, ${place(base, offset)}`;
        instructions.push([`ldr ${operands}`, (code) => code.loadFloat(byteLength, 31, base, offset)]);
        instructions.push([`str ${operands}`, (code) => code.storeFloat(byteLength, base, offset, 31)]);
      }
    }
  }
  assertLikeAssembler(instructions);
});

test("loads and stores that move their base, and pairs, are what GNU as writes", { skip }, () => {
  const instructions: Instruction[] = [];
  for (const indexing of indexings) {
    for (const offset of [-256, -16, 8, 248]) {
      const at = place(31, offset, indexing);
      instructions.push([`ldr x9, ${at}`, (code) => code.loadInteger("64", 9, 31, offset, indexing)]);
      instructions.push([`strb w9, ${at}`, (code) => code.storeInteger(1, 31, offset, 9, indexing)]);
      instructions.push([`ldr d9, ${at}`, (code) => code.loadFloat(8, 9, 31, offset, indexing)]);
      instructions.push([`str q9, ${at}`, (code) => code.storeFloat(16, 31, offset, 9, indexing)]);
      instructions.push([`stp x29, x30, ${at}`, (code) => code.storePair(29, 30, 31, offset, indexing)]);
      instructions.push([`ldp x19, x20, ${at}`, (code) => code.loadPair(19, 20, 31, offset, indexing)]);
    }
    for (const offset of [-1024, -16, 0, 1008]) {
      const at = place(19, offset, indexing);
      instructions.push([`stp q0, q1, ${at}`, (code) => code.storeFloatPair(0, 1, 19, offset, indexing)]);
      instructions.push([`ldp q30, q31, ${at}`, (code) => code.loadFloatPair(30, 31, 19, offset, indexing)]);
    }
  }
  assertLikeAssembler(instructions);
});

test("moves, sums and branches are what GNU as writes", { skip }, () => {
  const instructions: Instruction[] = [["ret", (code) => code.return()]];
  for (const register of registers) {
    const x = name(register);
    instructions.push([`mov ${x}, x9`, (code) => code.move(register, 9)]);
    instructions.push([`mov ${x}, sp`, (code) => code.move(register, 31)]);
    instructions.push([`mov sp, ${x}`, (code) => code.move(31, register)]);
    instructions.push([`orr x9, x10, ${x}, lsl #32`, (code) => code.orShifted(9, 10, register, 32)]);
    instructions.push([`fmov d7, ${x}`, (code) => code.moveToFloat(8, 7, register)]);
    instructions.push([`fmov ${x}, d31`, (code) => code.moveFromFloat(8, register, 31)]);
    instructions.push([`fmov s7, w${register}`, (code) => code.moveToFloat(4, 7, register)]);
    instructions.push([`fmov w${register}, s31`, (code) => code.moveFromFloat(4, register, 31)]);
    instructions.push([`blr ${x}`, (code) => code.call(register)]);
    instructions.push([`br ${x}`, (code) => code.jump(register)]);
    instructions.push([`1: sub ${x}, ${x}, #1\ncbnz ${x}, 1b`, (code) => loop(code, register)]);
  }
  for (const value of [0, 1, 4095, 4096, 0x12000]) {
    instructions.push([`add sp, sp, #${value}`, (code) => code.add(31, 31, value)]);
    if (value > 0) instructions.push([`sub x9, sp, #${value}`, (code) => code.add(9, 31, -value)]);
  }
  for (const alignment of [2, 32, 64, 4096, 2 ** 28]) {
    instructions.push([`and sp, x9, #-${alignment}`, (code) => code.alignDown(31, 9, alignment)]);
    instructions.push([`and x19, x30, #-${alignment}`, (code) => code.alignDown(19, 30, alignment)]);
  }
  instructions.push(["sub sp, sp, #5, lsl #12\nsub sp, sp, #6", (code) => code.add(31, 31, -0x5006)]);
  instructions.push(["add x9, x10, #5, lsl #12\nadd x9, x9, #6", (code) => code.add(9, 10, 0x5006)]);
  assertLikeAssembler(instructions);
});

test("immediates take as few instructions as their half-words need", { skip }, () => {
  assertLikeAssembler([
    ["movz x9, #0", (code) => code.moveImmediate(9, 0n)],
    ["movz x9, #0xffff", (code) => code.moveImmediate(9, 0xffffn)],
    ["movz x9, #0x1234, lsl #16", (code) => code.moveImmediate(9, 0x1234_0000n)],
    ["movz x9, #0x5678\nmovk x9, #0x1234, lsl #32", (code) => code.moveImmediate(9, 0x1234_0000_5678n)],
    ["movn x9, #0", (code) => code.moveImmediate(9, -1n)],
    ["movn x9, #1", (code) => code.moveImmediate(9, -2n)],
    ["movn x9, #0x1234, lsl #32", (code) => code.moveImmediate(9, ~0x1234_0000_0000n)],
    ["movn x9, #0xfffe\nmovk x9, #2, lsl #16", (code) => code.moveImmediate(9, 0xffff_ffff_0002_0001n)],
    [
      "movz x19, #0xdef0\nmovk x19, #0x9abc, lsl #16\nmovk x19, #0x5678, lsl #32\nmovk x19, #0x1234, lsl #48",
      (code) => code.moveImmediate(19, 0x1234_5678_9abc_def0n),
    ],
  ]);
});

test("literals lie after the code, aligned to 8 bytes", { skip }, () => {
  const code = new Arm64Assembler().loadLiteral(16, 0x1122_3344_5566_7788n).loadLiteral(17, -2n).return();
  const text = "ldr x16, 1f\nldr x17, 2f\nret\n.word 0\n1: .quad 0x1122334455667788\n2: .quad -2";
  assert.deepEqual(code.toBytes(), assemble(text));
});

test("what no instruction can reach is refused", () => {
  const code = new Arm64Assembler();
  assert.throws(() => code.loadInteger("64", 0, 0, 32_768), /offset 32768/);
  assert.throws(() => code.loadInteger("64", 0, 0, -257), /offset -257/);
  assert.throws(() => code.storePair(0, 1, 31, 12), /offset 12/);
  assert.throws(() => code.add(0, 0, 2 ** 24), /24 bits/);
});

const loadLengths: Readonly<Record<IntegerLoad, number>> = { i8: 1, u8: 1, i16: 2, u16: 2, "32": 4, i32: 4, "64": 8 };

function loop(code: Arm64Assembler, register: Register): Arm64Assembler {
  const label = code.byteLength;
  return code.add(register, register, -1).branchIfNotZero(register, label);
}

function reaches(offset: number, byteLength: number): boolean {
  return (offset >= -256 && offset <= 255) || (offset % byteLength === 0 && offset / byteLength <= 4095);
}

function place(base: Register, offset: number, indexing: Indexing = "offset"): string {
  if (indexing === "post") return `[${name(base)}], #${offset}`;
  return `[${name(base)}, #${offset}]${indexing === "pre" ? "!" : ""}`;
}

function name(register: Register): string {
  return register === 31 ? "sp" : `x${register}`;
}

function assertLikeAssembler(instructions: readonly Instruction[]): void {
  // A marker after each instruction tells where it ends, since some are several words.
  const marker = ".word 0xdeadbeef";
  const expected = split(assemble(instructions.map(([text]) => `${text}\n${marker}`).join("\n")));
  assert.equal(expected.length, instructions.length);
  for (const [index, [text, emit]] of instructions.entries()) {
    assert.equal(Buffer.from(emit(new Arm64Assembler()).toBytes()).toString("hex"), expected[index], text);
  }
}

function split(bytes: Uint8Array): readonly string[] {
  const words = Buffer.from(bytes).toString("hex").match(/.{8}/g) ?? [];
  return words
    .join(" ")
    .split("efbeadde")
    .slice(0, -1)
    .map((part) => part.replaceAll(" ", ""));
}

function assemble(text: string): Uint8Array {
  const directory = mkdtempSync(join(tmpdir(), "koine-arm64-"));
  try {
    const paths = ["code.s", "code.o", "code.bin"].map((file) => join(directory, file)) as [string, string, string];
    writeFileSync(paths[0], `${text}\n`);
    const assembled = spawnSync("aarch64-linux-gnu-as", ["-o", paths[1], paths[0]], { encoding: "utf8" });
    assert.equal(assembled.status, 0, assembled.stderr);
    const copied = spawnSync("aarch64-linux-gnu-objcopy", ["-O", "binary", paths[1], paths[2]], { encoding: "utf8" });
    assert.equal(copied.status, 0, copied.stderr);
    return new Uint8Array(readFileSync(paths[2]));
  } finally {
    rmSync(directory, { recursive: true });
  }
}
