/**
 * Plans the wrapper of a function: a part per parameter, the result, and the source. Where nothing in a plan belongs to one
 * function, all functions of one type share it.
 */
import { layoutOf, resolveAlias, typeName } from "@koine/ctypes";
import type { FunctionType, SizedByType, Target } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import type { CallSignature } from "@koine/engine";
import {
  conventionOf,
  findOveralignedArgument,
  frameByteLengthOf,
  hasVector,
  maximumParameterCount,
} from "@koine/engine";
import type { Backend, Coroutines } from "../backend/contract.ts";
import { unsupportedVector } from "../errors/unsupported-vector.ts";
import { assertConvention } from "./assert-convention.ts";
import { findCoroutines } from "./coroutine-entry.ts";
import { CallScratch } from "./call-scratch.ts";
import { uniqueIdentifiers } from "./identifiers.ts";
import { countParameter } from "./parameters/sized-parameter.ts";
import { renderFailure } from "./failure.ts";
import { assertStackRoom, recordsByteLength } from "./stack-room.ts";
import type { ValueTaker } from "./stack-room.ts";
import { findCounts } from "./passed-parameters.ts";
import { planParameter } from "./plan-parameter.ts";
import type { FindRelease, PointerSource } from "./ownership.ts";
import { isPlainText, planResult, planTextResult } from "./result-source.ts";
import type { ResultPlan } from "./result-source.ts";
import { scalarRule, slotPlace } from "./scalar-rule.ts";
import { promoteExtra } from "./variadic-extras.ts";
import { renderDirectForm } from "./direct-source.ts";
import type { DirectForm } from "./direct-source.ts";
import { renderCountCheck, renderWrapper } from "./wrapper-source.ts";
import type { CountCheck } from "./wrapper-source.ts";
import type { ParameterPart, PointerSources } from "./wrapper-parts.ts";

/** What is known of a function before it has an address. */
export interface PlanRequest {
  readonly name: string;
  readonly type: FunctionType;
  readonly backend: Backend;
  /** Parameters that C declares, of a variadic function; the type has more. */
  readonly fixedParameterCount?: number | undefined;
  readonly findRelease?: FindRelease | undefined;
  /** Whether it releases handles that other functions of its library give. */
  readonly isRelease?: boolean | undefined;
}

/** The wrapper of a function, without what belongs to its address. */
export interface WrapperPlan {
  readonly parts: readonly ParameterPart[];
  readonly result: ResultPlan;
  readonly signature: CallSignature;
  /** The wrapper's parameter list. */
  readonly parameters: string;
  /** The statement that compares the count of arguments. */
  readonly countCheck: CountCheck;
  /** Source of the wrapper after that. */
  readonly body: string;
  /** The same with a way that needs no slots (`DirectFunction`), where there may be one. */
  readonly direct: DirectForm | undefined;
  /** What the function is run with on a stack of its own; `undefined` where it runs on the caller's. */
  readonly coroutines: Coroutines | undefined;
  /** Whether all functions of the type have this plan, the same object. */
  readonly isShared: boolean;
  /** Values that the source names. */
  readonly bindings: Readonly<Record<string, unknown>>;
}

const plans = new WeakMap<Backend, WeakMap<FunctionType, WrapperPlan>>();

/**
 * Plans the wrapper of a function.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED` for parameters and results that the backend cannot pass.
 */
export function planWrapper(request: PlanRequest): WrapperPlan {
  const { backend, type } = request;
  const isSpecial = request.isRelease === true || request.fixedParameterCount !== undefined;
  if (isSpecial) return planOne(request);
  let known = plans.get(backend);
  if (known === undefined) plans.set(backend, (known = new WeakMap<FunctionType, WrapperPlan>()));
  let plan = known.get(type);
  if (plan !== undefined) return plan;
  plan = planOne(request);
  if (!isShareable(type, backend.target)) return plan;
  plan = { ...plan, isShared: true };
  known.set(type, plan);
  return plan;
}

/** Callbacks have a function pointer of their own, and the plans of what is owned or large name their function in errors. */
function isShareable({ parameters, result }: FunctionType, target: Target): boolean {
  return [...parameters, result].every((type) => {
    const resolved = resolveAlias(type);
    if (scalarRule(resolved, target) !== undefined) return true;
    switch (resolved.kind) {
      case "void":
      case "bytes":
        return true;
      case "string":
        return isPlainText(resolved) && resolved.ownership === undefined;
      case "pointer":
        return resolved.ownership === undefined;
      default:
        return false;
    }
  });
}

function planOne(request: PlanRequest): WrapperPlan {
  const { type, fixedParameterCount } = request;
  assertCallable(request);
  const variables = uniqueIdentifiers(type.parameters.map((_, index) => type.parameterNames[index] ?? `a${index}`));
  const pointers = pointerSources(request, variables);
  const parts = planParameters(request, variables, pointers);
  const coroutines = findCoroutines(request, parts);
  const result = planReturn(request, pointers(slotPlace(0), "result"), coroutines);
  const passed = variables.filter((_, index) => parts[index]?.isPassed === true);
  const signature: CallSignature = {
    parameters: parts.map((part) => part.scalar),
    result: result.scalar,
    fixedParameterCount,
    keepsErrno: type.errno !== undefined,
    keepsLastError: type.lastError !== undefined,
  };
  assertVectors(request, signature);
  assertOnStack(request, signature);
  const isThrown = type.errno === "throw" || type.lastError === "throw";
  const source = {
    variables: passed,
    parts,
    result,
    serving: coroutines && (coroutines.isQuickInTry ? ("batches" as const) : ("loop" as const)),
    errorNumber: type.lastError === undefined ? ("errno" as const) : ("lastError" as const),
    returnsErrorNumber: type.errno === true || type.lastError === true,
    failure: isThrown ? renderFailure(type, request.backend.target) : undefined,
  };
  return {
    parts,
    result,
    signature,
    parameters: passed.join(", "),
    countCheck: renderCountCheck(source),
    body: renderWrapper(source),
    direct:
      !isThrown && isDirect(parts, result, signature)
        ? renderDirectForm(source, request.backend.provesResults)
        : undefined,
    coroutines,
    isShared: false,
    bindings: Object.assign({}, ...parts.map((part) => part.bindings), result.bindings) as Record<string, unknown>,
  };
}

