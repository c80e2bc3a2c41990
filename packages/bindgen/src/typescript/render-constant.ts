/**
 * Constants as TypeScript literals. Integers are numbers where a number holds them exactly, whatever their C type: 64-bit
 * parameters accept both, 32-bit parameters only numbers.
 */
import type { SpecValue } from "../spec/model.ts";

/** Renders the literal of an integer. */
export function renderInteger(value: bigint): string {
  return Number.isSafeInteger(Number(value)) ? value.toString() : `${value}n`;
}

/** Renders the expression that gives a constant. */
export function renderConstant(value: SpecValue): string {
  switch (value.kind) {
    case "integer":
      return renderInteger(value.value);
    case "float":
      return Object.is(value.value, -0) ? "-0" : String(value.value);
    case "string":
      return renderText(value.text);
    case "bytes":
      return `/* @__PURE__ */ Uint8Array.of(${value.bytes.join(", ")})`;
    case "pointer":
      return value.address === 0n ? "null" : `0x${value.address.toString(16)}n`;
    default:
      return value satisfies never;
  }
}

/** JSON is a subset of JavaScript since ES2019; control and format characters are escaped so that a reader sees them. */
function renderText(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\p{Cf}\u2028\u2029]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
