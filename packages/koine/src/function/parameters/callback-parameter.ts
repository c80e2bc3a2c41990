/** Parameters that take a function pointer: a JavaScript function for the length of the call, a pointer, or null. */
import type { CallbackType } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import { createCallbackSlot } from "../../callback/callback-slot.ts";
import { callbackRunBindings, renderCallbackRun } from "../../callback/shim-source.ts";
import type { Backend } from "../../backend/contract.ts";
import { part, slotOf } from "../wrapper-parts.ts";
import type { ParameterPart, ParameterPosition } from "../wrapper-parts.ts";

/** Gives the wrapper's part for a callback parameter. `label` names it in errors. */
export function callbackParameter(
  type: CallbackType,
  position: ParameterPosition,
  label: string,
  backend: Backend,
): ParameterPart {
  assertLifetime(type, label);
  const { index, variable } = position;
  const slot = slotOf(position);
  const isFunction = `typeof ${variable} === "function"`;
  const callback = `$callback${index}`;
  return part({
    scalar: "pointer",
    expected: "a function",
    check: [
      `let $low${index} = 0, $high${index} = 0;`,
      `if (${isFunction}) { $low${index} = ${callback}.low; $high${index} = ${callback}.high; }`,
      `else if (${variable} instanceof $NativePointer) {`,
      `  if (!$isFunctionPointer(${variable}.type)) throw $errors.wrongArgument(${index}, ${variable});`,
      `  if (!${variable}.region.isAlive) throw $errors.freedArgument(${index}, ${variable});`,
      `  $low${index} = ${variable}.low; $high${index} = ${variable}.high;`,
      `} else if (${variable} !== null) throw $errors.wrongArgument(${index}, ${variable});`,
    ],
    store: [`$i32[${slot * 2}] = $low${index}; $i32[${slot * 2 + 1}] = $high${index};`],
    enter: [
      `let $frame${index};`,
      `if (${isFunction}) {`,
      `  $frame${index} = { callee: ${variable}, hasFailed: false, failure: undefined, outer: ${callback}.frame };`,
      `  ${callback}.frame = $frame${index};`,
      "}",
    ],
    leave: [`if ($frame${index} !== undefined) ${callback}.frame = $frame${index}.outer;`],
    finish: [
      `if ($frame${index} !== undefined && $frame${index}.hasFailed) { $live[1] = 0; throw $frame${index}.failure; }`,
      "if ($live[1] !== 0) { $live[1] = 0; throw $errors.notEntered(); }",
    ],
    isCallback: true,
    isFunction,
    ...planAnswer(type, position, label, backend),
  });
}

/** How the callback is entered: by the wrapper itself, or through the function that its thunk leads to. */
function planAnswer(
  type: CallbackType,
  { index, variable, target }: ParameterPosition,
  label: string,
  backend: Backend,
): Pick<ParameterPart, "answer" | "bindings"> {
  const slot = createCallbackSlot(type, label, backend);
  const prefix = `back${index}_`;
  const frame = `$frame${index}`;
  return {
    answer: {
      condition: `$wanted === ${slot.entry.number} && typeof ${variable} === "function" && !${frame}.hasFailed`,
      run: renderCallbackRun(slot, { prefix, callee: variable, frame, target }),
    },
    bindings: {
      ...callbackRunBindings(slot, { label, backend, prefix }),
      [`callback${index}`]: slot,
      isFunctionPointer: (pointee: { kind: string }) => pointee.kind === "function" || pointee.kind === "void",
    },
  };
}

/** A function that outlives the call would have to be kept somewhere, and released by somebody. */
function assertLifetime({ lifetime }: CallbackType, label: string): void {
  if (lifetime === "call") return;
  throw new FfiError("FFI_UNSUPPORTED", `${label}: callbacks with lifetime "${lifetime}" are not supported yet`, {
    hint: 'use lifetime "call" where native code calls back before it returns',
    details: { capability: "callbacks", lifetime },
  });
}