/** On a stack of its own a function cannot end in the making of a JavaScript string: that is read afterwards. */
function planReturn({ type, backend }: PlanRequest, source: PointerSource, coroutines?: Coroutines): ResultPlan {
  const result = resolveAlias(type.result);
  if (coroutines !== undefined && result.kind === "string") return planTextResult(result, source);
  return planResult(type.result, backend.target, source);
}

/** Direct calls are of functions whose parameters are all declared, and whose error number is none, or `errno`, and told with the result. */
function isDirect(parts: readonly ParameterPart[], result: ResultPlan, signature: CallSignature): boolean {
  if (signature.fixedParameterCount !== undefined) return false;
  if (signature.keepsLastError === true) return false;
  return result.renderDirect !== undefined && parts.every((part) => part.directCondition !== undefined);
}

function assertCallable({ name, type, backend }: PlanRequest): void {
  assertConvention(type, backend.target, name);
  if (type.lastError !== undefined && !backend.capabilities.lastError) {
    throw new FfiError(
      "FFI_UNSUPPORTED",
      `${name}(): ${backend.target.triple} has no last error that this backend keeps`,
      {
        hint: "use errno, or declare the function without lastError",
        details: { function: name, capability: "lastError" },
      },
    );
  }
  // Before their shapes are looked at, which takes as long as they are.
  assertStackRoom(takerOf(name), "arguments", recordsByteLength(type.parameters, backend.target));
  if (type.parameters.length > maximumParameterCount) {
    throw new FfiError("FFI_UNSUPPORTED", `${name}(): ${type.parameters.length} parameters are more than 127`, {
      details: { function: name },
    });
  }
}

/** Only values that are no scalars are large, or aligned to more than the stack is. */
function assertOnStack(request: PlanRequest, signature: CallSignature): void {
  const convention = conventionOf(request.backend.target);
  if (convention === undefined || signature.parameters.every((value) => typeof value === "string")) return;
  assertStackRoom(takerOf(request.name), "arguments", frameByteLengthOf(signature, convention));
  assertAligned(request, findOveralignedArgument(signature, convention));
}

/** Where there are vectors, machine code of Koine's own passes them. */
function assertVectors(request: PlanRequest, { parameters, result }: CallSignature): void {
  if (request.backend.capabilities.vectors) return;
  const index = [...parameters, result].findIndex(hasVector);
  if (index < 0) return;
  const isResult = index === parameters.length;
  const type = request.type.parameters[index] ?? request.type.result;
  const label = isResult ? `${request.name}(): the result` : parameterLabel(request, index);
  throw unsupportedVector(type, label, { function: request.name });
}

function takerOf(name: string): ValueTaker {
  return { label: `${name}()`, function: name };
}

function assertAligned(request: PlanRequest, index: number | undefined): void {
  const type = index === undefined ? undefined : request.type.parameters[index];
  if (index === undefined || type === undefined || request.backend.capabilities.overalignedArguments) return;
  const { alignment } = layoutOf(type, request.backend.target);
  const label = parameterLabel(request, index);
  throw new FfiError(
    "FFI_UNSUPPORTED",
    `${label}: ${typeName(type)} is aligned to ${alignment} bytes, and libffi aligns the stack to 16`,
    {
      hint: "pass a pointer to the value instead",
      details: { function: request.name, parameter: index, capability: "overalignedArguments" },
    },
  );
}

function parameterLabel({ name, type }: PlanRequest, index: number): string {
  const parameterName = type.parameterNames[index];
  return `${name}(): argument ${index + 1}${parameterName === undefined ? "" : ` "${parameterName}"`}`;
}

/** Plans all parameters; what is counted by `c.sizedBy` is filled in. */
function planParameters(request: PlanRequest, variables: readonly string[], pointers: PointerSources): ParameterPart[] {
  const { type, backend, fixedParameterCount } = request;
  const { target } = backend;
  const scratch = new CallScratch(backend, type.parameters.length);
  const counts = findCounts(type);
  return type.parameters.map((parameter, index) => {
    const position = { index, variable: variables[index] as string, type: parameter, target, scratch };
    const label = (): string => parameterLabel(request, index);
    const context = { backend, label, isRelease: request.isRelease === true, pointers };
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
function pointerSources({ name, type, findRelease }: PlanRequest, variables: readonly string[]): PointerSources {
  const variableOf = (parameter: string): string | undefined => {
    const index = type.parameterNames.indexOf(parameter);
    const kind = index < 0 ? undefined : type.parameters[index]?.kind;
    return kind === undefined || kind === "out" ? undefined : variables[index];
  };
  return (place, prefix) => ({ place, prefix, label: `${name}(): ${prefix}`, findRelease, variableOf });
}
