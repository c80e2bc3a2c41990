/** Every instruction does what GNU as makes of its text: bytes are compared, in the encoding that the assembler prefers. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { Register } from "./registers.ts";
import { X64Assembler, X64Label } from "./x64-assembler.ts";
import type { IntegerLoad } from "./x64-assembler.ts";

type Instruction = readonly [text: string, emit: (code: X64Assembler) => X64Assembler];

const names = ["rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi"];
const registers: readonly Register[] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
const displacements = [0, 8, 127, 128, -128, -129, 4096];
const loads: Readonly<Record<IntegerLoad, readonly [mnemonic: string, is64: boolean]>> = {
  i8: ["movsbl", false],
  u8: ["movzbl", false],
  i16: ["movswl", false],
  u16: ["movzwl", false],
  "32": ["movl", false],
  "64": ["movq", true],
};
const isX64 = String(spawnSync("gcc", ["-dumpmachine"]).stdout).startsWith("x86_64");
const isCi = process.env["CI"] !== undefined && process.env["CI"] !== "";
const skip = (isX64 && spawnSync("as", ["--version"]).status === 0) || isCi ? false : "needs GNU as for x86-64";

test("loads and stores are what GNU as writes", { skip }, () => {
  const instructions: Instruction[] = [];
  for (const base of registers) {
    for (const displacement of displacements) {
      const at = place(base, displacement);
      for (const [load, [mnemonic, is64]] of Object.entries(loads) as ReadonlyArray<
        [IntegerLoad, readonly [string, boolean]]
      >) {
        for (const target of [0, 3, 9] as const) {
          const register = is64 ? wide(target) : narrow(target);
          instructions.push([
            `${mnemonic} ${at}, ${register}`,
            (code) => code.loadInteger(load, target, base, displacement),
          ]);
        }
      }
      instructions.push([`movq %r10, ${at}`, (code) => code.storeInteger(base, displacement, 10)]);
      instructions.push([`movb %bl, ${at}`, (code) => code.storeNarrow(1, base, displacement, 3)]);
      instructions.push([`movw %bx, ${at}`, (code) => code.storeNarrow(2, base, displacement, 3)]);
      instructions.push([`movl %ebx, ${at}`, (code) => code.storeNarrow(4, base, displacement, 3)]);
      instructions.push([`movq %rbx, ${at}`, (code) => code.storeNarrow(8, base, displacement, 3)]);
      instructions.push([`leaq ${at}, %r11`, (code) => code.loadAddress(11, base, displacement)]);
      instructions.push([`movss ${at}, %xmm7`, (code) => code.loadFloat(4, 7, base, displacement)]);
      instructions.push([`movsd ${at}, %xmm0`, (code) => code.loadFloat(8, 0, base, displacement)]);
      instructions.push([`movss %xmm7, ${at}`, (code) => code.storeFloat(4, base, displacement, 7)]);
      instructions.push([`movsd %xmm0, ${at}`, (code) => code.storeFloat(8, base, displacement, 0)]);
      instructions.push([`fldt ${at}`, (code) => code.loadExtended(base, displacement)]);
      instructions.push([`fstpt ${at}`, (code) => code.storeExtended(base, displacement)]);
      instructions.push([`movl $0x1234, ${at}`, (code) => code.storeImmediate32(base, displacement, 0x1234)]);
      instructions.push([`movq $0x1234, ${at}`, (code) => code.storeImmediate64(base, displacement, 0x1234)]);
      instructions.push([`subq ${at}, %r10`, (code) => code.subtractLoaded(10, base, displacement)]);
      instructions.push([`cmpq ${at}, %r10`, (code) => code.compareLoaded(10, base, displacement)]);
      instructions.push([`ldmxcsr ${at}`, (code) => code.loadSseControl(base, displacement)]);
      instructions.push([`fldcw ${at}`, (code) => code.loadX87Control(base, displacement)]);
    }
  }
  assertLikeAssembler(instructions);
});

test("moves, arithmetic and branches are what GNU as writes", { skip }, () => {
  const instructions: Instruction[] = [
    ["ret", (code) => code.return()],
    ["rep movsq", (code) => code.repeatMoveWords()],
    ["fninit", (code) => code.resetX87()],
    ["cld", (code) => code.clearDirection()],
    ["unpcklps %xmm8, %xmm7", (code) => code.unpackFloats(7, 8)],
    ["unpcklps %xmm3, %xmm12", (code) => code.unpackFloats(12, 3)],
    ["unpcklps %xmm1, %xmm0", (code) => code.unpackFloats(0, 1)],
    ["movl $0x1234, %gs:0x68", (code) => code.storeThreadImmediate32(0x68, 0x1234)],
    [".byte 0x48, 0x81, 0xec; .long 4096", (code) => code.growStack(4096)],
    [".byte 0x48, 0x81, 0xc4; .long 4096", (code) => code.shrinkStack(4096)],
    [".byte 0x48, 0x81, 0xe4; .long -32", (code) => code.alignStack(32)],
    ["andq $-65536, %rsp", (code) => code.alignStack(65_536)],
  ];
  for (const register of registers) {
    const name = wide(register);
    instructions.push([`movl %gs:0x68, ${narrow(register)}`, (code) => code.loadThreadInteger32(register, 0x68)]);
    instructions.push([`movq %r9, ${name}`, (code) => code.move(register, 9)]);
    instructions.push([`movq ${name}, %rax`, (code) => code.move(0, register)]);
    instructions.push([
      `movabsq $0x123456789abcdef0, ${name}`,
      (code) => code.moveImmediate(register, 0x1234_5678_9abc_def0n),
    ]);
    instructions.push([`movl $0x12345678, ${narrow(register)}`, (code) => code.moveImmediate(register, 0x1234_5678n)]);
    instructions.push([`pushq ${name}`, (code) => code.push(register)]);
    instructions.push([`popq ${name}`, (code) => code.pop(register)]);
    instructions.push([`xorl ${narrow(register)}, ${narrow(register)}`, (code) => code.clear(register)]);
    instructions.push([`shlq $32, ${name}`, (code) => code.shiftLeft(register, 32)]);
    instructions.push([`orq %rax, ${name}`, (code) => code.or(register, 0)]);
    instructions.push([`orq %r10, ${name}`, (code) => code.or(register, 10)]);
    instructions.push([`call *${name}`, (code) => code.call(register)]);
    instructions.push([`jmp *${name}`, (code) => code.jump(register)]);
    instructions.push([`testq ${name}, ${name}`, (code) => code.test(register)]);
  }
  assertLikeAssembler(instructions);
});

test("labels are reached from before and from behind", { skip }, () => {
  // GNU as takes the short forms of jumps; what is written here are the long ones.
  const text =
    "a: testq %rax, %rax; {disp32} je b; {disp32} jne b; {disp32} jae a; leaq b(%rip), %r11; b: leaq a(%rip), %rcx";
  const [a, b] = [new X64Label(), new X64Label()];
  const code = new X64Assembler().mark(a).test(0).jumpIf("equal", b).jumpIf("not-equal", b);
  code.jumpIf("above-or-equal", a).loadLabel(11, b).mark(b).loadLabel(1, a);
  assert.deepEqual(Buffer.from(code.toBytes()), Buffer.from(assemble(`${text}\n`)));
  assert.throws(() => new X64Assembler().loadLabel(0, new X64Label()).toBytes(), /not marked/);
});

test("a stack that changes by nothing needs no instruction", () => {
  assert.equal(new X64Assembler().growStack(0).shrinkStack(0).toBytes().length, 0);
});

function wide(register: Register): string {
  return `%${names[register] ?? `r${register}`}`;
}

function narrow(register: Register): string {
  return register < 8 ? `%e${names[register]?.slice(1)}` : `%r${register}d`;
}

function place(base: Register, displacement: number): string {
  return `${displacement}(${wide(base)})`;
}

function assertLikeAssembler(instructions: readonly Instruction[]): void {
  // Our accesses have a displacement even if it is 0, which `{disp8}` asks for; the 16 bytes after each instruction tell where it ends.
  const marker = ".quad 0xdeadbeefdeadbeef, 0xdeadbeefdeadbeef";
  const text = instructions.map(([line]) => `${/[ ,]0\(/.test(line) ? `{disp8} ${line}` : line}\n${marker}`).join("\n");
  const parts = Buffer.from(assemble(`${text}\n`))
    .toString("hex")
    .split("efbeadde".repeat(4));
  assert.equal(parts.length, instructions.length + 1);
  for (const [index, [line, emit]] of instructions.entries()) {
    assert.equal(Buffer.from(emit(new X64Assembler()).toBytes()).toString("hex"), parts[index], line);
  }
}

function assemble(text: string): Uint8Array {
  const directory = mkdtempSync(join(tmpdir(), "koine-x64-"));
  try {
    const paths = ["code.s", "code.o", "code.bin"].map((file) => join(directory, file)) as [string, string, string];
    writeFileSync(paths[0], text);
    const assembled = spawnSync("as", ["-o", paths[1], paths[0]], { encoding: "utf8" });
    assert.equal(assembled.status, 0, assembled.stderr);
    const copied = spawnSync("objcopy", ["-O", "binary", "-j", ".text", paths[1], paths[2]], { encoding: "utf8" });
    assert.equal(copied.status, 0, copied.stderr);
    return new Uint8Array(readFileSync(paths[2]));
  } finally {
    rmSync(directory, { recursive: true });
  }
}
