/** The table of all targets. */
import { cTarget } from "./c/target.ts";
import type { Target } from "./target.ts";

/** Every language that documents are rendered to, in the order of the documentation. */
export const targets: readonly Target[] = Object.freeze([cTarget]);
