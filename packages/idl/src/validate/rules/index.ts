/** All rules, in the order in which they run; the report is sorted by place. */
import type { Rule } from "./rule.ts";

export const rules: readonly Rule[] = Object.freeze([]);
