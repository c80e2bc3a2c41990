/** Chooses the backend of this environment, once, at first use. */
import { createAddonBackend } from "../backends/addon/backend.ts";
import type { Backend } from "./contract.ts";

let chosen: Backend | undefined;

/**
 * Gives the backend that calls go through, starting it at first use.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED` when no backend works here; the error says why.
 */
export function currentBackend(): Backend {
  chosen ??= createAddonBackend();
  return chosen;
}
