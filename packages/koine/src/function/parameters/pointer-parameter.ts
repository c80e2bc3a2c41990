/**
 * Parameters that take an address: `c.pointer(T)`, `c.bytes` and mutable strings. They accept pointers of a compatible
 * type and null; where the target is bytes or numbers also buffers, whose memory is lent for the call.
 */
import { resolveAlias, typeName } from "@koine/ctypes";
import type { CType, PointerType } from "@koine/ctypes";
import { endTransferred, isTransferable } from "../ownership.ts";
import { part, slotOf } from "../wrapper-parts.ts";
import type { ParameterPart, ParameterPosition } from "../wrapper-parts.ts";
import { renderTextStore } from "./text-parameter.ts";

/** What a parameter that takes an address accepts besides pointers and null. */
interface Acceptance {
  readonly buffers: boolean;
  readonly text: boolean;
}

/** Gives the wrapper's part for a parameter that takes an address of `pointee`. */
export function pointerParameter(
  { target: pointee, isConst, ownership }: PointerType,
  position: ParameterPosition,
): ParameterPart {
  const isTransferred = ownership?.kind === "transferred";
  const acceptance = isTransferred ? { buffers: false, text: false } : acceptanceOf(pointee, isConst);
  const { index, variable } = position;
  const low = `$low${index}`;
  const high = `$high${index}`;
  const branches = [
    `if (${variable} === null) { ${low} = 0; ${high} = 0; }`,
    `else if (${variable} instanceof $NativePointer) {`,
    `  if (${variable}.type !== $pointee${index} && !$isCompatible($pointee${index}, ${variable}.type)) throw $errors.wrongArgument(${index}, ${variable});`,
    `  if (!${variable}.region.isAlive) throw $errors.freedArgument(${index}, ${variable});`,
    ...(isTransferred
      ? [`  if (!$isTransferable(${variable})) throw $errors.notTransferable(${index}, ${variable});`]
      : []),
    `  ${low} = ${variable}.low; ${high} = ${variable}.high;`,
    "}",
    ...(acceptance.buffers
      ? renderBuffer(index, variable, low, high)
      : [`else throw $errors.wrongArgument(${index}, ${variable});`]),
  ];
  const slot = slotOf(position);
  const storeHalves = `$i32[${slot * 2}] = ${low}; $i32[${slot * 2 + 1}] = ${high};`;
  const isText = `typeof ${variable} === "string"`;
  return part({
    scalar: "pointer",
    expected: expectedWords(pointee, acceptance),
    check: [
      `let ${low} = 0, ${high} = 0;`,
      ...(acceptance.text ? [`if (!(${isText})) {`, ...branches.map((line) => `  ${line}`), "}"] : branches),
    ],
    store: acceptance.text
      ? [`if (${isText}) {`, ...renderTextStore(position).map((line) => `  ${line}`), `} else { ${storeHalves} }`]
      : [storeHalves],
    ...renderHold(position),
    ...(isTransferred ? { finish: [`$endTransferred(${variable});`] } : {}),
    usesText: acceptance.text,
    bindings: { [`pointee${index}`]: pointee, isTransferable, endTransferred },
  });
}

/** Gives the wrapper's part for `c.bytes`, which takes buffers alone. */
export function bytesParameter(position: ParameterPosition): ParameterPart {
  const { index, variable } = position;
  const slot = slotOf(position);
  const [open, ...rest] = renderBuffer(index, variable, `$low${index}`, `$high${index}`);
  return part({
    scalar: "pointer",
    expected: "bytes",
    check: [`let $low${index} = 0, $high${index} = 0;`, open?.replace("else ", "") ?? "", ...rest],
    store: [`$i32[${slot * 2}] = $low${index}; $i32[${slot * 2 + 1}] = $high${index};`],
    ...renderHold(position),
  });
}

/** What is lent must stay reachable during the call: optimised code forgets variables after their last use. */
function renderHold({ index, variable }: ParameterPosition): Pick<ParameterPart, "enter" | "leave"> {
  return {
    enter: [`const $held${index} = $hold.h${index}; $hold.h${index} = ${variable};`],
    leave: [`$hold.h${index} = $held${index};`],
  };
}

function renderBuffer(index: number, variable: string, low: string, high: string): string[] {
  return [
    "else {",
    `  const $place = $bufferPlaces.get(${variable}) ?? $findBufferPlace(${variable});`,
    `  if ($place === undefined) throw $errors.wrongArgument(${index}, ${variable});`,
    `  if (${variable}.byteLength !== $place.byteLength && !$isStillThere(${variable}, $place)) throw $errors.detachedArgument(${index}, ${variable});`,
    `  ${low} = $place.low; ${high} = $place.high;`,
    "}",
  ];
}

function acceptanceOf(pointee: CType, isConst: boolean): Acceptance {
  const resolved = resolveAlias(pointee);
  switch (resolved.kind) {
    case "void":
    case "bool":
    case "float":
    case "complex":
    case "enum":
      return { buffers: true, text: false };
    case "integer":
      return { buffers: true, text: resolved.name === "char" && isConst };
    default:
      return { buffers: false, text: false };
  }
}

function expectedWords(pointee: CType, acceptance: Acceptance): string {
  if (acceptance.text) return "a string or bytes";
  return acceptance.buffers ? "bytes" : `a Pointer to ${typeName(pointee)}`;
}
