/** The targets that can be bound for, by triple. */
import { targets } from "@koine/ctypes/targets";

/** Triples of all targets that Koine knows. */
export const knownTargets: readonly string[] = Object.freeze(targets.map((target) => target.triple));
