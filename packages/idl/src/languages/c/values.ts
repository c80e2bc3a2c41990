/** How values are spelled in C: numbers of every width, text, and what constants of a document are defined as. */
import type { AbiConstant } from "../../abi/abi-model.ts";
import { toScalarName } from "../../abi/lower-value.ts";
import type { SymbolNames } from "../../abi/symbol-names.ts";
import type { ApiType, ConstantValue, ScalarName } from "../../model/index.ts";

/** Spells a constant or a default as an expression of its type, in parentheses where it needs them. */
export function spellConstant({ type, value }: Pick<AbiConstant, "type" | "value">, names: SymbolNames): string {
  switch (value.kind) {
    case "boolean":
      return value.value ? "true" : "false";
    case "integer":
      return spellInteger(type.kind === "scalar" ? type.name : "u64", value.value);
    case "float":
      return spellFloat(value.value, type.kind === "scalar" && type.name === "f32");
    case "string":
      return spellText(value.value);
    case "enum":
      return spellMember(value.id, value.variant, names);
    case "flags":
      return `((${spellMember(value.id, undefined, names)})${spellBits(value.value)})`;
    default:
      throw new Error(`a constant cannot be ${describe(type, value)}`);
  }
}

function describe(type: ApiType, value: ConstantValue): string {
  return `${value.kind} of ${type.kind}`;
}

/** The C name of a declaration by its dotted path. */
function spellMember(id: string, member: string | undefined, names: SymbolNames): string {
  const path = id.split(".");
  const symbol = names.inModule({ path: path.slice(0, -1) }, path.at(-1) ?? "");
  return member === undefined ? symbol : `${symbol}_${member}`;
}

/** Spells an integer with exactly this type. */
export function spellInteger(name: ScalarName, value: bigint): string {
  const width = name.slice(1);
  const text = name.startsWith("u") ? `UINT${width}_C(${String(value)})` : spellSigned(width, value);
  // The macros of <stdint.h> give `int` for what is narrower (C17 7.20.4).
  return width === "8" || width === "16" ? `((${toScalarName(name)})${text})` : text;
}

function spellSigned(width: string, value: bigint): string {
  // The magnitude of the smallest number is not a number of the type.
  const smallest = -(1n << BigInt(Number(width) - 1));
  if (value === smallest) return `(-INT${width}_C(${String(-(value + 1n))}) - 1)`;
  return value < 0n ? `(-INT${width}_C(${String(-value)}))` : `INT${width}_C(${String(value)})`;
}

/** Spells bits of flags; wide enough for every base. */
export function spellBits(value: bigint): string {
  return value > 0xffffffffn ? `UINT64_C(${String(value)})` : `UINT32_C(${String(value)})`;
}

/** Spells the value of a C enumerator, which is an `int`. */
export function spellEnumerator(value: number): string {
  return value === -(2 ** 31) ? "(-2147483647 - 1)" : String(value);
}

/** Spells a floating-point number so that it reads back to the same bits. */
export function spellFloat(value: number, isSingle: boolean): string {
  if (Number.isNaN(value)) return "(0.0 / 0.0)";
  if (!Number.isFinite(value)) return value < 0 ? "(-1.0 / 0.0)" : "(1.0 / 0.0)";
  const shortest = Object.is(value, -0) ? "-0" : String(value);
  const text = /[.e]/.test(shortest) ? shortest : `${shortest}.0`;
  const literal = isSingle ? `${text}f` : text;
  return literal.startsWith("-") ? `(${literal})` : literal;
}

/** Spells text as a C string literal in UTF-8; nothing in it is a trigraph or runs into an escape. */
export function spellText(text: string): string {
  const escaped = text.replaceAll(/["\\]|\p{Cc}|(?<=\?)\?|[\u202a-\u202e\u2066-\u2069]/gu, (character) => {
    if (character === "\n") return String.raw`\n`;
    if (character === '"' || character === "\\" || character === "?") return `\\${character}`;
    // Three octal digits: a digit that follows cannot become part of the escape (C17 6.4.4.4).
    return [...new TextEncoder().encode(character)].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
  });
  return `"${escaped}"`;
}
