/** Mapped types: a C type whose values a program translates to its own and back. */
import { describeValue, FfiError } from "@koine/diagnostics";
import type { Infer } from "../../infer/infer.ts";
import type { InferArgument } from "../../infer/infer-argument.ts";
import { resolveAlias } from "../../layout/resolve-alias.ts";
import type { CType, MappedType, Translator } from "../../model.ts";
import { notAllowed } from "../check/assert-allowed.ts";
import { assertCType, assertOptions } from "../check/assert-input.ts";

/**
 * Makes a type with the layout of `base` and values of the program's own.
 *
 * @param translator `toNative` gives what C gets, of the kind that `base` accepts; `fromNative` gets what `base` gives.
 * `free` is called with the result of `toNative` after the call that it was made for, also when that call throws; not for
 * what is written to memory, which lives on.
 * @throws {FfiError} `FFI_DECLARATION_TYPE` if there are no values of `base`; `FFI_ARGUMENT_TYPE`.
 * @example
 * ```ts
 * import { types as c } from "@koine/ctypes";
 *
 * const Seconds = c.mapped(c.i64, {
 *   toNative: (date: Date) => BigInt(Math.floor(date.getTime() / 1000)),
 *   fromNative: (seconds) => new Date(Number(seconds) * 1000),
 * });
 * ```
 */
export function mapped<TBase extends CType, TValue, TArgument = TValue>(
  base: TBase,
  translator: Translator<Infer<TBase>, InferArgument<TBase>, TValue, TArgument>,
): MappedType<TBase, TValue, TArgument> {
  assertCType(base, "mapped(): base");
  const { kind } = resolveAlias(base);
  if (unmappable.has(kind)) throw notAllowed(base, "mapped(): base", "map a type that has values of its own");
  assertOptions(translator, ["toNative", "fromNative", "free"], "mapped()");
  const { toNative, fromNative, free } = translator;
  assertFunction(toNative, "toNative");
  assertFunction(fromNative, "fromNative");
  if (free !== undefined) assertFunction(free, "free");
  // What these are called with is checked against the base first.
  return Object.freeze({
    kind: "mapped",
    base,
    toNative,
    fromNative,
    ...(free === undefined ? {} : { free }),
  }) as never;
}

const unmappable: ReadonlySet<CType["kind"]> = new Set(["void", "opaque", "function", "out", "inout", "sized-by"]);

function assertFunction(value: unknown, name: string): void {
  if (typeof value === "function") return;
  throw new FfiError("FFI_ARGUMENT_TYPE", `mapped(): "${name}" must be a function, got ${describeValue(value)}`, {
    hint: "pass { toNative, fromNative } and, if something must be freed, free",
    details: { option: name },
  });
}
