/**
 * Source of the class of one struct or union: instances know a block and an offset in it, and have an accessor per member, so that
 * each reads at a constant offset. What the source names is bound in `struct-class.ts`.
 */
import { resolveAlias } from "@koine/ctypes";
import type { StructMemberLayout } from "@koine/ctypes";
import { renderCarefulAccessors, renderQuickAccessors } from "./number-member.ts";
import type { NumberMember } from "./number-member.ts";

/** The numbers among the members, by the index of the member. */
export type NumberMembers = readonly (NumberMember | undefined)[];

/** Renders the class, and within it the one of instances in memory that no typed array reaches. */
export function renderInstanceClass(
  members: readonly StructMemberLayout[],
  numbers: NumberMembers,
  isFlexible: boolean,
): string {
  const flexible = isFlexible ? ", flexibleEnd: block.flexibleEnd" : "";
  const careful = numbers.flatMap((number, index) =>
    number?.kind === undefined ? [] : renderCarefulAccessors(number, index),
  );
  return [
    "return class Instance {",
    "  #block; #offset;",
    "  constructor(block, offset) { this.#block = block; this.#offset = offset; }",
    "  static isInstance(value) { return #block in value; }",
    "  static lend(value, slots, at) {",
    // Any other value throws: that takes no code where it does not happen, as a question would.
    "    try {",
    "      const { low, high, region } = value.#block;",
    "      if (region.isAlive !== true) return false;",
    "      const ownLow = slots[at] = (low + value.#offset) | 0;",
    // Where the lower half of the sum has lost the highest bit of the block's, one is carried: offsets are less than 2^31.
    "      slots[at + 1] = high + ((low & ~ownLow) >>> 31);",
    "      return true;",
    "    } catch { return false; }",
    "  }",
    "  static placeOf(instance) {",
    "    const block = instance.#block, offset = instance.#offset;",
    "    const { view, high, region } = block;",
    "    const low = (block.low >>> 0) + offset, regionOffset = block.regionOffset + offset;",
    // Only memory that is no slab may cross multiples of 2^32.
    "    const ownHigh = low < 4294967296 ? high : (high + Math.floor(low / 4294967296)) | 0;",
    `    return { view, low: low | 0, high: ownHigh, region, regionOffset, byteOffset: offset${flexible} };`,
    "  }",
    "  get pointer() { return $pointer(this, Instance.placeOf(this)); }",
    "  get [$pointerOf]() { return $pointer(this, Instance.placeOf(this)); }",
    "  [Symbol.dispose]() { this.#block = $dispose(this, this.#block); }",
    "  toObject() { return $toObject(Instance.placeOf(this)); }",
    "  toJSON() { return $toObject(Instance.placeOf(this)); }",
    // Node, Bun and Deno show this in consoles; the accessors are on the class.
    '  [Symbol.for("nodejs.util.inspect.custom")]() { return $toObject(Instance.placeOf(this)); }',
    ...members.flatMap((member, index) => renderAccessors(member, numbers[index], index)).map((line) => `  ${line}`),
    "  static Careful = class extends Instance {",
    ...careful.map((line) => `    ${line}`),
    "  };",
    "};",
  ].join("\n");
}

function renderAccessors(member: StructMemberLayout, number: NumberMember | undefined, index: number): string[] {
  if (number !== undefined) {
    return number.kind === undefined ? renderCarefulAccessors(number, index) : renderQuickAccessors(number, index);
  }
  const name = JSON.stringify(member.name);
  const check = "const block = this.#block; if (block.region.isAlive !== true) throw $freed(block);";
  const place = "Instance.placeOf(this)";
  const read = isRecord(member.type) ? `$view[${index}](this, block, this.#offset)` : `$read[${index}](${place})`;
  return [
    `get [${name}]() { ${check} return ${read}; }`,
    `set [${name}](value) { ${check} $write[${index}](${place}, value); }`,
  ];
}

function isRecord(type: StructMemberLayout["type"]): boolean {
  if (type.kind === "bit-field") return false;
  const { kind } = resolveAlias(type);
  return kind === "struct" || kind === "union";
}
