/**
 * Translated values in callbacks: C's side of a callback is that of the types below, and the user's function gets and gives
 * translated values. What a result's translation makes belongs to C, so that nothing is freed.
 */
import { resolveAlias } from "@koine/ctypes";
import type { CallbackType, CType } from "@koine/ctypes";
import { NativePointer, pointerCodec } from "../memory/pointer.ts";
import { translationOf } from "../types/translation-of.ts";
import { pointeeOfSized, readSizedArgument } from "./sized-argument.ts";

type FromNative = (native: unknown, count?: number | bigint) => unknown;

/** A callback whose types have no translations, and what translates beside it. */
export interface TranslatedCallback {
  readonly type: CallbackType;
  /**
   * What makes the values of the user's function, by parameter; `undefined` where there is nothing to do. Gets the argument that
   * counts as well.
   */
  readonly fromNative: readonly (FromNative | undefined)[];
  /** Which parameter has the number of its elements, by parameter. */
  readonly counters: readonly (number | undefined)[];
  /** What makes C's result of the user's. */
  readonly toNative: ((value: unknown) => unknown) | undefined;
}

/** Takes the translations off a callback type. `label` names the callback in errors. */
export function translateCallback(type: CallbackType, label: string): TranslatedCallback {
  const { signature } = type;
  const parameters = signature.parameters.map((parameter, index) => {
    const name = signature.parameterNames[index];
    return typeBelow(parameter, `${label}: argument ${index + 1}${name === undefined ? "" : ` "${name}"`}`);
  });
  const result = typeBelow(signature.result, `${label}: the result`);
  const isTranslated = [...parameters, result].some((one) => one.isChanged);
  const { toNative } = result;
  const onThrow = type.onThrow === undefined || toNative === undefined ? type.onThrow : toNative(type.onThrow);
  const below = { ...signature, parameters: parameters.map((one) => one.type), result: result.type };
  return {
    type: isTranslated ? { ...type, signature: below, onThrow } : type,
    fromNative: parameters.map((one) => one.fromNative),
    counters: signature.parameters.map((parameter) =>
      parameter.kind === "sized-by" ? signature.parameterNames.indexOf(parameter.count) : undefined,
    ),
    toNative,
  };
}

/** One type without translations. */
interface Below {
  readonly type: CType;
  readonly isChanged: boolean;
  readonly fromNative?: FromNative | undefined;
  readonly toNative?: ((value: unknown) => unknown) | undefined;
}

/** @param path Names the value in errors. */
function typeBelow(type: CType, path: string): Below {
  const resolved = resolveAlias(type);
  const translation = translationOf(resolved);
  if (translation !== undefined) {
    const inner = typeBelow(translation.base, path);
    const { fromNative = (native: unknown) => native, toNative = (native: unknown) => native } = inner;
    return {
      type: inner.type,
      isChanged: true,
      fromNative: (native) => translation.fromNative(fromNative(native), path),
      toNative: (value) => toNative(translation.toNative(value, path)),
    };
  }
  // C lends what it passes: a handle in a callback is not released.
  if (resolved.kind === "handle") return { type: pointerTo(resolved.target), isChanged: true };
  if (resolved.kind === "sized-by") {
    const fromNative: FromNative = (native, count) => readSizedArgument(resolved, native, { count, path });
    return { type: pointerTo(pointeeOfSized(resolved)), isChanged: true, fromNative };
  }
  if (resolved.kind !== "null-terminated") return { type, isChanged: false };
  return { type: pointerTo(resolved.element), isChanged: true, fromNative: readElements };
}

function pointerTo(target: CType): CType {
  return { kind: "pointer", target, isConst: false };
}

function readElements(pointer: unknown): unknown {
  if (!(pointer instanceof NativePointer)) return null;
  const { type, address } = pointer as NativePointer;
  return pointerCodec.readTerminated(type, address);
}
