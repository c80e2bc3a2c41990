/** Turns a declaration and an address into a JavaScript function: prepares the ways in, and compiles the planned wrapper. */
import type { FunctionType } from "@koine/ctypes";
import type { CallSignature } from "@koine/engine";
import type { Address, Backend } from "../backend/contract.ts";
import { callWatchOf } from "../callback/call-watch.ts";
import type { Failure } from "../callback/call-watch.ts";
import { bufferPlaces, findBufferPlace, isStillThere } from "../memory/buffer-place.ts";
import { NativePointer } from "../memory/pointer.ts";
import { foreignRegion } from "../memory/region.ts";
import { prepareCoroutine } from "./coroutine-entry.ts";
import { ErrnoError } from "../errors/errno-error.ts";
import { ArgumentErrors, closedLibrary, stackIsFull } from "./argument-errors.ts";
import type { FindRelease } from "./ownership.ts";
import { typedViews } from "./typed-views.ts";
import { toIdentifier } from "./identifiers.ts";
import { countPassed } from "./passed-parameters.ts";
import { planWrapper } from "./plan-wrapper.ts";
import { compileWrapper, createTiered } from "./tiered-function.ts";
import type { TieredFunction, WrapperSource } from "./tiered-function.ts";
import { bindVariadicFunction } from "./variadic-function.ts";

/** What a function is bound to. */
export interface BindRequest {
  readonly name: string;
  readonly type: FunctionType;
  readonly address: Address;
  /** The library as the user named it. */
  readonly library: string;
  /** Word 0 is not zero once the library is closed. */
  readonly closed: Int32Array;
  readonly backend: Backend;
  /** Finds a function of the library that takes a pointer back; absent where there is no library. */
  readonly findRelease?: FindRelease;
  /** Whether the function ends the handles that it is passed. */
  readonly isRelease?: boolean;
}

/** One form of a variadic function: its type has the further arguments, too. */
interface VariantRequest extends BindRequest {
  /** Parameters that C declares. */
  readonly fixedParameterCount?: number;
  /** What is used instead of the backend's own. */
  readonly prepareCall?: Backend["prepareCall"];
}

/** A bound native function. */
export type NativeFunction = (...values: unknown[]) => unknown;

/**
 * Makes the JavaScript function of a native one, for many calls.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED` for parameters and results that the backend cannot pass.
 */
export function bindFunction(request: BindRequest): NativeFunction {
  return request.type.isVariadic ? bindVariadic(request) : bindForm(request);
}

/**
 * Makes the JavaScript function of a native one in its two forms.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED` for parameters and results that the backend cannot pass.
 */
export function bindTiered(request: BindRequest): TieredFunction {
  if (!request.type.isVariadic) return createTiered(request.backend, planForm(request));
  const cold = bindVariadic(request);
  return { cold, compile: () => cold };
}

function bindVariadic(request: BindRequest): NativeFunction {
  const { name, type, backend } = request;
  const { parameters, parameterNames } = type;
  return bindVariadicFunction({
    name,
    passedCount: countPassed(type),
    backend,
    bindVariant: (extraTypes, prepareCall) => {
      const extraNames = extraTypes.map(() => undefined);
      const form: FunctionType = {
        ...type,
        parameters: [...parameters, ...extraTypes],
        parameterNames: [...parameterNames, ...extraNames],
      };
      return bindForm({ ...request, type: form, fixedParameterCount: parameters.length, prepareCall });
    },
  });
}

/** Compiles the wrapper of a function whose parameters are all known. */
function bindForm(request: VariantRequest): NativeFunction {
  return compileWrapper(request.backend, planForm(request));
}

function planForm(request: VariantRequest): WrapperSource {
  const { name, type, backend, fixedParameterCount } = request;
  const plan = planWrapper(request);
  const { parts, result, signature } = plan;
  const direct = plan.canBeDirect ? backend.prepareDirect(request.address, signature) : undefined;
  const own: Record<string, unknown> = {
    ...prepareEntries(request, signature, result.isText),
    ...(plan.coroutines === undefined ? {} : prepareCoroutine(plan.coroutines, request, signature)),
    errors: new ArgumentErrors({ name, type, parts, fixedParameterCount, target: backend.target, text: backend.text }),
    hold: {},
    direct: direct?.call,
    missed: direct?.missed,
    isFailure: type.isFailure,
    errnoError: (errno: number) => new ErrnoError(name, errno, backend),
  };
  const body = direct === undefined ? plan.body : plan.directBody;
  return { name: toIdentifier(name), body, values: [sharedBindings(backend), plan.bindings, own] };
}

function openAssertion({ name, library, closed }: BindRequest): () => void {
  return () => {
    if (closed[0] !== 0) throw closedLibrary(name, library);
  };
}

function prepareEntries(request: VariantRequest, signature: CallSignature, isText: boolean): Record<string, unknown> {
  const { backend, address } = request;
  const assertOpen = openAssertion(request);
  const watch = callWatchOf(backend);
  if (isText) {
    const enterText = backend.prepareTextCall(address, signature);
    let text: string | null = null;
    const enterCarefully = (): Failure | undefined => {
      assertOpen();
      let own: string | null = null;
      const failure = watch.watch(() => (own = enterText()));
      text = own;
      return failure;
    };
    return { assertOpen, enterText, enterCarefully, takeText: () => text };
  }
  const entry = request.prepareCall?.(address, signature) ?? backend.prepareCall(address, signature);
  const { enter, enterReentrant } = entry;
  const { liveCallbacks } = backend;
  const enterCarefully = (): Failure | undefined => {
    assertOpen();
    if (liveCallbacks[2] !== 0) {
      const failure = watch.watch(enterReentrant);
      // Callbacks that could not be entered, and nobody else who would notice.
      if (liveCallbacks[1] === 0) return failure;
      liveCallbacks[1] = 0;
      return failure ?? { error: stackIsFull(request.name) };
    }
    if (liveCallbacks[0] === 0) enter();
    else enterReentrant();
    return undefined;
  };
  return { assertOpen, enter, enterReentrant, enterCarefully };
}

const shared = new WeakMap<Backend, Readonly<Record<string, unknown>>>();

function rethrow(failure: Failure | undefined): void {
  if (failure !== undefined) throw failure.error;
}

/** What the wrappers of all functions may use. */
function sharedBindings(backend: Backend): Readonly<Record<string, unknown>> {
  let bindings = shared.get(backend);
  if (bindings === undefined) {
    const { text } = backend;
    bindings = {
      ...typedViews(backend.slots, ""),
      ...typedViews(text.memory, "text_"),
      live: backend.liveCallbacks,
      rethrow,
      watch: callWatchOf(backend),
      guard: backend.guard,
      text: text.control,
      textLow: text.low,
      textHigh: text.high,
      textLimit: text.memory.byteLength,
      writeQuickly: text.writeQuickly,
      writeSlowly: (value: string) => text.writeSlowly(value),
      bufferPlaces,
      findBufferPlace,
      isStillThere,
      NativePointer,
      foreignRegion,
    };
    shared.set(backend, bindings);
  }
  return bindings;
}
