/** Generates the quick way from a plain object to the bytes of a struct, for structs of scalars alone. */
import { computeStructLayout } from "@koine/ctypes";
import type { StructMemberLayout, StructType, UnionType } from "@koine/ctypes";
import { selectUsed } from "../backend/generated-source.ts";
import { currentBackend } from "../backend/select.ts";
import { byteLengthOf, renderAcceptance, scalarRule } from "../function/scalar-rule.ts";
import type { ScalarRule } from "../function/scalar-rule.ts";

/** Writes an object's members; `false`, with nothing written, when a member is missing or not accepted. */
export type Packer = (value: object, view: DataView, byteOffset: number) => boolean;

/** Generates a packer; `undefined` for types that need the codec. */
export function createPacker(type: StructType | UnionType): Packer | undefined {
  const { target } = currentBackend();
  const { fields: members } = computeStructLayout(type, target);
  const rules = members.map((member) => ruleOf(member));
  if (rules.includes(undefined)) return undefined;
  const scalars = rules as ScalarRule[];
  const conditions = scalars.map((rule, index) => renderAcceptance(rule, `m${index}`, `$members${index}`));
  const source = [
    `return (value, view, offset) => {`,
    ...members.map(({ name }, index) => `  const m${index} = value[${JSON.stringify(name)}];`),
    ...(conditions.length > 0 ? [`  if (!(${conditions.join(" && ")})) return false;`] : []),
    ...members.map(
      ({ byteOffset }, index) => `  ${renderStore(scalars[index] as ScalarRule, `m${index}`, byteOffset)}`,
    ),
    "  return true;",
    "};",
  ].join("\n");
  const bindings = Object.fromEntries(scalars.map((rule, index) => [`members${index}`, rule.members]));
  return currentBackend().compile(source, selectUsed(source, bindings)) as Packer;
}

/** Which members of a union are given differs from object to object. */
function ruleOf({ type, isOverlaid }: StructMemberLayout): ScalarRule | undefined {
  return type.kind === "bit-field" || isOverlaid === true ? undefined : scalarRule(type, currentBackend().target);
}

function renderStore(rule: ScalarRule, value: string, byteOffset: number): string {
  const at = `offset + ${byteOffset}`;
  switch (rule.form) {
    case "boolean":
      return `view.setUint8(${at}, ${value} ? 1 : 0);`;
    case "float":
      return `view.setFloat${byteLengthOf(rule) * 8}(${at}, ${value}, true);`;
    case "number":
      return `view.setInt${byteLengthOf(rule) * 8}(${at}, ${value}, true);`;
    default:
      if (byteLengthOf(rule) < 8) return `view.setInt${byteLengthOf(rule) * 8}(${at}, Number(${value}), true);`;
      return `view.setBigInt64(${at}, typeof ${value} === "bigint" ? ${value} : BigInt(${value}), true);`;
  }
}
