/**
 * Renders the call of a function that runs on a stack of its own: a loop that runs the callbacks that native code wants, one
 * per step. The user's function is called from here, where the optimiser sees it. What a coroutine is: `backend/contract.ts`.
 */
import { coroutineWords } from "../backend/contract.ts";
import type { CallbackAnswer, ParameterPart } from "./wrapper-parts.ts";

/** Renders the call, which says in `$isOverflowed` whether the stack was too small. Nothing in it may throw: native code waits for the loop to go on. */
export function renderCoroutineCall(parts: readonly ParameterPart[], form: ServingForm): string[] {
  const { wanted, innermost } = coroutineWords;
  const names = renderNames(parts);
  const answers = findAnswers(parts);
  const serve = [
    `if ($words[${wanted}] > 0) {`,
    // In an object, for V8 inlines no call whose list of arguments it finds elsewhere than in a literal. Inlined here, the function that
    // serves would share what V8 inlines at most with all that is done once per call, which comes before a comparator's `left.value`.
    `  const { $served } = { $served: [${names}] };`,
    // Near the end of the stack not even this can run.
    `  do try { $serve(...$served); } catch { $refuseWaiting(); $step(); } while ($words[${wanted}] > 0);`,
    "}",
  ];
  const loop = `for (let $wanted = $words[${wanted}]; $wanted > 0; $wanted = $words[${wanted}]) {`;
  return [
    ...answers.map(({ open }) => open),
    "$start();",
    `const $own = $words[${innermost}];`,
    ...(form === "batches" ? serve : [loop, ...renderRound(parts), "}"]),
    ...answers.map(({ close }) => close),
    `$isOverflowed = $words[${wanted}] < 0;`,
    // What the slots hold is no result then.
    "if ($isOverflowed) { $i32[0] = 0; $i32[1] = 0; }",
  ];
}

/**
 * Where callbacks are served: in the loop of the call, or some at a time in a function that the call calls again. V8 replaces a
 * loop that runs for long by code that knows none of the values around its function and that, from V8 14 on, a compiler makes that
 * knows no fast calls; a function that returns now and then is compiled as every other. It is called in a `try`, though.
 */
export type ServingForm = "loop" | "batches";

/** Callbacks of one batch: a return after the stacks were switched is mispredicted. */
const batchLength = 256;

function renderRound(parts: readonly ParameterPart[], ...count: readonly string[]): string[] {
  // A callback that an outer call gave away, or one that has failed. Near the end of the stack not even this can run.
  const turn = `  try { $turn($wanted, ${renderNames(parts)}); } catch { $refuseWaiting(); }`;
  return [turn, ...count.map((line) => `  ${line}`), "  $step();"];
}

/**
 * Renders the functions that serve callbacks. A batch ends without doing anything that it has not done before: where V8 has no
 * feedback it leaves compiled code, and from V8 14 on what left its code once is never again compiled with the values around it.
 */
export function renderCoroutineServing(parts: readonly ParameterPart[], form: ServingForm): string[] {
  const { wanted } = coroutineWords;
  const batch = [
    `function $serve(${renderNames(parts, "$call")}) {`,
    // What is passed may be any value; this is an integer, which is not asked at each round.
    "  const $own = $call | 0;",
    // Counted before the step, during which one number lives then; downwards takes half a nanosecond less.
    `  for (let $left = ${batchLength}; $left > 0; ) {`,
    `    const $wanted = $words[${wanted}];`,
    "    if (!($wanted > 0)) return;",
    ...renderRound(parts, "$left--;").map((line) => `  ${line}`),
    "  }",
    "}",
  ];
  return [...(form === "batches" ? batch : []), ...renderTurn(parts)];
}

/** Renders the function that runs one callback. It does not step: its own return would be mispredicted after the stacks were switched. */
function renderTurn(parts: readonly ParameterPart[]): string[] {
  const answers = findAnswers(parts);
  const branches = answers.flatMap(({ condition, run }, index) => [
    `  ${index === 0 ? "" : "} else "}if (${condition}) {`,
    ...run.map((line) => `    ${line}`),
  ]);
  return [
    `function $turn($wanted, ${renderNames(parts)}) {`,
    ...branches,
    "  } else {",
    "    try { $answer(); } catch { $refuseWaiting(); }",
    "  }",
    // The callback was stopped inside of a call of its own, as `vm` does on a timeout: that call is still in progress.
    `  if ($words[${coroutineWords.innermost}] !== $own) {`,
    "    $finishInner($own);",
    ...answers.map(({ reopen }) => `    ${reopen}`),
    "  }",
    "}",
  ];
}

function findAnswers(parts: readonly ParameterPart[]): readonly CallbackAnswer[] {
  return parts.flatMap(({ answer }) => answer ?? []);
}

function renderNames(parts: readonly ParameterPart[], own = "$own"): string {
  return [own, ...findAnswers(parts).flatMap(({ names }) => names)].join(", ");
}

/** Renders what makes sure that there is a stack, before anything is changed. */
export function renderStackClaim(): string {
  return "if ($words[$freeStack] === 0 && $words[$freeStack + 1] === 0) $addStack();";
}
