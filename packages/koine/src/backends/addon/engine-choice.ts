/**
 * Decides whether calls are entered as V8 fast functions: only on runtimes and versions that were tried, and only after
 * a self-test. `KOINE_ENGINE=plain` forbids it, `KOINE_ENGINE=fast` insists on it.
 */
import { FfiError } from "@koine/diagnostics";
import type { CodeMemory } from "@koine/engine";
import { emitFlagStub } from "@koine/engine";
import type { Addon } from "@koine/native";
import { toAddress } from "./addresses.ts";
import { findV8Line } from "./v8-versions.ts";
import type { V8Line } from "./v8-versions.ts";

/** What the choice depends on. */
export interface EngineQuestion {
  readonly addon: Addon;
  readonly code: CodeMemory;
}

/**
 * Gives the facts of this V8 when fast functions may be used, `undefined` when plain ones must.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED` when `KOINE_ENGINE` asks for fast functions and there are none, or is misspelt.
 */
export function chooseV8Line(question: EngineQuestion): V8Line | undefined {
  const wish = process.env["KOINE_ENGINE"];
  if (wish !== undefined && wish !== "" && wish !== "fast" && wish !== "plain") {
    throw new FfiError("FFI_UNSUPPORTED", `KOINE_ENGINE is "${wish}"`, {
      hint: 'use "fast", "plain" or leave it unset',
    });
  }
  if (wish === "plain") return undefined;
  const reason = findObstacle(question);
  if (typeof reason !== "string") return reason;
  if (wish !== "fast") return undefined;
  throw new FfiError("FFI_UNSUPPORTED", `KOINE_ENGINE=fast, but ${reason}`, {
    hint: "unset KOINE_ENGINE to use plain functions",
    details: { capability: "fastCalls" },
  });
}

/** Gives the facts of this V8, or why fast functions cannot be used. */
function findObstacle(question: EngineQuestion): V8Line | string {
  // Bun exports some of V8's names with other semantics, so finding them proves nothing there.
  for (const runtime of ["bun", "deno", "electron"]) {
    if (process.versions[runtime] !== undefined) return `${runtime} has no V8 fast functions for addons`;
  }
  const version = question.addon.v8Version();
  if (version === undefined) return "this runtime does not export what fast functions need";
  const line = findV8Line(process.versions.modules, version);
  if (line === undefined) return `V8 ${version} was never tried`;
  return passesSelfTest(question) ? line : "the self-test of fast functions failed";
}

/** Calls machine code through a fast function's slow entry, as callers that are not optimised do. */
function passesSelfTest({ addon, code }: EngineQuestion): boolean {
  const word = new Int32Array(new ArrayBuffer(8));
  const stub = code.store(emitFlagStub(toAddress(addon.addressOf(word.buffer)), selfTestValue));
  const enter = addon.makeFastFunction(stub, stub, 0);
  if (typeof enter !== "function") return false;
  enter();
  return word[0] === selfTestValue;
}

const selfTestValue = 0x1234_5678;
