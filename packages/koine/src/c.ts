/** The vocabulary of types: `import { c } from "koine"`. */
export * from "@koine/ctypes/types";
export { struct, union } from "./types/record-type.ts";
export type { RecordFacts, RecordFactsOf } from "./types/record-type.ts";
