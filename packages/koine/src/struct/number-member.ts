/**
 * Source of the accessors of numbers. Quick ones read and write the typed arrays of the block, without a question: where the arrays
 * are gone, the language itself throws. Careful ones are for memory without arrays. Other members go through the codec.
 */
import type { StructLayout, StructMemberLayout } from "@koine/ctypes";
import { currentBackend } from "../backend/select.ts";
import { byteLengthOf, renderAcceptance, scalarRule } from "../function/scalar-rule.ts";
import type { ScalarRule } from "../function/scalar-rule.ts";
import { assertAccepted } from "../memory/codec.ts";
import type { ElementKind } from "./block.ts";

/** A number that accessors read and write themselves. */
export interface NumberMember {
  readonly member: StructMemberLayout;
  readonly rule: ScalarRule;
  /** The arrays that have it; `undefined` in packed structs, where it may lie across two elements. */
  readonly kind: ElementKind | undefined;
}

/** Gives what is known of a member; `undefined` for those that are no numbers, or whose values need more than a look. */
export function numberMemberOf(member: StructMemberLayout, layout: StructLayout): NumberMember | undefined {
  if (member.type.kind === "bit-field") return undefined;
  const rule = scalarRule(member.type, currentBackend().target);
  if (rule === undefined || !isPlain(rule)) return undefined;
  const size = byteLengthOf(rule);
  const isAligned = [member.byteOffset, layout.byteLength, layout.alignment].every((bytes) => bytes % size === 0);
  return { member, rule, kind: isAligned ? storedKind(rule) : undefined };
}

/** Gives the kinds of arrays that some members need. */
export function elementKindsOf(numbers: readonly (NumberMember | undefined)[]): ElementKind[] {
  return [...new Set(numbers.flatMap((number) => number?.kind ?? []))];
}

/**
 * Renders accessors that take arrays for granted. `$convert[index]` gives what is stored for a value that is not in its form, and
 * refuses others; `$explain` makes the error for what went wrong.
 */
export function renderQuickAccessors({ member, rule, kind }: NumberMember, index: number): string[] {
  const element = `this.#block.${kind}[(this.#offset + ${member.byteOffset}) >> ${Math.log2(byteLengthOf(rule))}]`;
  const [name, { toValue, stored }] = [JSON.stringify(member.name), formOf(rule)];
  return [
    `get [${name}]() { try { return ${element}${toValue}; } catch (error) { throw $explain(this.#block, error); } }`,
    `set [${name}](value) {`,
    `  try { ${element} = ${renderAccepted(rule)} ? ${stored} : $convert[${index}](value); }`,
    "  catch (error) { throw $explain(this.#block, error); }",
    "}",
  ];
}

/** Renders accessors that ask whether the memory is still there, and read and write it through the view. */
export function renderCarefulAccessors({ member, rule }: NumberMember, index: number): string[] {
  const at = `this.#offset + ${member.byteOffset}`;
  const [name, { toValue, stored }] = [JSON.stringify(member.name), formOf(rule)];
  const method = viewMethods[storedKind(rule)];
  const check = "const block = this.#block; if (block.region.isAlive !== true) throw $freed(block);";
  const value = `${renderAccepted(rule)} ? ${stored} : $convert[${index}](value)`;
  return [
    `get [${name}]() { ${check} return block.view.get${method}(${at}, true)${toValue}; }`,
    `set [${name}](value) { ${check} block.view.set${method}(${at}, ${value}, true); }`,
  ];
}

/**
 * Gives what is stored for a value that was not in its form.
 *
 * @throws {FfiError} `FFI_ARGUMENT_TYPE`, `FFI_ARGUMENT_RANGE`
 */
export function convertNumber({ rule }: NumberMember, value: unknown, path: string): number | bigint {
  assertAccepted(rule, value, path);
  return rule.form === "bigint" ? BigInt(value as bigint | number) : Number(value);
}

function formOf({ form }: ScalarRule): { readonly toValue: string; readonly stored: string } {
  return form === "boolean" ? { toValue: " !== 0", stored: "value ? 1 : 0" } : { toValue: "", stored: "value" };
}

function storedKind({ scalar }: ScalarRule): ElementKind {
  return scalar === "bool" ? "u8" : scalar;
}

/** Tells whether reading gives the value as it lies in memory. */
function isPlain({ scalar, form }: ScalarRule): boolean {
  const isWide = scalar === "i64" || scalar === "u64";
  return form !== "checked-number" && (form === "bigint") === isWide;
}

function renderAccepted(rule: ScalarRule): string {
  if (rule.members !== undefined) return "false";
  if (rule.form === "boolean") return 'typeof value === "boolean"';
  const isForm = rule.form === "bigint" ? 'typeof value === "bigint" && ' : "";
  return isForm + renderAcceptance(rule, "value", "");
}

const viewMethods: Readonly<Record<ElementKind, string>> = {
  u8: "Uint8",
  i8: "Int8",
  u16: "Uint16",
  i16: "Int16",
  u32: "Uint32",
  i32: "Int32",
  u64: "BigUint64",
  i64: "BigInt64",
  f32: "Float32",
  f64: "Float64",
};
