/** The plan stage. */
export type * from "./contract-entry.ts";
export type * from "./plan-model.ts";
export type * from "./transfer.ts";
export { findImported, findImportedSymbols, listPlans } from "./imported-declarations.ts";
export { planApi } from "./plan-api.ts";
export { computeContract, hashText } from "./fingerprint.ts";
