/** Times one hot loop: calibrates the number of steps, warms it up, then takes the samples. */

/** How long and how often to measure. */
export interface MeasureOptions {
  /** Timed runs; the median of their results is reported. */
  readonly runs: number;
  /** Shortest time of a run, in milliseconds. */
  readonly minimumMs: number;
}

/** Nanoseconds per operation of each run, and the steps of one run. */
export interface LoopSamples {
  readonly samples: readonly number[];
  readonly iterations: number;
}

const CALIBRATION_MS = 20;
const WARM_UP_ROUNDS = 3;
const TURN_MS = 0.5;

/**
 * Parts of a run, each begun at another height of the stack: at every multiple of 8 bytes in a line of the processor's cache. A call of
 * 2 ns has two speeds, and which it takes depends on where the loop's counters lie, too: see bench/README.md.
 */
const STACK_HEIGHTS = 8;

/**
 * Measures a loop.
 *
 * @param run Runs that many steps.
 * @param operations Operations per step, by which the time is divided.
 */
export function measureLoop(
  run: (iterations: number) => unknown,
  operations: number,
  options: MeasureOptions,
): LoopSamples {
  const part = Math.ceil(warmUp(run, options.minimumMs) / STACK_HEIGHTS);
  const iterations = part * STACK_HEIGHTS;
  const samples = Array.from({ length: options.runs }, () => (timeParts(run, part) * 1e6) / iterations / operations);
  return { samples, iterations };
}

/** Times one part at each height. Arguments that the loop does not take lie on the stack before its frame. */
function timeParts(run: (iterations: number) => unknown, part: number): number {
  let totalMs = 0;
  for (let height = 0; height < STACK_HEIGHTS; height++) {
    const padding = Array.from({ length: height }, () => 0);
    totalMs += timeMs((iterations) => Reflect.apply(run, undefined, [iterations, ...padding]) as unknown, part);
  }
  return totalMs;
}

/**
 * Runs loops in turn, a little each, until each has run for about that long: what the mixed mode does before it measures
 * one of them. The turns are short from the first one on, as in a program that calls many functions, so that V8 has seen
 * all of them before it optimises any.
 */
export function exerciseLoops(loops: ReadonlyArray<(iterations: number) => unknown>, durationMs: number): void {
  const states = loops.map((run) => ({ run, iterations: 1, totalMs: 0 }));
  let active = states;
  while (active.length > 0) {
    for (const state of active) {
      const elapsedMs = timeMs(state.run, state.iterations);
      state.totalMs += elapsedMs;
      if (elapsedMs < TURN_MS) state.iterations *= 2;
    }
    active = states.filter((state) => state.totalMs < durationMs);
  }
}

/**
 * Finds the number of steps that takes at least `minimumMs` once the code is hot: the first rounds run in slower tiers
 * of V8, so the number is corrected after each.
 */
function warmUp(run: (iterations: number) => unknown, minimumMs: number): number {
  let iterations = 16;
  let elapsedMs = timeMs(run, iterations);
  while (elapsedMs < CALIBRATION_MS) {
    iterations *= elapsedMs < 2 ? 8 : 2;
    elapsedMs = timeMs(run, iterations);
  }
  for (let round = 0; round < WARM_UP_ROUNDS || elapsedMs < minimumMs; round++) {
    iterations = Math.max(1, Math.ceil((iterations * minimumMs * 1.2) / elapsedMs));
    elapsedMs = timeMs(run, iterations);
  }
  return iterations;
}

function timeMs(run: (iterations: number) => unknown, iterations: number): number {
  const start = performance.now();
  run(iterations);
  return performance.now() - start;
}
