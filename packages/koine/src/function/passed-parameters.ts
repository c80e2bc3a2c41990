/** Which parameters of a C function JavaScript passes: not those that only come back, and not those that are filled in. */
import { resolveAlias } from "@koine/ctypes";
import type { CType, FunctionType } from "@koine/ctypes";

/**
 * Gives, for each parameter that another one sizes (`c.sizedBy`), the indexes of those that it counts; `undefined` for all
 * others. A count that only comes back (`c.out`) is not filled in.
 */
export function findCounts({ parameters, parameterNames }: FunctionType): readonly (readonly number[] | undefined)[] {
  return parameters.map((parameter, index) => {
    const name = parameterNames[index];
    if (name === undefined || resolveAlias(parameter).kind === "out") return undefined;
    const sized = parameters.flatMap((other, at) => (other.kind === "sized-by" && other.count === name ? [at] : []));
    return sized.length === 0 ? undefined : sized;
  });
}

const passedCounts = new WeakMap<FunctionType, number>();

/** Gives the number of arguments that JavaScript passes. */
export function countPassed(type: FunctionType): number {
  let count = passedCounts.get(type);
  if (count === undefined) {
    const counts = findCounts(type);
    const isPassed = (parameter: CType, index: number): boolean =>
      resolveAlias(parameter).kind !== "out" && counts[index] === undefined;
    count = type.parameters.filter(isPassed).length;
    passedCounts.set(type, count);
  }
  return count;
}

/** Gives the number of arguments that JavaScript passes; `undefined` where it may pass further ones. */
export function findPassedCount(type: FunctionType): number | undefined {
  return type.isVariadic ? undefined : countPassed(type);
}
