/** Turns a declaration and an address into a JavaScript function: plans the parameters, renders and compiles the wrapper. */
import type { FunctionType, SizedByType } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import type { CallSignature } from "@koine/engine";
import { maximumParameterCount } from "@koine/engine";
import type { Address, Backend } from "../backend/contract.ts";
import { selectUsed } from "../backend/generated-source.ts";
import { bufferPlaces, findBufferPlace, isStillThere } from "../memory/buffer-place.ts";
import { arePointeesCompatible } from "../memory/pointee.ts";
import { NativePointer } from "../memory/pointer.ts";
import { foreignRegion } from "../memory/region.ts";
import { ArgumentErrors, closedLibrary } from "./argument-errors.ts";
import { countParameter } from "./parameters/sized-parameter.ts";
import { countPassed, findCounts } from "./passed-parameters.ts";
import { planParameter } from "./plan-parameter.ts";
import { CallScratch } from "./call-scratch.ts";
import type { FindRelease } from "./ownership.ts";
import { planResult } from "./result-source.ts";
import type { ResultPlan } from "./result-source.ts";
import { slotPlace } from "./scalar-rule.ts";
import { typedViews } from "./typed-views.ts";
import { toIdentifier, uniqueIdentifiers } from "./identifiers.ts";
import { promoteExtra } from "./variadic-extras.ts";
import { bindVariadicFunction } from "./variadic-function.ts";
import { renderWrapper } from "./wrapper-source.ts";
import type { ParameterPart, PointerSources } from "./wrapper-parts.ts";

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
 * Makes the JavaScript function of a native one.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED` for parameters and results that the backend cannot pass.
 */
export function bindFunction(request: BindRequest): NativeFunction {
  const { name, type, backend } = request;
  if (!type.isVariadic) return bindForm(request);
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
  const { name, type, backend, fixedParameterCount } = request;
  assertCallable(request);
  const variables = uniqueIdentifiers(type.parameters.map((_, index) => type.parameterNames[index] ?? `a${index}`));
  const parts = planParameters(request, variables);
  const result = planResult(type.result, backend.target, pointerSources(request, variables)(slotPlace(0), "result"));
  const signature: CallSignature = {
    parameters: parts.map((part) => part.scalar),
    result: result.scalar,
    fixedParameterCount,
  };
  const direct = canCallDirectly(parts, result, signature)
    ? backend.prepareDirect(request.address, signature)
    : undefined;
  const entries = prepareEntries(request, signature, result.isText);
  const own = Object.assign(
    { direct: direct?.call, missed: direct?.missed },
    entries,
    ...parts.map((part) => part.bindings),
  ) as Record<string, unknown>;
  own["errors"] = new ArgumentErrors({
    name,
    type,
    parts,
    fixedParameterCount,
    target: backend.target,
    text: backend.text,
  });
  Object.assign(own, { hold: {} }, result.bindings);
  const source = renderWrapper({
    name: toIdentifier(name),
    variables: variables.filter((_, index) => parts[index]?.isPassed === true),
    parts,
    result,
    isDirect: direct !== undefined,
  });
  return backend.compile(source, selectUsed(source, sharedBindings(backend), own)) as NativeFunction;
}

/** Direct calls are of functions whose parameters are all declared. */
function canCallDirectly(parts: readonly ParameterPart[], result: ResultPlan, signature: CallSignature): boolean {
  if (signature.fixedParameterCount !== undefined) return false;
  return result.isDirect === true && parts.every((part) => part.directCondition !== undefined);
}

function assertCallable({ name, type }: BindRequest): void {
  if (type.parameters.length > maximumParameterCount) {
    throw new FfiError("FFI_UNSUPPORTED", `${name}(): ${type.parameters.length} parameters are more than 127`, {
      details: { function: name },
    });
  }
}

function parameterLabel({ name, type }: BindRequest, index: number): string {
  const parameterName = type.parameterNames[index];
  return `${name}(): argument ${index + 1}${parameterName === undefined ? "" : ` "${parameterName}"`}`;
}

/** Plans all parameters; what is counted by `c.sizedBy` is filled in. */
function planParameters(request: VariantRequest, variables: readonly string[]): ParameterPart[] {
  const { type, backend, fixedParameterCount } = request;
  const { target } = backend;
  const scratch = new CallScratch(backend, type.parameters.length);
  const counts = findCounts(type);
  return type.parameters.map((parameter, index) => {
    const position = { index, variable: variables[index] as string, type: parameter, target, scratch };
    const label = (): string => parameterLabel(request, index);
    const context = {
      backend,
      label,
      isRelease: request.isRelease === true,
      pointers: pointerSources(request, variables),
    };
    const counted = counts[index]?.map((at) => ({
      variable: variables[at] as string,
      type: type.parameters[at] as SizedByType,
      label: parameterLabel(request, at),
    }));
    if (counted !== undefined) {
      return countParameter(counted, position, label(), (place) => planParameter(place, context));
    }
    const part = planParameter(position, context);
    return index >= (fixedParameterCount ?? Infinity) ? promoteExtra(part, position) : part;
  });
}

/** Gives what the reading of a pointer in this function may refer to. */
function pointerSources({ name, type, findRelease }: BindRequest, variables: readonly string[]): PointerSources {
  const variableOf = (parameter: string): string | undefined => {
    const index = type.parameterNames.indexOf(parameter);
    const kind = index < 0 ? undefined : type.parameters[index]?.kind;
    return kind === undefined || kind === "out" ? undefined : variables[index];
  };
  return (place, prefix) => ({ place, prefix, label: `${name}(): ${prefix}`, findRelease, variableOf });
}

function prepareEntries(request: VariantRequest, signature: CallSignature, isText: boolean): Record<string, unknown> {
  const { backend, address, closed } = request;
  const assertOpen = (): void => {
    if (closed[0] !== 0) throw closedLibrary(request.name, request.library);
  };
  if (isText) return { assertOpen, enterText: backend.prepareTextCall(address, signature) };
  const entry = request.prepareCall?.(address, signature) ?? backend.prepareCall(address, signature);
  const { enter, enterReentrant } = entry;
  const enterCarefully = (): void => {
    assertOpen();
    if (backend.liveCallbacks[0] === 0) enter();
    else enterReentrant();
  };
  return { assertOpen, enter, enterReentrant, enterCarefully };
}

const shared = new WeakMap<Backend, Readonly<Record<string, unknown>>>();

/** What the wrappers of all functions may use. */
function sharedBindings(backend: Backend): Readonly<Record<string, unknown>> {
  let bindings = shared.get(backend);
  if (bindings === undefined) {
    const { text } = backend;
    bindings = {
      ...typedViews(backend.slots, ""),
      ...typedViews(text.memory, "text_"),
      live: backend.liveCallbacks,
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
      isCompatible: arePointeesCompatible,
      NativePointer,
      foreignRegion,
    };
    shared.set(backend, bindings);
  }
  return bindings;
}
