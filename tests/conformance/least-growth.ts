/**
 * How tests see a leak: work is done in rounds, and a leak makes every round grow, while a heap that is being enlarged, a thread
 * that has not yet swept and whatever else the machine does make some of them grow. What waits for garbage to be
 * collected counts turns, and never asks the clock.
 */
import { collectEverything } from "./child-test.ts";

/** Something that a leak makes grow: bytes, or a count of things. */
export interface Quantity {
  readonly read: () => number;
  /** What a round may add and be level: less than a leak would, more than a reading is wrong by. */
  readonly level: number;
}

/** Work whose every round must leave the same behind: nothing. */
export interface Work {
  readonly quantities: Readonly<Record<string, Quantity>>;
  readonly work: () => void | Promise<void>;
  /** After so many rounds without a level one it is a leak. */
  readonly rounds?: number;
}

const usualRounds = 8;
const mostTurns = 300;
/** So many turns in which nothing more was given back are the end. */
const quietTurns = 3;
/** What a quantity falls by, as a part of its level, while something is still being given back. */
const fall = 1 / 50;

/** Collects garbage, and lets the runtime free it and tell of it, which it does when no JavaScript runs. */
async function takeTurn(): Promise<void> {
  collectEverything();
  await new Promise((resolve) => setTimeout(resolve, 2));
}

/** Collects garbage so often that whatever can be given back has been. */
export async function collectAll(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await takeTurn();
}

/** Collects garbage until `isDone`, and tells whether it ever was. */
export async function collectUntil(isDone: () => boolean): Promise<boolean> {
  for (let turn = 0; turn < mostTurns && !isDone(); turn++) await takeTurn();
  return isDone();
}

/** Collects garbage until no quantity falls any more, and gives the least of each. */
export async function settle(quantities: readonly Quantity[]): Promise<readonly number[]> {
  let least = quantities.map(({ read }) => read());
  for (let turn = 0, quiet = 0; turn < mostTurns && quiet < quietTurns; turn++) {
    await takeTurn();
    const now = quantities.map(({ read }, index) => Math.min(read(), least[index] ?? 0));
    const hasFallen = quantities.some(({ level }, index) => (least[index] ?? 0) - (now[index] ?? 0) > level * fall);
    quiet = hasFallen ? 0 : quiet + 1;
    least = now;
  }
  return least;
}

/** What lies between each reading and the next. */
export function stepsOf(readings: readonly number[]): readonly number[] {
  return readings.slice(1).map((reading, index) => reading - (readings[index] ?? 0));
}

/**
 * Runs rounds until each quantity was level in one of them. Gives `flat`, or what every round added, as a line that a test prints.
 * The process must have been started with `--expose-gc`.
 */
export async function describeGrowth({ quantities, work, rounds = usualRounds }: Work): Promise<string> {
  const all = Object.entries(quantities);
  const readings: (readonly number[])[] = [await settle(Object.values(quantities))];
  const stepsOfQuantity = (index: number): readonly number[] => stepsOf(readings.map((reading) => reading[index] ?? 0));
  const findGrowing = (): readonly string[] =>
    all.flatMap(([name, { level }], index) => {
      const steps = stepsOfQuantity(index);
      return steps.some((step) => step < level) ? [] : [`${name} grew by ${steps.join(", ")}`];
    });
  do {
    await work();
    readings.push(await settle(Object.values(quantities)));
  } while (findGrowing().length > 0 && readings.length <= rounds);
  return findGrowing().join("; ") || "flat";
}
