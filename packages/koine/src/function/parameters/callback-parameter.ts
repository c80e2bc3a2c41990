/** Parameters that take a function pointer: a JavaScript function for the length of the call, a pointer, or null. */
import type { CallbackType } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import { createCallbackSlot, readiness } from "../../callback/callback-slot.ts";
import { callbackRunBindings, failureOf, renderCallbackRun } from "../../callback/shim-source.ts";
import type { Backend } from "../../backend/contract.ts";
import { part, slotOf } from "../wrapper-parts.ts";
import type { ParameterPart, ParameterPosition } from "../wrapper-parts.ts";
import { addressBindings, renderIsPointer, renderPlace } from "./pointer-address.ts";

/**
 * Gives the wrapper's part for a callback parameter. `label` names it in errors.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED` for functions that other threads shall call while JavaScript waits.
 */
export function callbackParameter(
  type: CallbackType,
  position: ParameterPosition,
  label: string,
  backend: Backend,
): ParameterPart {
  assertThreads(type, label);
  return type.lifetime === "call"
    ? functionParameter(type, position, label, backend)
    : lastingParameter(type, position);
}

/** A function, for the length of the call, or whatever has a function pointer. */
function functionParameter(
  type: CallbackType,
  position: ParameterPosition,
  label: string,
  backend: Backend,
): ParameterPart {
  const { index, variable } = position;
  const isFunction = `typeof ${variable} === "function"`;
  const callback = `$callback${index}`;
  const lasting = lastingParameter(type, position);
  const answer = planAnswer(type, position, label, backend);
  return part({
    ...lasting,
    expected: "a function",
    check: [`const $place${index} = ${isFunction} ? ${callback} : ${renderFunctionPlace(position, type)};`],
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
    withoutFunction: lasting,
    bindings: { ...lasting.bindings, ...answer.bindings },
    answer: answer.answer,
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
  const ready = `$ready${index}[${slot.ready.index}]`;
  const outer = `${frame} === undefined ? $callback${index}.frame : ${frame}.outer`;
  return {
    answer: {
      names: [variable, frame],
      condition: `$wanted === ${slot.entry.number} && ${ready} === 1`,
      open: `${ready} = ${frame} === undefined ? 0 : 1;`,
      close: `${ready} = $readiness(${outer});`,
      reopen: `${ready} = $readiness(${frame});`,
      run: renderCallbackRun(slot, { prefix, callee: variable, fail: failureOf(frame, ready), target }),
      prepareStep: slot.entry.prepareStep,
    },
    bindings: {
      ...callbackRunBindings(slot, { label, backend, prefix }),
      [`callback${index}`]: slot,
      [`ready${index}`]: slot.ready.words,
      readiness,
    },
  };
}

/** Native code keeps the pointer: only what was made for that, or is native itself. */
function lastingParameter(type: CallbackType, position: ParameterPosition): ParameterPart {
  const { index } = position;
  const slot = slotOf(position);
  return part({
    scalar: "pointer",
    expected: "a Callback (from `create` of its type), a function pointer or null",
    check: [`const $place${index} = ${renderFunctionPlace(position, type)};`],
    store: [`$i32[${slot * 2}] = $place${index}.low; $i32[${slot * 2 + 1}] = $place${index}.high;`],
    bindings: addressBindings({
      index,
      pointee: type.signature,
      isNullable: true,
      hasBuffers: false,
      asksForPointer: true,
    }),
  });
}

function renderFunctionPlace({ index, variable }: ParameterPosition, { signature }: CallbackType): string {
  return renderPlace(index, variable, renderIsPointer(index, variable, signature));
}

/** JavaScript waits for the call, so that a thread which waits for JavaScript would wait for ever. */
function assertThreads({ lifetime, threads }: CallbackType, label: string): void {
  if (lifetime !== "call" || threads === "caller") return;
  throw new FfiError("FFI_UNSUPPORTED", `${label}: other threads cannot call JavaScript during a call`, {
    hint: 'use lifetime "until", and a function that returns before the callback is called',
    details: { capability: "callbacks", lifetime, threads },
  });
}
