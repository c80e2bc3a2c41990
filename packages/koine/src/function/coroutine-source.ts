/**
 * Renders the call of a function that runs on a stack of its own: a loop that runs the callbacks that native code wants, one
 * per step. The user's function is called from here, where the optimiser sees it. What a coroutine is: `backend/contract.ts`.
 */
import { coroutineWords } from "../backend/contract.ts";
import type { ParameterPart } from "./wrapper-parts.ts";

/** Renders the call, which says in `$isOverflowed` whether the stack was too small. Nothing in it may throw: native code waits for the loop to go on. */
export function renderCoroutineCall(parts: readonly ParameterPart[]): string[] {
  const { wanted, innermost } = coroutineWords;
  const answers = parts.flatMap(({ answer }) => (answer === undefined ? [] : [answer]));
  const branches = answers.flatMap(({ condition, run }, index) => [
    `  ${index === 0 ? "" : "} else "}if (${condition}) {`,
    ...run.map((line) => `    ${line}`),
  ]);
  return [
    "$start();",
    `const $own = $words[${innermost}];`,
    `for (let $wanted = $words[${wanted}]; $wanted > 0; $wanted = $words[${wanted}]) {`,
    ...branches,
    "  } else {",
    // A callback that an outer call gave away, or one that has failed. Near the end of the stack not even this can run.
    "    try { $answer(); } catch { $refuseWaiting(); }",
    "  }",
    // The callback was stopped inside of a call of its own, as `vm` does on a timeout: that call is still in progress.
    `  if ($words[${innermost}] !== $own) $finishInner($own);`,
    "  $step();",
    "}",
    `$isOverflowed = $words[${wanted}] < 0;`,
    // What the slots hold is no result then.
    "if ($isOverflowed) { $i32[0] = 0; $i32[1] = 0; }",
  ];
}

/** Renders what makes sure that there is a stack, before anything is changed. */
export function renderStackClaim(): string {
  return "if ($words[$freeStack] === 0 && $words[$freeStack + 1] === 0) $addStack();";
}
