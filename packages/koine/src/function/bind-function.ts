/** Turns a declaration and an address into a JavaScript function: prepares the ways in, and compiles the planned wrapper. */
import type { FunctionType } from "@koine/ctypes";
import type { FfiError } from "@koine/diagnostics";
import type { CallSignature } from "@koine/engine";
import type { Address, Backend } from "../backend/contract.ts";
import { callWatchOf } from "../callback/call-watch.ts";
import type { Failure } from "../callback/call-watch.ts";
import { bufferPlaces } from "../memory/buffer-place.ts";
import { lending } from "../memory/lent-memory.ts";
import { NativePointer } from "../memory/pointer.ts";
import { foreignRegion } from "../memory/region.ts";
import { prepareCoroutine } from "./coroutine-entry.ts";
import { ErrnoError } from "../errors/errno-error.ts";
import { LastErrorError } from "../errors/last-error-error.ts";
import { ArgumentErrors, stackIsFull } from "./argument-errors.ts";
import type { FindRelease } from "./ownership.ts";
import { typedViews } from "./typed-views.ts";
import { toIdentifier } from "./identifiers.ts";
import { lendArgument } from "./lend-argument.ts";
import type { LibraryGate } from "./library-gate.ts";
import { countPassed } from "./passed-parameters.ts";
import { planWrapper } from "./plan-wrapper.ts";
import type { WrapperPlan } from "./plan-wrapper.ts";
import { sharedEntries } from "./shared-entries.ts";
import type { EntrySource } from "./shared-entries.ts";
import { compileShared, compileWrapper } from "./tiered-function.ts";
import type { SharedWrapper, TieredFunction, WrapperSource } from "./tiered-function.ts";
import { bindVariadicFunction } from "./variadic-function.ts";

/** What a function is bound to. */
export interface BindRequest {
  readonly name: string;
  readonly type: FunctionType;
  readonly address: Address;
  /** The library as the user named it. */
  readonly library: string;
  /** Says whether the library was closed. */
  readonly gate: Readonly<LibraryGate>;
  /** Makes the error for a call after the gate was closed; that of a closed library, when absent. */
  readonly ended?: () => FfiError;
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
  const { type, backend } = request;
  if (type.isVariadic) {
    const function_ = bindVariadic(request);
    return { cold: function_, compile: () => function_, refuseCount: anyCount };
  }
  const plan = planWrapper(request);
  const entries = plan.isShared ? sharedEntries(backend) : undefined;
  if (entries === undefined) {
    const source = prepareForm(request, plan);
    return {
      cold: compileShared(backend, source)(source.own),
      compile: (comparesCount) => compileWrapper(backend, comparesCount ? countedOf(source, plan) : source),
      refuseCount: refuseCount(source.own),
    };
  }
  let create = coldWrappers.get(plan);
  if (create === undefined) {
    const source = nameValues(request, plan, entries);
    coldWrappers.set(plan, (create = compileShared(backend, source)));
  }
  const own = prepareOwn(request, plan, entries);
  return {
    cold: create(own),
    compile: (comparesCount) => compileForm(request, plan, comparesCount),
    refuseCount: refuseCount(own),
  };
}

/** What makes the cold forms of all functions of a shared plan. */
const coldWrappers = new WeakMap<WrapperPlan, SharedWrapper>();

function refuseCount({ errors }: OwnValues): TieredFunction["refuseCount"] {
  return (received) => errors.wrongCount(received);
}

/** Variadic functions decide for themselves. */
function anyCount(): never {
  throw new Error("a variadic function was called with too many arguments");
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
  return compileForm(request, planWrapper(request), true);
}

function compileForm(request: VariantRequest, plan: WrapperPlan, comparesCount: boolean): NativeFunction {
  const source = prepareForm(request, plan);
  return compileWrapper(request.backend, comparesCount ? countedOf(source, plan) : source);
}

/** Gives the source of a wrapper that compares the count of arguments. */
function countedOf(source: BoundSource, { countCheck }: WrapperPlan): BoundSource {
  const surroundings = countCheck.surroundings + (source.surroundings ?? "");
  return { ...source, surroundings, body: `  ${countCheck.statement}\n${source.body}` };
}

/** Gives a function ways into native code of its own. */
function prepareForm(request: VariantRequest, plan: WrapperPlan): BoundSource {
  const { backend, address, prepareCall } = request;
  const entries: EntrySource =
    prepareCall === undefined
      ? backend
      : { prepareCall, prepareTextCall: (target, form) => backend.prepareTextCall(target, form) };
  const source = nameValues(request, plan, entries);
  const { coroutines, signature } = plan;
  if (coroutines !== undefined) Object.assign(source.own, prepareCoroutine(coroutines, request, plan));
  const direct = plan.direct === undefined ? undefined : backend.prepareDirect(address, signature);
  if (direct === undefined) return source;
  source.own["direct"] = direct;
  return { ...source, ...plan.direct };
}

