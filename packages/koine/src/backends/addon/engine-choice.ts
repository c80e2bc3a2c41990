/**
 * Decides how calls are made. As V8 fast functions only on runtimes and versions that were tried, and only after a self-test:
 * `KOINE_ENGINE=plain` forbids it, `KOINE_ENGINE=fast` insists on it. Through libffi where there is no executable memory, or
 * where `KOINE_ENGINE=libffi` says so.
 */
import { FfiError } from "@koine/diagnostics";
import type { CodeMemory } from "@koine/engine";
import { emitFlagStub } from "@koine/engine";
import type { Addon } from "@koine/native";
import { toAddress } from "./addresses.ts";
import { findV8Line } from "./v8-versions.ts";
import type { V8Line } from "./v8-versions.ts";

/** A way to make calls. */
export type Engine = "fast" | "plain" | "libffi";

/** What the choice between fast and plain functions depends on. */
export interface EngineQuestion {
  readonly addon: Addon;
  readonly code: CodeMemory;
  readonly wish: Engine | undefined;
}

/**
 * Reads which engine `KOINE_ENGINE` insists on; `undefined` where it leaves the choice.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED` when it is misspelt.
 */
export function readEngineWish(): Engine | undefined {
  const wish = process.env["KOINE_ENGINE"];
  if (wish === undefined || wish === "") return undefined;
  if (wish === "fast" || wish === "plain" || wish === "libffi") return wish;
  throw new FfiError("FFI_UNSUPPORTED", `KOINE_ENGINE is "${wish}"`, {
    hint: 'use "fast", "plain", "libffi" or leave it unset',
  });
}

/** Tells whether an error says that there is no executable memory. */
export function isCodeRefusal(error: unknown): boolean {
  return error instanceof FfiError && error.details["capability"] === "executable-memory";
}

/**
 * Gives the facts of this V8 when fast functions may be used, `undefined` when plain ones must.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED` when fast functions were insisted on and there are none; when there is no executable
 *   memory.
 */
export function chooseV8Line(question: EngineQuestion): V8Line | undefined {
  const { wish } = question;
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
