/** What gcc calculates for macros with sampled arguments, beside what a generated module calculates. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { integerShape, requireTarget } from "@koine/ctypes";
import type { IntegerName } from "@koine/ctypes";
import type { SpecMacro, SpecMacroParameter } from "@koine/bindgen";
import { renderType } from "@koine/bindgen";
import { c } from "koine";

const target = requireTarget("x86_64-unknown-linux-gnu");

/** One argument: what C is given, and what JavaScript is given. */
interface Sample {
  readonly inC: string;
  readonly inJavaScript: unknown;
}

/** One use of a macro. */
export interface MacroUse {
  readonly macro: SpecMacro;
  readonly samples: readonly Sample[];
}

const integers = [0, 1, 2, 3, 7, 8, 24, 31, 97, 255, 256, 4096, 0x7fff, 0xffff, 0x10_0000, 0x1234_5678, 0x7fff_ffff];
const extremes = [-1, -2, -128, -0x8000_0000, 0x8000_0000, 0xc004_5878, 0xffff_ffff];
const wide = [2n ** 31n, 2n ** 32n, 2n ** 40n + 12_345n, 2n ** 62n, -(2n ** 33n), 0x1234_5678_9abc_def0n];
const types = [
  ["int", c.int],
  ["char[3]", c.array(c.char, 3)],
  ["double", c.double],
  ["struct { short s; long l; }", c.struct("sample", { s: c.short, l: c.long })],
] as const;

/** Samples uses of a macro; `turn` chooses among the values of each parameter. */
export function sampleUse(macro: SpecMacro, turn: number): MacroUse {
  const samples = macro.parameters.map((parameter, place) => sampleArgument(parameter, turn * 31 + place * 7 + turn));
  return { macro, samples };
}

function pick<TItem>(items: readonly TItem[], index: number): TItem {
  return items[index % items.length] as TItem;
}

function sampleArgument({ role, type }: SpecMacroParameter, index: number): Sample {
  if (role === "text") return { inC: JSON.stringify(`text ${index}`), inJavaScript: `text ${index}` };
  if (role === "type" || type === undefined) {
    const [inC, inJavaScript] = pick(types, index);
    return { inC, inJavaScript };
  }
  if (type.kind === "float") {
    const value = pick([0, 1.5, -2.25, 1000, 0.1], index);
    return { inC: `(volatile ${type.name}){${value}}`, inJavaScript: value };
  }
  if (type.kind === "bool") {
    return { inC: `(volatile _Bool){${index % 2}}`, inJavaScript: index % 2 === 1 };
  }
  const { byteLength } = integerShape(type.name as IntegerName, target);
  const value =
    byteLength === 8
      ? pick([...integers, ...extremes, ...wide].map(BigInt), index)
      : pick([...integers, ...extremes], index);
  return { inC: `(volatile ${type.name}){(${type.name})${renderInteger(BigInt(value))}}`, inJavaScript: value };
}

function renderInteger(value: bigint): string {
  return value < 2n ** 63n ? `${value}LL` : `${value}ULL`;
}

/** Runs a C program that prints the value of each use, and gives its lines; errors of gcc as text. */
export function runWithGcc(
  uses: readonly MacroUse[],
  headers: readonly string[],
  includeDirectories: readonly string[],
): readonly string[] | string {
  const folder = mkdtempSync(join(tmpdir(), "koine-macros-"));
  try {
    const program = join(folder, "program");
    const flags = ["-std=gnu17", "-w", "-fwrapv", "-O0", "-fmax-errors=0", "-o", program];
    const directories = includeDirectories.map((directory) => `-I${directory}`);
    const input = renderProgram(uses, headers);
    const build = spawnSync("gcc", [...flags, ...directories, "-xc", "-"], { input, encoding: "utf8" });
    if (build.status !== 0) return build.stderr;
    return spawnSync(program, { encoding: "utf8", maxBuffer: 2 ** 26 })
      .stdout.split("\n")
      .slice(0, -1);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function renderProgram(uses: readonly MacroUse[], headers: readonly string[]): string {
  const lines = uses.map(({ macro, samples }) => {
    const { expression, name } = macro;
    const use = `${name}(${samples.map(({ inC }) => inC).join(", ")})`;
    if (isText(macro)) return `  puts(${use});`;
    const type = renderType(expression.type).replace("bool", "_Bool");
    const sameType = `__builtin_types_compatible_p(__typeof__(${use}), ${type})`;
    const print = expression.type.kind === "float" ? `printf("%a", (double)(${use}))` : renderPrint(use, type);
    return `  ${print}; puts(${sameType} ? "" : " of another type");`;
  });
  const includes = ["stdio.h", "stddef.h", "stdint.h", "sys/types.h", "wchar.h", ...headers];
  return `${includes.map((header) => `#include ${header.startsWith("/") ? JSON.stringify(header) : `<${header}>`}`).join("\n")}\n#undef main\nint main(void) {\n${lines.join("\n")}\n  return 0;\n}\n`;
}

function renderPrint(use: string, type: string): string {
  return `(${type})-1 < 0 ? printf("%lld", (long long)(${use})) : printf("%llu", (unsigned long long)(${use}))`;
}

/** Tells whether a macro gives a string. */
export function isText({ expression }: SpecMacro): boolean {
  let current = expression;
  while (current.kind === "conditional") current = current.whenTrue;
  return current.kind === "text";
}

/** Spells what JavaScript got as the C program prints it. */
export function printResult(value: unknown, { expression }: SpecMacro): string {
  if (typeof value === "boolean") return value ? "1" : "0";
  if (typeof value === "number" && expression.type.kind === "float") return hexadecimalFloat(value);
  return String(value);
}

/** `%a` of printf, for doubles in glibc's form. */
function hexadecimalFloat(value: number): string {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const sign = bits.getUint8(0) >> 7 === 1 ? "-" : "";
  const exponent = ((bits.getUint16(0) >> 4) & 0x7ff) - 1023;
  const fraction = (bits.getBigUint64(0) & 0xf_ffff_ffff_ffffn).toString(16).padStart(13, "0").replace(/0+$/, "");
  if (value === 0) return `${sign}0x0p+0`;
  return `${sign}0x1${fraction === "" ? "" : `.${fraction}`}p${exponent < 0 ? "" : "+"}${exponent}`;
}
