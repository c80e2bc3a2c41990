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
import type { CallbackSource } from "./callback-values.ts";
import { defaultResultBytes } from "./default-result.ts";

/** A callback's signature, and how to compile its JavaScript side once its slot exists. */
export interface Shim {
  readonly signature: CallSignature;
  /** The result that C gets when JavaScript gives none. */
  readonly defaultBytes: Uint8Array;
  readonly translated: TranslatedCallback;
  compile(slot: CallbackSlot): () => void;
}

/** Plans the JavaScript side of a callback type. */
export function planShim(declared: CallbackType, label: string, backend: Backend): Shim {
  const translated = translateCallback(declared, label);
  const { type } = translated;
  const defaultBytes = defaultResultBytes(type, label, backend);
  return {
    signature: callbackSignature(type, label, backend),
    defaultBytes,
    translated,
    compile(slot) {
      const bindings = { ...callbackRunBindings(slot, { label, backend, prefix: "" }), slot };
      const body = renderShim(slot, backend);
      return backend.compile(body, selectUsed(body, bindings)) as () => void;
    },
  };
}

function renderShim(slot: CallbackSlot, { target }: Backend): string {
  const run = renderCallbackRun(slot, {
    prefix: "",
    target,
    callee: "$callee",
    fail: failureOf("$frame", "$slot.ready.words[$slot.ready.index]"),
  });
  return [
    `return function enterCallback() {`,
    "  const $frame = $slot.frame;",
    // No frame: native code kept the pointer beyond its call.
    `  if ($frame === undefined || $frame.hasFailed) {`,
    "    if ($frame === undefined) $slot.late();",
    `    ${renderCallbackDefault(slot.defaultBytes, "")} return;`,
    "  }",
    "  const $callee = $frame.callee;",
    ...run.map((line) => `  ${line}`),
    "}",
  ].join("\n");
}

/** What the lines that run a callback are made for. */
export interface CallbackRun extends CallbackSource {
  /** Name of the variable that holds the user's function. */
  readonly callee: string;
  /** Statements that take what it threw, `$error`. */
  readonly fail: readonly string[];
}

/** What of a callback's function pointer is needed to run it. */
export type RunnableSlot = Pick<CallbackSlot, "entry" | "defaultBytes" | "translated">;

/** Renders how the frame of a call keeps what was thrown, after which the word of its slot says that nothing is to be run. */
export function failureOf(frame: string, ready: string): readonly string[] {
  return [`${frame}.hasFailed = true;`, `${frame}.failure = $error;`, `${ready} = 0;`];
}

/** Renders statements that run the user's function and leave its result, or the default. */
export function renderCallbackRun(slot: RunnableSlot, run: CallbackRun): readonly string[] {
  const { type, fromNative, counters, toNative } = slot.translated;
  const { parameters, result } = type.signature;
  const { argumentOffsets } = slot.entry;
  const { prefix, callee, fail } = run;
  const reads = parameters.flatMap((parameter, index) => {
    return renderCallbackArgument(parameter, index, argumentOffsets[index] as number, run);
  });
  const values = parameters
    .map((_, index) => {
      if (fromNative[index] === undefined) return `$a${index}`;
      const count = counters[index] === undefined ? "" : `, $a${counters[index]}`;
      return `$${prefix}fromNative[${index}]($a${index}${count})`;
    })
    .join(", ");
  return [
    "try {",
    ...reads.map((line) => `  ${line}`),
    `  const $value = ${toNative === undefined ? `${callee}(${values})` : `$${prefix}toNative(${callee}(${values}))`};`,
    ...renderCallbackResult(result, run).map((line) => `  ${line}`),
    "} catch ($error) {",
    ...fail.map((line) => `  ${line}`),
    `  ${renderCallbackDefault(slot.defaultBytes, prefix)}`,
    "}",
  ];
}

/** Gives the values that the lines of {@link renderCallbackRun} name. */
export function callbackRunBindings(
  { entry, defaultBytes, translated }: RunnableSlot,
  { label, backend, prefix }: { readonly label: string; readonly backend: Backend; readonly prefix: string },
): Record<string, unknown> {
  const values = { backend, memory: entry.memory, defaultBytes, prefix };
  return {
    ...callbackBindings(translated.type, label, values),
    [`${prefix}fromNative`]: translated.fromNative,
    [`${prefix}toNative`]: translated.toNative,
  };
}
