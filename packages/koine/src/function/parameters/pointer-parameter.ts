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
import { addressBindings, bufferBindings, renderIsAlive, renderIsPointer, renderPlace } from "./pointer-address.ts";
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
  const hasBuffers = acceptance.buffers;
  const isLent = acceptance.places || acceptance.arrays;
  const lending = isLent ? renderLending(type, position, { ...options, hasBuffers }) : undefined;
  const { index } = position;
  const variable = lending?.variable ?? position.variable;
  const place = { ...position, variable };
  const isNullable = options.isNullable !== false;
  const isText = `typeof ${variable} === "string"`;
  const store = renderStore(position);
  const isRelease = options.isRelease === true && resolveAlias(pointee).kind === "opaque";
  const findOptions = { hasBuffers, isLent: isLent && !hasBuffers, isNullable, isDeclared: acceptance.text };
  const find = renderFind(place, pointee, findOptions);
  return part({
    scalar: "pointer",
    expected: expectedWords(pointee, acceptance, options),
    declare: lending?.declare ?? [],
    evaluate: lending?.evaluate ?? [],
    check: [
      ...(acceptance.text ? [`let $place${index};`, `if (!(${isText})) {`, ...find, "}"] : find),
      ...(isTransferred ? [renderTransferCheck(place)] : []),
    ],
    store: acceptance.text
      ? [`if (${isText}) {`, ...renderTextStore(place).map((line) => `  ${line}`), `} else { ${store} }`]
      : [store],
    kept: variable,
    lent: `$lendArgument($place${index}, ${variable});`,
    leave: isRelease ? [`$endHandle(${variable});`] : [],
    ...(isTransferred ? { finish: [`$endTransferred(${variable});`] } : {}),
    cleanup: lending?.cleanup ?? [],
    usesText: acceptance.text,
    bindings: {
      // Elsewhere places become pointers before; what C is to free is a pointer that it gave.
      ...addressBindings({ index, pointee, isNullable, hasBuffers, asksForPointer: hasBuffers && isVoid(pointee) }),
      endHandle,
      isTransferable,
      endTransferred,
      ...lending?.bindings,
    },
  });
}

function isVoid(type: CType): boolean {
  return resolveAlias(type).kind === "void";
}

function renderTransferCheck({ index, variable }: ParameterPosition): string {
  const isRefused = `${variable} !== null && !$isTransferable(${variable})`;
  return `if (${isRefused}) throw $errors.notTransferable(${index}, ${variable});`;
}

function renderStore(position: ParameterPosition): string {
  const slot = slotOf(position);
  const place = `$place${position.index}`;
  return `$i32[${slot * 2}] = ${place}.low; $i32[${slot * 2 + 1}] = ${place}.high;`;
}

/** Renders statements that find what has the address of a value, or refuse the value. */
function renderFind(
  { index, variable }: ParameterPosition,
  pointee: CType,
  {
    hasBuffers,
    isLent,
    isNullable,
    isDeclared,
  }: Record<"hasBuffers" | "isLent" | "isNullable" | "isDeclared", boolean>,
): string[] {
  const isPointer = renderIsPointer(index, variable, pointee);
  if (isLent || !hasBuffers) return [`const $place${index} = ${renderPlace(index, variable, isPointer)};`];
  return [
    ...(isDeclared ? [] : [`let $place${index};`]),
    `if (${isPointer} && ${renderIsAlive(variable)}) $place${index} = ${variable};`,
    ...(isNullable ? [`else if (${variable} === null) $place${index} = $nullPlace;`] : []),
    "else {",
    ...renderBuffer(index, variable).map((line) => `  ${line}`),
    "}",
  ];
}

/** Values that are not pointers but stand for an address become pointers before anything else is looked at. */
function renderLending(
  { target: pointee, isConst }: PointerType,
  { index, variable }: ParameterPosition,
  { isTerminated, label, hasBuffers }: PointerParameterOptions & { readonly hasBuffers: boolean },
): Pick<ParameterPart, "declare" | "evaluate" | "cleanup" | "bindings"> & { readonly variable: string } {
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
    // Buffers go on as they are: their pointees have no places, and nothing but arrays is lent.
    evaluate: hasBuffers
      ? [`const ${lent} = Array.isArray(${variable}) ? ${call} : ${variable};`]
      : [`const ${lent} = ${variable} instanceof $NativePointer || ${variable} === null ? ${variable} : ${call};`],
    cleanup: isFreed ? [`$runAll(${free});`] : [],
    bindings: { [`lend${index}`]: lend, runAll },
  };
}

/** Gives the wrapper's part for `c.bytes`, which takes buffers alone. */
export function bytesParameter(position: ParameterPosition): ParameterPart {
  const { index, variable } = position;
  return part({
    scalar: "pointer",
    expected: "bytes",
    check: [`let $place${index};`, ...renderBuffer(index, variable)],
    store: [renderStore(position)],
    kept: variable,
    lent: `$lendArgument($place${index}, ${variable});`,
    bindings: bufferBindings(index),
  });
}

/** Buffers that were seen before are known by their place; it is another one where the length has changed. */
function renderBuffer(index: number, variable: string): string[] {
  const place = `$place${index}`;
  return [
    `${place} = $bufferPlaces.get(${variable});`,
    `if (${place} === undefined || ${variable}.byteLength !== ${place}.byteLength) ${place} = $findPlace${index}(${variable}, $errors);`,
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
      return { ...none, buffers: !isTerminated, arrays: isConst || isTerminated };
    case "integer":
      return {
        ...none,
        buffers: !isTerminated,
        arrays: isConst || isTerminated,
        text: resolved.name === "char" && isConst && !isTerminated,
      };
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
  if (acceptance.buffers) return "bytes";
  if (acceptance.arrays) return `an array of ${typeName(pointee)}, or a Pointer to one`;
  return isNullable === false ? `a handle of ${typeName(pointee)}` : `a Pointer to ${typeName(pointee)}`;
}
