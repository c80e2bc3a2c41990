/** The vocabulary of types: `import { c } from "koine"`. */
export * from "@koine/ctypes/types";
