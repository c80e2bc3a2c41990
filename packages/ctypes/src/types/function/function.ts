/** Function types. Callbacks, which JavaScript supplies, are in `callback/callback.ts`. */
import { describeValue, FfiError } from "@koine/diagnostics";
import type {
  CallingConvention,
  CType,
  ErrnoMode,
  FunctionOptions,
  FunctionType,
  ParameterNames,
} from "../../model.ts";
import { assertParameter, assertResult } from "../check/assert-allowed.ts";
import { assertBoolean, assertName, assertOptions } from "../check/assert-input.ts";
import { checkErrno } from "./errno.ts";
import type { ErrnoOptions } from "./errno.ts";
import { checkParameterCounts } from "../sized-by/sized-by.ts";

/**
 * Makes a function type: what a symbol is, or what a function pointer points to.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE` if C does not allow a type at its place; `FFI_ARGUMENT_TYPE`.
 * @see C17 6.7.6.3
 */
export function fn<
  const TParameters extends readonly CType[],
  TResult extends CType,
  TIsVariadic extends boolean = false,
  const TNames extends ParameterNames = ParameterNames,
  const TErrno extends ErrnoMode | undefined = undefined,
  const TLastError extends ErrnoMode | undefined = undefined,
>(
  parameters: TParameters,
  result: TResult,
  options: FunctionOptions<TIsVariadic, TNames> & ErrnoOptions<NoInfer<TResult>, TErrno, TLastError> = {},
): FunctionType<TParameters, TResult, NoInfer<TIsVariadic>, NoInfer<TNames>, NoInfer<TErrno>, NoInfer<TLastError>> {
  if (!Array.isArray(parameters)) {
    throw new FfiError("FFI_ARGUMENT_TYPE", `fn(): parameters must be an array, got ${describeValue(parameters)}`, {
      hint: "the parameters come first, then the result: c.fn([c.int], c.int)",
    });
  }
  assertOptions(
    options,
    ["variadic", "parameterNames", "convention", "errno", "lastError", "isFailure", "stack"],
    "fn()",
  );
  assertBoolean(options.variadic, 'fn(): option "variadic"');
  const { convention = "c", stack } = options;
  assertConvention(convention);
  assertStack(stack);
  for (const [index, parameter] of parameters.entries()) assertParameter(parameter, `fn(): parameter ${index + 1}`);
  assertResult(result, "fn(): result");
  // The default of TNames is the default of the option, and a checked copy has the same type.
  const parameterNames = checkNames(options.parameterNames, parameters.length) as NoInfer<TNames>;
  checkParameterCounts({ parameters, parameterNames }, "fn()");
  checkErrno(options, result);
  return Object.freeze({
    kind: "function",
    // A copy has the same type.
    parameters: Object.freeze([...parameters]) as unknown as TParameters,
    result,
    parameterNames,
    // The default of TIsVariadic is the default of the option.
    isVariadic: (options.variadic ?? false) as NoInfer<TIsVariadic>,
    ...(convention === "c" ? {} : { convention }),
    ...(options.errno === undefined ? {} : { errno: options.errno }),
    ...(options.lastError === undefined ? {} : { lastError: options.lastError }),
    ...(options.isFailure === undefined ? {} : { isFailure: options.isFailure }),
    ...(stack === undefined ? {} : { stack }),
  });
}

/** Limits of stacks in bytes: what a handler of a signal needs, and what is certainly a mistake. */
const [smallestStack, largestStack] = [2 ** 14, 2 ** 30];

function assertStack(stack: unknown): void {
  if (stack === undefined || stack === "caller") return;
  const isSize = typeof stack === "number" && Number.isInteger(stack);
  if (isSize && stack >= smallestStack && stack <= largestStack) return;
  throw new FfiError(
    isSize ? "FFI_ARGUMENT_RANGE" : "FFI_ARGUMENT_TYPE",
    `fn(): option "stack" cannot be ${describeValue(stack)}`,
    {
      hint: `use "caller", or a number of bytes from ${smallestStack} to ${largestStack}`,
      details: { received: stack },
    },
  );
}

const conventions: readonly CallingConvention[] = [
  "c",
  "stdcall",
  "fastcall",
  "thiscall",
  "vectorcall",
  "ms_abi",
  "sysv_abi",
];

function assertConvention(convention: unknown): void {
  if (conventions.includes(convention as CallingConvention)) return;
  throw new FfiError("FFI_ARGUMENT_TYPE", `fn(): unknown calling convention ${describeValue(convention)}`, {
    hint: `use one of ${conventions.join(", ")}`,
    details: { convention },
  });
}

function checkNames(names: unknown, count: number): readonly (string | undefined)[] {
  if (names === undefined) return Object.freeze(Array.from({ length: count }, () => undefined));
  if (!isArray(names) || names.length !== count) {
    throw new FfiError("FFI_ARGUMENT_TYPE", `fn(): option "parameterNames" must be an array of ${count} names`, {
      hint: "give one name per parameter, undefined where there is none",
    });
  }
  const checked = names.map((name, index) => {
    if (name === undefined) return name;
    const place = `fn(): name of parameter ${index + 1}`;
    assertName(name, place);
    const first = names.indexOf(name);
    if (first !== index) throw duplicateName(place, name, first);
    return name;
  });
  return Object.freeze(checked);
}

function duplicateName(place: string, name: string, first: number): FfiError {
  return new FfiError("FFI_DECLARATION_TYPE", `${place}: "${name}" is the name of parameter ${first + 1} already`, {
    hint: "give each parameter a name of its own: errors, c.sizedBy and c.borrowedFrom go by it",
    details: { name, position: first + 1 },
  });
}

/** Like `Array.isArray`, without the `any` of its declaration. */
function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
