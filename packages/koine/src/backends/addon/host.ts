/** What Node, Bun and Deno tell of the process, through the `process` object that all of them have. */
import type { Host } from "../../backend/contract.ts";
import { requireRuntime } from "./require-module.ts";

const standardError = 2;

export const host: Host = {
  environmentVariable(name) {
    try {
      return process.env[name];
    } catch {
      // Deno asks for a permission.
      return undefined;
    }
  },
  atExit: (run) => void process.on("exit", run),
  writeError: (text) => void requireRuntime("node:fs").writeSync(standardError, text),
};
