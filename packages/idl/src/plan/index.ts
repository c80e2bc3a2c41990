/** The plan stage. */
export type * from "./contract-entry.ts";
export type * from "./plan-model.ts";
export type * from "./transfer.ts";
