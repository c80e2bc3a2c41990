/**
 * Constants as TypeScript literals. Integers are numbers where a number holds them exactly, whatever their C type: 64-bit
 * parameters accept both, 32-bit parameters only numbers.
 */
import type { SpecConstant } from "../spec/model.ts";
import type { SpecType } from "../spec/type-model.ts";
import { toPureCall } from "./exported-value.ts";
import type { ExportedValue } from "./exported-value.ts";
import { publicName } from "./module-names.ts";
import { named } from "./descriptor-code.ts";
import { renderPointee } from "./render-descriptor.ts";
import type { DescriptorScope } from "./render-descriptor.ts";
import type { ModuleContext } from "./render-type-export.ts";

/** Renders the literal of an integer. */
export function renderInteger(value: bigint): string {
  return Number.isSafeInteger(Number(value)) ? value.toString() : `${value}n`;
}

/** Gives the export of a constant. */
export function exportConstant(constant: SpecConstant, { docs, scope }: ModuleContext): ExportedValue {
  const { name, value } = constant;
  const documentation = docs.get(name);
  const { expression, stated } = renderConstant(constant, scope);
  return {
    name: publicName(name, scope.names),
    identifier: scope.names.exports.get(name) ?? name,
    documentation,
    expression,
    stated,
    isCall: value.kind === "bytes" || isPointerConstant(constant),
    type: undefined,
    isApart: documentation !== undefined,
  };
}

type ConstantCode = Pick<ExportedValue, "expression" | "stated">;

function renderConstant({ value, type }: SpecConstant, scope: DescriptorScope): ConstantCode {
  switch (value.kind) {
    case "integer":
      return literal(renderInteger(value.value));
    case "float":
      return renderFloat(value.value);
    case "string":
      return literal(renderText(value.text));
    case "bytes":
      return { expression: `Uint8Array.of(${value.bytes.join(", ")})`, stated: "Uint8Array" };
    case "pointer":
      return value.address === 0n ? literal("null") : renderAddress(value.address, type, scope);
    default:
      return value satisfies never;
  }
}

function literal(expression: string): ConstantCode {
  return { expression, stated: undefined };
}

/** Infinities and NaN are names, not literals. */
function renderFloat(value: number): ConstantCode {
  const expression = Object.is(value, -0) ? "-0" : String(value);
  return { expression, stated: Number.isFinite(value) ? undefined : "number" };
}

/** Addresses such as `(void (*)(void *))-1` mean something to C and are passed where pointers are. */
function renderAddress(address: bigint, type: SpecType, scope: DescriptorScope): ConstantCode {
  const resolved = scope.index.resolve(type);
  const { c, Pointer: pointer } = scope.names;
  const target = resolved.kind === "pointer" ? renderPointee(resolved.target, scope) : named(`${c}.void`);
  return {
    expression: toPureCall(`${pointer}.from(0x${address.toString(16)}n, ${target.value})`),
    stated: `${c}.Infer<${c}.PointerType<${target.type}, false>>`,
  };
}

function isPointerConstant({ value }: SpecConstant): boolean {
  return value.kind === "pointer" && value.address !== 0n;
}

/** JSON is a subset of JavaScript since ES2019; control and format characters are escaped so that a reader sees them. */
function renderText(text: string): string {
  const spelled = JSON.stringify(text);
  if (/^[ -~]*$/.test(spelled)) return spelled;
  return spelled.replace(
    /[\u007f-\u009f\p{Cf}\u2028\u2029]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
