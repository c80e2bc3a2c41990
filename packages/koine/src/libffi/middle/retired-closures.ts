/**
 * Closures after their release: C may still hold their address, and answers a late call with the default for as long as the
 * closure's memory is there. The memory of the last ones is therefore kept.
 */
import { activity } from "../low/dispatch.ts";
import { closureFree } from "../low/index.ts";
import type { ClosurePointer } from "../low/index.ts";

interface RetiredClosure {
  readonly closure: ClosurePointer;
  readonly owned: object;
}

/** How many released closures stay callable. */
export const retiredClosureCount = 256;

const retired: RetiredClosure[] = [];

/** Takes a released closure, and frees those that were released longest ago when there are too many. */
export function retireClosure(closure: ClosurePointer, owned: object): void {
  retired.push({ closure, owned });
  // Any of them may be running; the next release that finds none frees more.
  while (retired.length > retiredClosureCount && activity.running === 0) {
    const oldest = retired.shift();
    if (oldest !== undefined) closureFree(oldest.closure);
  }
}
