/** Callback types: JavaScript functions that C calls through a function pointer. */
import { describeValue, FfiError } from "@koine/diagnostics";
import type { InferArgument } from "../../infer/infer-argument.ts";
import { resolveAlias } from "../../layout/resolve-alias.ts";
import type { CallbackLifetime, CallbackThreads, CallbackType, CType } from "../../model.ts";
import { notAllowed } from "../check/assert-allowed.ts";
import { assertOptions } from "../check/assert-input.ts";
import { fn } from "../function/function.ts";

/** What a callback type has besides its parameters and result. */
export interface CallbackOptions<TResult extends CType = CType, TLifetime extends CallbackLifetime = CallbackLifetime> {
  /** How long native code may keep it; `"call"`, for the duration of one call, when absent. */
  readonly lifetime?: TLifetime;
  /** Which threads may call it: `"caller"`, the one that JavaScript runs on, when absent. */
  readonly threads?: CallbackThreads;
  /** What C receives when the JavaScript function throws; zero when absent. */
  readonly onThrow?: InferArgument<TResult>;
  /** One name per parameter, for messages and for `c.sizedBy`. */
  readonly parameterNames?: readonly (string | undefined)[];
  /** `"caller"` has functions that take it run on the caller's stack: for native code that inspects its stack. */
  readonly stack?: "caller";
}

const lifetimes: readonly CallbackLifetime[] = ["call", "once", "until", "static"];

/**
 * Makes a callback type.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE` if C does not allow a type at its place, for out-parameters, which only functions of C
 * have, and for bytes that nothing sizes; `FFI_ARGUMENT_TYPE`.
 */
export function callback<
  const TParameters extends readonly CType[],
  TResult extends CType,
  TLifetime extends CallbackLifetime = "call",
>(
  parameters: TParameters,
  result: TResult,
  options: CallbackOptions<TResult, TLifetime> = {},
): CallbackType<TParameters, TResult, NoInfer<TLifetime>> {
  assertOptions(options, ["lifetime", "threads", "onThrow", "parameterNames", "stack"], "callback()");
  const lifetime = options.lifetime ?? "call";
  if (!lifetimes.includes(lifetime)) {
    throw new FfiError("FFI_ARGUMENT_TYPE", `callback(): unknown lifetime ${describeValue(lifetime)}`, {
      hint: `use one of ${lifetimes.map((name) => `"${name}"`).join(", ")}`,
    });
  }
  const threads = options.threads ?? "caller";
  if (threads !== "caller" && threads !== "any") {
    throw new FfiError("FFI_ARGUMENT_TYPE", `callback(): unknown threads ${describeValue(threads)}`, {
      hint: 'use "caller" or "any"',
    });
  }
  const { parameterNames, stack } = options;
  if (stack !== undefined && stack !== "caller") {
    throw new FfiError("FFI_ARGUMENT_TYPE", `callback(): option "stack" cannot be ${describeValue(stack)}`, {
      hint: 'use "caller"; a size belongs to the function: c.fn([…], …, { stack: 1048576 })',
    });
  }
  const signature = fn(parameters, result, parameterNames === undefined ? {} : { parameterNames });
  for (const [index, parameter] of signature.parameters.entries()) {
    const { kind } = resolveAlias(parameter);
    if (kind === "out" || kind === "inout" || kind === "bytes") {
      const hint =
        kind === "bytes" ? "say how many: c.sizedBy(name, c.bytes)" : "C passes a pointer here: use c.pointer";
      throw notAllowed(parameter, `callback(): parameter ${index + 1}`, hint);
    }
  }
  return Object.freeze({
    kind: "callback",
    signature,
    // The default of TLifetime is the default of the option.
    lifetime: lifetime as NoInfer<TLifetime>,
    threads,
    onThrow: options.onThrow,
    ...(stack === undefined ? {} : { stack }),
  });
}
