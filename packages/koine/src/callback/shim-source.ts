/**
 * Generates the JavaScript side of a callback: reads the arguments, calls the user's function, checks its result and
 * hands it back. One source text per callback, so that the runtime optimises each for itself.
 */
import type { CallbackType } from "@koine/ctypes";
import type { CallSignature } from "@koine/engine";
import type { Backend } from "../backend/contract.ts";
import { selectUsed } from "../backend/generated-source.ts";
import type { CallbackSlot } from "./callback-slot.ts";
import { translateCallback } from "./callback-translation.ts";
import type { TranslatedCallback } from "./callback-translation.ts";
import {
  callbackBindings,
  callbackSignature,
  renderCallbackArgument,
  renderCallbackDefault,
  renderCallbackResult,
} from "./callback-values.ts";
import { defaultResultBytes } from "./default-result.ts";

/** A callback's signature, and how to compile its JavaScript side once its slot exists. */
export interface Shim {
  readonly signature: CallSignature;
  /** The result that C gets when JavaScript gives none. */
  readonly defaultBytes: Uint8Array;
  compile(slot: CallbackSlot): () => void;
}

/** Plans the JavaScript side of a callback type. */
export function planShim(declared: CallbackType, label: string, backend: Backend): Shim {
  const translated = translateCallback(declared, label);
  const { type, fromNative, toNative } = translated;
  const defaultBytes = defaultResultBytes(type, label, backend);
  return {
    signature: callbackSignature(type, label, backend.target),
    defaultBytes,
    compile(slot) {
      const { memory } = slot.entry;
      const bindings = {
        ...callbackBindings(type, label, { backend, memory, defaultBytes }),
        slot,
        fromNative,
        toNative,
      };
      const body = renderShim(translated, slot, backend, defaultBytes);
      return backend.compile(body, selectUsed(body, bindings)) as () => void;
    },
  };
}

function renderShim(
  { type, fromNative, toNative }: TranslatedCallback,
  slot: CallbackSlot,
  backend: Backend,
  defaultBytes: Uint8Array,
): string {
  const { parameters, result } = type.signature;
  const { argumentOffsets } = slot.entry;
  const reads = parameters.flatMap((parameter, index) => {
    return renderCallbackArgument(parameter, index, argumentOffsets[index] as number, backend.target);
  });
  const values = parameters
    .map((_, index) => (fromNative[index] === undefined ? `a${index}` : `$fromNative[${index}](a${index})`))
    .join(", ");
  const call = toNative === undefined ? `callee(${values})` : `$toNative(callee(${values}))`;
  const giveDefault = renderCallbackDefault(defaultBytes);
  return [
    `return function enterCallback() {`,
    "  const frame = $slot.frame;",
    // No frame: native code kept the pointer beyond its call.
    `  if (frame === undefined || frame.hasFailed) { ${giveDefault} return; }`,
    "  try {",
    ...reads.map((line) => `    ${line}`),
    `    const callee = frame.callee;`,
    `    const value = ${call};`,
    ...renderCallbackResult(result, backend.target).map((line) => `    ${line}`),
    "  } catch (error) {",
    "    frame.hasFailed = true;",
    "    frame.failure = error;",
    `    ${giveDefault}`,
    "  }",
    "}",
  ].join("\n");
}