/** The source of a function, and what it names, but for what only functions with ways of their own name. */
function nameValues(request: VariantRequest, plan: WrapperPlan, entries: EntrySource): BoundSource {
  const { name, backend } = request;
  const { parameters, body, bindings } = plan;
  const own = prepareOwn(request, plan, entries);
  return {
    name: toIdentifier(name),
    parameters,
    body,
    shared: [sharedBindings(backend), ...textBindings(backend, body), bindings],
    own,
  };
}

/** The values that belong to one function. */
interface OwnValues extends Record<string, unknown> {
  readonly errors: ArgumentErrors;
}

/** A source with the values of one function. */
interface BoundSource extends WrapperSource {
  readonly own: OwnValues;
}

/** Makes the values that belong to one function. The same names in every function whose wrapper is the same text. */
function prepareOwn(
  request: VariantRequest,
  { parts, result, signature }: WrapperPlan,
  entries: EntrySource,
): OwnValues {
  const { name, type, library, gate, ended, backend, fixedParameterCount } = request;
  const errors = new ArgumentErrors({ name, type, library, parts, fixedParameterCount, backend, gate, ended });
  const own: OwnValues = { ...prepareEntries(request, { signature, isText: result.isText, entries }), errors };
  // A function, because to throw takes more of the bytes that V8 counts before it inlines a wrapper.
  own["refuseClosed"] = () => {
    throw errors.closedLibrary();
  };
  own["gate"] = gate;
  if (type.errno !== undefined || type.lastError !== undefined) {
    own["isFailure"] = type.isFailure;
    const isErrno = type.errno !== undefined;
    own["failedWith"] = (number: number) =>
      isErrno ? new ErrnoError(name, number, backend) : new LastErrorError(name, number);
  }
  return own;
}

interface EntryRequest {
  readonly signature: CallSignature;
  readonly isText: boolean;
  readonly entries: EntrySource;
}

function prepareEntries(
  request: VariantRequest,
  { signature, isText, entries }: EntryRequest,
): Record<string, unknown> {
  const { backend, address } = request;
  const watch = callWatchOf(backend);
  if (isText) {
    const enterText = entries.prepareTextCall(address, signature);
    let text: string | null = null;
    const enterCarefully = (): Failure | undefined => {
      let own: string | null = null;
      const failure = watch.watch(() => (own = enterText()));
      text = own;
      return failure;
    };
    return { enterText, enterCarefully, enterWatched: () => rethrow(enterCarefully()), takeText: () => text };
  }
  const { enter, enterReentrant } = entries.prepareCall(address, signature);
  const { liveCallbacks } = backend;
  const enterCarefully = (): Failure | undefined => {
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
  return { enter, enterReentrant, enterCarefully, enterWatched: () => rethrow(enterCarefully()) };
}

const shared = new WeakMap<Backend, Readonly<Record<string, unknown>>>();

function rethrow(failure: Failure | undefined): void {
  if (failure !== undefined) throw failure.error;
}

/** What the wrappers of all functions may use. */
function sharedBindings(backend: Backend): Readonly<Record<string, unknown>> {
  let bindings = shared.get(backend);
  if (bindings === undefined) {
    bindings = {
      ...typedViews(backend.slots, ""),
      live: backend.liveCallbacks,
      watch: callWatchOf(backend),
      guard: backend.guard,
      isCalm: backend.guard.isCalm,
      beginLive: backend.guard.begin,
      endLive: backend.guard.end,
      bufferPlaces,
      keep: () => {},
      lending,
      lendArgument,
      NativePointer,
      foreignRegion,
    };
    shared.set(backend, bindings);
  }
  return bindings;
}

const textValues = new WeakMap<Backend, Readonly<Record<string, unknown>>>();

/** What those may use besides that pass strings, or the addresses of what C leaves. The backend starts their arena now. */
function textBindings(backend: Backend, body: string): readonly Readonly<Record<string, unknown>>[] {
  if (!body.includes("$text")) return [];
  let bindings = textValues.get(backend);
  if (bindings === undefined) {
    const { text } = backend;
    bindings = {
      ...typedViews(text.memory, "text_"),
      text: text.control,
      textLow: text.low,
      textHigh: text.high,
      textLimit: text.memory.byteLength,
      writeQuickly: text.writeQuickly,
      writeSlowly: (value: string, length: number) => text.writeSlowly(value, length),
    };
    textValues.set(backend, bindings);
  }
  return [bindings];
}
