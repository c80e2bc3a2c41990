/**
 * The engine of this environment: how native functions are called, and how they call. Chosen once: machine-code stubs, entered as
 * V8 fast functions where that was tried and as Node-API callbacks elsewhere; libffi where there is no executable memory.
 */
import type { Target } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import type { CodeMemory } from "@koine/engine";
import type { Addon } from "@koine/native";
import type { Backend, Coroutines } from "../../backend/contract.ts";
import { isCodeRefusal, readEngineWish } from "./engine-choice.ts";
import { createLibffiMachine } from "./libffi/libffi-machine.ts";
import { SystemLibffi } from "./libffi/system-libffi.ts";
import { createStubMachine } from "./stub-machine.ts";

/** What a machine is made with. */
export interface MachineParts {
  readonly addon: Addon;
  readonly code: CodeMemory;
  readonly target: Target;
  /** Address of `Backend.slots`. */
  readonly slotsAddress: bigint;
  /** `Backend.liveCallbacks`. */
  readonly liveCallbacks: Int32Array;
}

/** What of a backend depends on the engine. */
export interface CallMachine extends Pick<
  Backend,
  | "engine"
  | "prepareCall"
  | "anyTarget"
  | "prepareDirect"
  | "prepareAccess"
  | "prepareTextCall"
  | "text"
  | "createCallback"
> {
  /** Gives `Backend.coroutines`, started at first use. */
  coroutines(): Coroutines | undefined;
}

/**
 * Starts the engine.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED` when `KOINE_ENGINE` insists on one that cannot be had, or there is none.
 */
export function createCallMachine(parts: MachineParts): CallMachine {
  const { addon, target } = parts;
  const wish = readEngineWish();
  if (wish !== "libffi") {
    try {
      return createStubMachine(parts, wish);
    } catch (error) {
      if (wish !== undefined || !isCodeRefusal(error)) throw error;
      const libffi = SystemLibffi.open(addon, target);
      if (libffi === undefined) throw error;
      return createLibffiMachine(parts, libffi);
    }
  }
  const libffi = SystemLibffi.open(addon, target);
  if (libffi !== undefined) return createLibffiMachine(parts, libffi);
  throw new FfiError("FFI_UNSUPPORTED", "KOINE_ENGINE=libffi, but no libffi is installed", {
    hint: "install libffi 3.4 or newer (libffi8 on Debian), or unset KOINE_ENGINE",
  });
}
