/**
 * How tests see a leak: work is done in rounds, and a leak makes every round grow, while a heap that is being enlarged, a thread
 * that has not yet swept and whatever else the machine does make some of them grow. Nothing here asks the clock.
 */
import { collectGarbage } from "./child-test.ts";

/** Work whose every round must leave the same behind: nothing. */
export interface Work {
  /** What is in use: bytes, or a count of things. Read when garbage was collected. */
  readonly measure: () => number;
  readonly work: () => void | Promise<void>;
  /** What a round may leave and be level: less than a leak would leave, more than a measurement is wrong by. */
  readonly level: number;
  /** After so many rounds without a level one it is a leak. */
  readonly rounds?: number;
}

const usualRounds = 8;
const mostTurns = 60;
/** So many turns in which nothing more was given back are the end. */
const quietTurns = 3;

/** Collects garbage and lets finalizers run until `measure` falls no more, and gives the least that it was. */
export async function settle(measure: () => number): Promise<number> {
  let least = measure();
  for (let turn = 0, quiet = 0; turn < mostTurns && quiet < quietTurns; turn++) {
    collectGarbage();
    // Runtimes free what they have collected, and tell of it, when no JavaScript runs.
    await new Promise((resolve) => setTimeout(resolve, 2));
    const now = measure();
    quiet = now < least ? 0 : quiet + 1;
    least = Math.min(least, now);
  }
  return least;
}

/** Runs rounds until one is level, and gives what each of them added. The process was started with `--expose-gc`. */
export async function growthsOf({ measure, work, level, rounds = usualRounds }: Work): Promise<readonly number[]> {
  const growths: number[] = [];
  let before = await settle(measure);
  while (growths.length < rounds && !growths.some((growth) => growth < level)) {
    await work();
    const after = await settle(measure);
    growths.push(after - before);
    before = after;
  }
  return growths;
}

/** `few stay` where a round was level, and otherwise what each of them added: a line for a test to print. */
export async function describeGrowth(work: Work): Promise<string> {
  const growths = await growthsOf(work);
  return Math.min(...growths) < work.level ? "few stay" : `every round adds: ${growths.join(", ")}`;
}
