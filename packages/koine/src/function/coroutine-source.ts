/**
 * Renders the call of a function that runs on a stack of its own: a loop that runs the callbacks that native code wants, one
 * per step. The user's function is called from here, where the optimiser sees it. What a coroutine is: `backend/contract.ts`.
 */
import { coroutineWords } from "../backend/contract.ts";
import type { ParameterPart } from "./wrapper-parts.ts";

/** Renders the call, which says in `$isOverflowed` whether the stack was too small. Nothing in it may throw: native code waits for the loop to go on. */
export function renderCoroutineCall(parts: readonly ParameterPart[]): string[] {
  const { wanted, innermost } = coroutineWords;
  return [
    "$start();",
    `const $own = $words[${innermost}];`,
    `for (let $wanted = $words[${wanted}]; $wanted > 0; $wanted = $words[${wanted}]) {`,
    // A callback that an outer call gave away, or one that has failed. Near the end of the stack not even this can run.
    `  try { $turn(${renderTurnNames(parts)}); } catch { $refuseWaiting(); }`,
    "  $step();",
    "}",
    `$isOverflowed = $words[${wanted}] < 0;`,
    // What the slots hold is no result then.
    "if ($isOverflowed) { $i32[0] = 0; $i32[1] = 0; }",
  ];
}

/**
 * Renders the function that runs one callback. It has no loop: V8 replaces a running loop by code that knows none of the
 * values around its function, and from V8 14 on never compiles such a function with them again. It does not step: its own
 * return would be mispredicted after the stacks were switched.
 */
export function renderCoroutineTurn(parts: readonly ParameterPart[]): string[] {
  const { innermost } = coroutineWords;
  const answers = parts.flatMap(({ answer }) => (answer === undefined ? [] : [answer]));
  const branches = answers.flatMap(({ condition, run }, index) => [
    `  ${index === 0 ? "" : "} else "}if (${condition}) {`,
    ...run.map((line) => `    ${line}`),
  ]);
  return [
    `function $turn(${renderTurnNames(parts)}) {`,
    ...branches,
    "  } else {",
    "    try { $answer(); } catch { $refuseWaiting(); }",
    "  }",
    // The callback was stopped inside of a call of its own, as `vm` does on a timeout: that call is still in progress.
    `  if ($words[${innermost}] !== $own) $finishInner($own);`,
    "}",
  ];
}

function renderTurnNames(parts: readonly ParameterPart[]): string {
  return ["$wanted", "$own", ...parts.flatMap(({ answer }) => answer?.names ?? [])].join(", ");
}

/** Renders what makes sure that there is a stack, before anything is changed. */
export function renderStackClaim(): string {
  return "if ($words[$freeStack] === 0 && $words[$freeStack + 1] === 0) $addStack();";
}
