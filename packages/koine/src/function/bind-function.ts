/** Turns a declaration and an address into a JavaScript function: plans the parameters, renders and compiles the wrapper. */
import { resolveAlias, typeName } from "@koine/ctypes";
import type { FunctionType } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import type { CallSignature } from "@koine/engine";
import { maximumParameterCount } from "@koine/engine";
import type { Address, Backend } from "../backend/contract.ts";
import { selectUsed } from "../backend/generated-source.ts";
import { bufferPlaces, findBufferPlace, isStillThere } from "../memory/buffer-place.ts";
import { structClassOf } from "../struct/struct-class.ts";
import { arePointeesCompatible } from "../memory/pointee.ts";
import { NativePointer } from "../memory/pointer.ts";
import { foreignRegion } from "../memory/region.ts";
import { ArgumentErrors, closedLibrary } from "./argument-errors.ts";
import { bytesParameter, pointerParameter } from "./parameters/pointer-parameter.ts";
import { callbackParameter } from "./parameters/callback-parameter.ts";
import { outParameter } from "./parameters/out-parameter.ts";
import { structParameter } from "./parameters/struct-parameter.ts";
import { scalarParameter } from "./parameters/scalar-parameter.ts";
import { textParameter } from "./parameters/text-parameter.ts";
import { planResult } from "./result-source.ts";
import { scalarRule } from "./scalar-rule.ts";
import { typedViews } from "./typed-views.ts";
import { toIdentifier, uniqueIdentifiers } from "./identifiers.ts";
import { renderWrapper } from "./wrapper-source.ts";
import type { ParameterPart, ParameterPosition } from "./wrapper-parts.ts";

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
  assertCallable(request);
  const variables = uniqueIdentifiers(type.parameters.map((_, index) => type.parameterNames[index] ?? `a${index}`));
  const parts = type.parameters.map((parameter, index) => {
    const position = { index, variable: variables[index] as string, type: parameter, target: backend.target };
    return planParameter(position, () => parameterLabel(request, index), backend);
  });
  const result = planResult(type.result, backend.target);
  const signature: CallSignature = { parameters: parts.map((part) => part.scalar), result: result.scalar };
  const isDirect = result.isDirect === true && parts.every((part) => part.directCondition !== undefined);
  const direct = isDirect ? backend.prepareDirect(request.address, signature) : undefined;
  const entries = prepareEntries(request, signature, result.isText);
  const own = Object.assign(
    { direct: direct?.call, missed: direct?.missed },
    entries,
    ...parts.map((part) => part.bindings),
  ) as Record<string, unknown>;
  own["errors"] = new ArgumentErrors({ name, type, parts, target: backend.target, text: backend.text });
  own["hold"] = {};
  own["resultTarget"] = result.pointee;
  if (result.record !== undefined) {
    const structClass = structClassOf(result.record);
    own["createResult"] = () => structClass.create();
    own["placeOfResult"] = (instance: object) => structClass.instances.placeOf(instance);
  }
  const source = renderWrapper({
    name: toIdentifier(name),
    variables: variables.filter((_, index) => parts[index]?.isPassed === true),
    parts,
    result,
    isDirect: direct !== undefined,
  });
  return backend.compile(source, selectUsed(source, sharedBindings(backend), own)) as NativeFunction;
}

function assertCallable({ name, type }: BindRequest): void {
  if (type.isVariadic) {
    throw new FfiError("FFI_UNSUPPORTED", `${name}(): variadic functions cannot be called yet`, {
      hint: "declare the fixed form of the call that is needed, or use a va_list-free function",
      details: { function: name, capability: "variadicCalls" },
    });
  }
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

function planParameter(position: ParameterPosition, label: () => string, backend: Backend): ParameterPart {
  const resolved = resolveAlias(position.type);
  const rule = scalarRule(resolved, backend.target);
  if (rule !== undefined) return scalarParameter(rule, position);
  switch (resolved.kind) {
    case "pointer":
      return pointerParameter(resolved.target, resolved.isConst, position);
    case "bytes":
      return bytesParameter(position);
    case "string":
      if (resolved.encoding === "utf-8") return textParameter(position);
      break;
    case "out":
    case "inout":
      return outParameter(resolved.target, resolved.kind === "inout", position);
    case "struct":
    case "union":
      return structParameter(resolved, position, label);
    case "callback":
      return callbackParameter(resolved, position, label(), backend);
    default:
  }
  throw new FfiError("FFI_UNSUPPORTED", `${label()}: ${typeName(resolved)} cannot be passed yet`, {
    details: { type: typeName(resolved) },
  });
}

function prepareEntries(request: BindRequest, signature: CallSignature, isText: boolean): Record<string, unknown> {
  const { backend, address, closed } = request;
  const assertOpen = (): void => {
    if (closed[0] !== 0) throw closedLibrary(request.name, request.library);
  };
  if (isText) return { assertOpen, enterText: backend.prepareTextCall(address, signature) };
  const { enter, enterReentrant } = backend.prepareCall(address, signature);
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
