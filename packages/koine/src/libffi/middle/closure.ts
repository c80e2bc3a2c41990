/** Closures that own their memory: JavaScript functions as C function pointers. */
import { assertOptions, types as c } from "@koine/ctypes";
import type { CallbackType, CType } from "@koine/ctypes";
import { describeValue, FfiError } from "@koine/diagnostics";
import { closureLibffiArguments, wholeLibffiArguments } from "@koine/engine";
import type { CallSignature, LibffiArgument } from "@koine/engine";
import { currentBackend } from "../../backend/select.ts";
import { selectUsed } from "../../backend/generated-source.ts";
import type { CallbackEntry } from "../../backend/contract.ts";
import {
  callbackBindings,
  callbackSignature,
  renderCallbackArgument,
  renderCallbackResult,
} from "../../callback/callback-values.ts";
import { defaultResultBytes } from "../../callback/default-result.ts";
import { defaultAbi } from "../low/index.ts";
import type { Abi, CifPointer } from "../low/index.ts";
import { CodePtr } from "./code-pointer.ts";
import { createClosureEntry } from "./closure-entry.ts";
import { prepareSignature } from "./prepared-cif.ts";
import { Type } from "./type.ts";

/** The JavaScript side of a closure. */
export type ClosureFunction = (...values: never[]) => unknown;

/** The signature of a closure; every `Cif` is one. */
export interface ClosureSignature {
  readonly parameters: readonly Type[];
  readonly result: Type;
  readonly pointer: CifPointer;
  readonly abi: Abi | undefined;
}

/** What a closure has besides its function. */
export interface ClosureOptions {
  /** What C gets when the function throws, after release, and from other threads; zero when absent. */
  readonly onThrow?: unknown;
}

/**
 * A function pointer that leads to a JavaScript function until it is disposed. It must be disposed by hand or with `using`:
 * C may hold the pointer, so it is never collected.
 *
 * What the function throws comes out of the call through libffi that is in progress; without one it is an uncaught error.
 */
export class Closure {
  readonly codePtr: CodePtr;
  readonly #entry: CallbackEntry;

  /**
   * Makes a closure.
   *
   * @throws {FfiError} `FFI_ARGUMENT_TYPE` for something else than a function; `FFI_OUT_OF_MEMORY`, also where the system
   *   allows no executable memory; `FFI_UNSUPPORTED`, and what a bad `onThrow` throws.
   */
  constructor(cif: ClosureSignature, callback: ClosureFunction, options: ClosureOptions = {}) {
    this.#entry = createEntry(cif, callback, options);
    this.codePtr = new CodePtr(this.#entry.address);
  }

  /** Ends the closure: a later call from C gets the default. Idempotent. */
  [Symbol.dispose](): void {
    this.#entry.release();
  }
}

/** A closure that calls its function at most once: further calls from C get the default. */
export class ClosureOnce extends Closure {
  constructor(cif: ClosureSignature, callback: ClosureFunction, options: ClosureOptions = {}) {
    assertFunction(callback);
    const call = callback as (...values: unknown[]) => unknown;
    const once = (...values: unknown[]): unknown => {
      this[Symbol.dispose]();
      return call(...values);
    };
    super(cif, once, options);
  }
}

const label = "closure";

function createEntry(cif: ClosureSignature, callback: ClosureFunction, options: ClosureOptions): CallbackEntry {
  assertSignature(cif);
  assertFunction(callback);
  assertOptions(options, ["onThrow"], label);
  const { onThrow } = options;
  const { parameters, result } = cif;
  const type: CallbackType = c.callback(
    parameters.map(({ descriptor }) => descriptor),
    result.descriptor,
    onThrow === undefined ? {} : { onThrow: onThrow as never },
  );
  const backend = currentBackend();
  const defaultBytes = defaultResultBytes(type, label, backend);
  const signature = callbackSignature(type, label, {
    target: backend.target,
    capabilities: { ...backend.capabilities, vectors: false },
  });
  const isOwnConvention = cif.abi === undefined || cif.abi === defaultAbi();
  const places = (isOwnConvention ? closureLibffiArguments : wholeLibffiArguments)(signature, backend.target);
  let run: (() => void) | undefined;
  let isReleased = false;
  const entry = createClosureEntry({
    signature,
    enter: () => (run ??= compileShim(type, callback, { entry, defaultBytes }))(),
    defaultResult: defaultBytes,
    places,
    ...prepareClosureCif(cif, signature, places),
  });
  return {
    ...entry,
    release() {
      if (isReleased) return;
      isReleased = true;
      entry.release();
    },
  };
}

/** The signature's own cif, unless its arguments have to be cut for closures. */
function prepareClosureCif(
  cif: ClosureSignature,
  signature: CallSignature,
  places: readonly LibffiArgument[],
): { readonly cif: CifPointer; readonly owned: object } {
  if (places.every(({ isWhole }) => isWhole)) return { cif: cif.pointer, owned: cif };
  const prepared = prepareSignature(signature, { places, abi: cif.abi });
  return { cif: prepared.pointer, owned: prepared };
}

interface ShimParts {
  readonly entry: CallbackEntry;
  readonly defaultBytes: Uint8Array;
}

/** What is thrown here is the dispatcher's business, and so is the default. */
function compileShim(type: CallbackType, callback: ClosureFunction, { entry, defaultBytes }: ShimParts): () => void {
  const backend = currentBackend();
  const { parameters, result } = type.signature;
  const { memory, argumentOffsets } = entry;
  const place = { prefix: "", target: backend.target };
  const reads = parameters.flatMap((parameter: CType, index) =>
    renderCallbackArgument(parameter, index, argumentOffsets[index] as number, place),
  );
  const source = [
    "return function enterClosure() {",
    ...reads.map((line) => `  ${line}`),
    `  const $value = $callback(${parameters.map((_, index) => `$a${index}`).join(", ")});`,
    ...renderCallbackResult(result, place).map((line) => `  ${line}`),
    "};",
  ].join("\n");
  const bindings = { ...callbackBindings(type, label, { backend, memory, defaultBytes, prefix: "" }), callback };
  return backend.compile(source, selectUsed(source, bindings)) as () => void;
}

function assertSignature(cif: unknown): void {
  const { parameters, result } = ((typeof cif === "object" ? cif : undefined) ?? {}) as Partial<ClosureSignature>;
  if (parameters !== undefined && result instanceof Type) return;
  throw new FfiError("FFI_ARGUMENT_TYPE", `closure: expected a Cif, got ${describeValue(cif)}`, {
    hint: "make it with new Cif(parameters, result), Cif.of(type) or a Builder",
    details: { received: cif },
  });
}

function assertFunction(callback: unknown): void {
  if (typeof callback === "function") return;
  throw new FfiError("FFI_ARGUMENT_TYPE", `closure: expected a function, got ${describeValue(callback)}`, {
    details: { received: callback },
  });
}
