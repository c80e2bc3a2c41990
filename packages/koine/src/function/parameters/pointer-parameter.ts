/**
 * Parameters that take an address: `c.pointer(T)`, `c.bytes` and mutable strings. They accept pointers of a compatible
 * type and null; where the target is bytes or numbers also buffers, whose memory is lent for the call.
 */
import { resolveAlias, typeName } from "@koine/ctypes";
import type { CType, PointerType } from "@koine/ctypes";
import { endHandle } from "../../memory/handle.ts";
import { findPointer } from "../../memory/pointer-of.ts";
import { copyArray } from "../../struct/copy-array.ts";
import { hasFree, runAll } from "../../types/deferred-free.ts";
import { endTransferred, isTransferable } from "../ownership.ts";
import { part, slotOf } from "../wrapper-parts.ts";
import type { ParameterPart, ParameterPosition } from "../wrapper-parts.ts";
import { pointeeBindings, renderPointerAddress } from "./pointer-address.ts";
import { renderTextStore } from "./text-parameter.ts";

/** What a pointer parameter is besides its pointee. */
export interface PointerParameterOptions {
  /** Names the parameter in errors. */
  readonly label: () => string;
  /** Whether null is accepted; it is when absent. */
  readonly isNullable?: boolean;
  /** Whether the function ends handles that it is passed. */
  readonly isRelease?: boolean;
  /** Whether it takes arrays, to which a zero is added. */
  readonly isTerminated?: boolean;
}

/** What a parameter that takes an address accepts besides pointers and null. */
interface Acceptance {
  readonly buffers: boolean;
  readonly text: boolean;
  /** Struct values and array views, for their address. */
  readonly places: boolean;
  /** Arrays that are copied for the call. */
  readonly arrays: boolean;
}

/** Gives the wrapper's part for a parameter that takes an address of `pointee`. */
export function pointerParameter(
  type: PointerType,
  position: ParameterPosition,
  options: PointerParameterOptions,
): ParameterPart {
  const { target: pointee } = type;
  const isTransferred = type.ownership?.kind === "transferred";
  const acceptance = isTransferred ? noneAccepted : acceptanceOf(type, options);
  const lending = acceptance.places || acceptance.arrays ? renderLending(type, position, options) : undefined;
  const { index } = position;
  const variable = lending?.variable ?? position.variable;
  const place = { ...position, variable };
  const low = `$low${index}`;
  const high = `$high${index}`;
  const branches = renderAddress(place, { acceptance, isTransferred, isNullable: options.isNullable !== false });
  const slot = slotOf(position);
  const storeHalves = `$i32[${slot * 2}] = ${low}; $i32[${slot * 2 + 1}] = ${high};`;
  const isText = `typeof ${variable} === "string"`;
  const hold = renderHold(place);
  const isRelease = options.isRelease === true && resolveAlias(pointee).kind === "opaque";
  return part({
    scalar: "pointer",
    expected: expectedWords(pointee, acceptance, options),
    declare: lending?.declare ?? [],
    evaluate: lending?.evaluate ?? [],
    check: [
      `let ${low} = 0, ${high} = 0;`,
      ...(acceptance.text ? [`if (!(${isText})) {`, ...branches.map((line) => `  ${line}`), "}"] : branches),
    ],
    store: acceptance.text
      ? [`if (${isText}) {`, ...renderTextStore(place).map((line) => `  ${line}`), `} else { ${storeHalves} }`]
      : [storeHalves],
    enter: hold.enter,
    leave: isRelease ? [...hold.leave, `$endHandle(${variable});`] : hold.leave,
    ...(isTransferred ? { finish: [`$endTransferred(${variable});`] } : {}),
    cleanup: lending?.cleanup ?? [],
    usesText: acceptance.text,
    bindings: {
      ...pointeeBindings(index, pointee),
      endHandle,
      isTransferable,
      endTransferred,
      ...lending?.bindings,
    },
  });
}

/** Renders statements that find the address of a value, or refuse it. */
function renderAddress(
  { index, variable }: ParameterPosition,
  options: { readonly acceptance: Acceptance; readonly isTransferred: boolean; readonly isNullable: boolean },
): string[] {
  const { acceptance, isTransferred, isNullable } = options;
  const low = `$low${index}`;
  const high = `$high${index}`;
  return [
    ...(isNullable ? [`if (${variable} === null) { ${low} = 0; ${high} = 0; }`] : []),
    `${isNullable ? "else if" : "if"} (${variable} instanceof $NativePointer) {`,
    ...renderPointerAddress({ index, pointer: variable, variable }).map((line) => `  ${line}`),
    ...(isTransferred
      ? [`  if (!$isTransferable(${variable})) throw $errors.notTransferable(${index}, ${variable});`]
      : []),
    "}",
    ...(acceptance.buffers
      ? renderBuffer(index, variable, low, high)
      : [`else throw $errors.wrongArgument(${index}, ${variable});`]),
  ];
}

/** Values that are not pointers but stand for an address become pointers before anything else is looked at. */
function renderLending(
  { target: pointee, isConst }: PointerType,
  { index, variable }: ParameterPosition,
  options: PointerParameterOptions,
): Pick<ParameterPart, "declare" | "evaluate" | "cleanup" | "bindings"> & { readonly variable: string } {
  const { isTerminated, label } = options;
  const lent = `$lent${index}`;
  const isCopied = isConst || isTerminated === true;
  const isFreed = isCopied && hasFree(pointee);
  const free = `$free${index}`;
  const lend = (value: unknown, defer?: (end: () => void) => void): unknown => {
    if (!Array.isArray(value) || !isCopied) return findPointer(value) ?? value;
    return copyArray(value, { element: pointee, isTerminated: isTerminated === true, path: label(), defer });
  };
  const call = isFreed ? `$lend${index}(${variable}, (end) => ${free}.push(end))` : `$lend${index}(${variable})`;
  return {
    variable: lent,
    declare: isFreed ? [`const ${free} = [];`] : [],
    evaluate: [
      `const ${lent} = ${variable} === null || ${variable} instanceof $NativePointer ? ${variable} : ${call};`,
    ],
    cleanup: isFreed ? [`$runAll(${free});`] : [],
    bindings: { [`lend${index}`]: lend, runAll },
  };
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

const noneAccepted: Acceptance = { buffers: false, text: false, places: false, arrays: false };

function acceptanceOf({ target, isConst }: PointerType, { isTerminated = false }: PointerParameterOptions): Acceptance {
  const resolved = resolveAlias(target);
  const none = { ...noneAccepted, arrays: isTerminated };
  switch (resolved.kind) {
    case "void":
    case "bool":
    case "float":
    case "complex":
    case "enum":
      return { ...none, buffers: !isTerminated };
    case "integer":
      return { ...none, buffers: !isTerminated, text: resolved.name === "char" && isConst && !isTerminated };
    case "struct":
    case "union":
      return { ...none, places: true, arrays: isConst };
    case "opaque":
    case "function":
      return none;
    default:
      return { ...none, arrays: isConst || isTerminated };
  }
}

function expectedWords(pointee: CType, acceptance: Acceptance, { isNullable }: PointerParameterOptions): string {
  if (acceptance.text) return "a string or bytes";
  if (acceptance.arrays) return `an array of ${typeName(pointee)}, or a Pointer to one`;
  if (acceptance.buffers) return "bytes";
  return isNullable === false ? `a handle of ${typeName(pointee)}` : `a Pointer to ${typeName(pointee)}`;
}
