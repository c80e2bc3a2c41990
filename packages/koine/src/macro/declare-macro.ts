/**
 * Function-like macros of C as functions. Generated modules state the parameters and a formula; what may be passed, and the
 * errors for everything else, are here.
 */
import { integerShape, isCType, isWideInteger, resolveAlias } from "@koine/ctypes";
import type { BoolType, CType, FloatType, IntegerType, StringType } from "@koine/ctypes";
import { describeValue, FfiError } from "@koine/diagnostics";
import { currentBackend } from "../backend/select.ts";

/** What a macro takes a parameter for: a number of a C type, a string, or a type. */
export type MacroParameterType = BoolType | IntegerType | FloatType | StringType | "type";

/** The parameters of a macro by name. */
export type MacroParameters = Readonly<Record<string, MacroParameterType>>;

/** Arguments as a caller may pass them: bigints may be safe integers. */
export type MacroArguments<TValues extends readonly unknown[]> = {
  [TIndex in keyof TValues]: TValues[TIndex] extends bigint ? bigint | number : TValues[TIndex];
};

/**
 * Declares a macro. An integer argument is converted to the type of its parameter as C does: any value of 32 bits, signed or
 * not, for types of up to 32 bits, and any value of 64 bits for the others.
 *
 * @param name Name of the macro, for errors.
 * @param parameters What each parameter is, in order; or what gives that at the first call.
 * @param formula Calculates the value of the macro, of arguments that have the types of the parameters.
 * @returns A function that throws `FFI_ARGUMENT_COUNT`, `FFI_ARGUMENT_TYPE` or `FFI_ARGUMENT_RANGE` for wrong arguments, and the
 *   last also where the macro divides by zero.
 * @see C17 6.3.1.3 (conversions of integers)
 * @example
 * ```ts
 * import { c, declareMacro } from "koine";
 *
 * const MAKE_WORD = declareMacro("MAKE_WORD", { low: c.u8, high: c.u8 }, (low: number, high: number) => low | (high << 8));
 * MAKE_WORD(0x34, 0x12); // → 4660
 * ```
 */
export function declareMacro<TValues extends readonly unknown[], TResult>(
  name: string,
  parameters: MacroParameters | (() => MacroParameters),
  formula: (...values: TValues) => TResult,
): (...values: MacroArguments<TValues>) => TResult {
  assertMacro(name, parameters, formula);
  let list = typeof parameters === "function" ? undefined : Object.entries(parameters);
  const { [name]: call } = {
    [name]: (...values: readonly unknown[]): TResult => {
      const entries = (list ??= Object.entries((parameters as () => MacroParameters)()));
      if (values.length !== entries.length) {
        throw wrongCount(
          name,
          entries.map(([key]) => key),
          values.length,
        );
      }
      const converted = values.map((value, index) => {
        const [parameter = "", type = "type"] = entries[index] ?? [];
        return convertArgument(value, type, `${name}(): argument ${index + 1} "${parameter}"`);
      });
      return calculate(name, () => formula(...(converted as unknown as TValues)));
    },
  };
  return call as (...values: MacroArguments<TValues>) => TResult;
}

function assertMacro(name: unknown, parameters: unknown, formula: unknown): void {
  const [expected, received] =
    typeof name !== "string"
      ? ["a name", name]
      : typeof parameters !== "function" && (typeof parameters !== "object" || parameters === null)
        ? ["parameters by name", parameters]
        : ["a function", formula];
  if (typeof name === "string" && expected === "a function" && typeof formula === "function") return;
  throw new FfiError("FFI_ARGUMENT_TYPE", `declareMacro(): expected ${expected}, got ${describeValue(received)}`, {
    hint: 'such as declareMacro("TWICE", { value: c.int }, (value) => 2 * value)',
    details: { expected, received },
  });
}

/** A bigint that is divided by zero is a RangeError (ECMA-262 6.1.6.2.5), and so is one that grows without bounds. */
function calculate<TResult>(name: string, formula: () => TResult): TResult {
  try {
    return formula();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new FfiError(
      "FFI_ARGUMENT_RANGE",
      `${name}(): the macro has no value for these arguments: ${error.message}`,
      {
        hint: "C does not define it either",
        cause: error,
        details: { function: name },
      },
    );
  }
}

function wrongCount(name: string, parameters: readonly string[], received: number): FfiError {
  const { length } = parameters;
  return new FfiError(
    "FFI_ARGUMENT_COUNT",
    `${name}(): expected ${length} ${length === 1 ? "argument" : "arguments"}, got ${received}`,
    {
      hint: length === 0 ? "call it without arguments" : `pass ${parameters.join(", ")}`,
      details: { function: name, expected: length, received },
    },
  );
}

function convertArgument(value: unknown, type: MacroParameterType, place: string): unknown {
  if (type === "type") {
    if (isCType(value)) return value;
    throw wrongType(value, "a type such as c.int", place);
  }
  const resolved = resolveAlias(type);
  switch (resolved.kind) {
    case "string":
      if (typeof value === "string") return value;
      throw wrongType(value, "a string", place);
    case "float":
      if (typeof value === "number") return resolved.name === "float" ? Math.fround(value) : value;
      throw wrongType(value, "a number", place);
    case "bool":
      if (typeof value === "boolean") return Number(value);
      throw wrongType(value, "true or false", place);
    case "integer":
      return isWideInteger(resolved.name) ? convertWide(value, resolved, place) : convertNarrow(value, resolved, place);
    default:
      throw new FfiError("FFI_UNSUPPORTED", `${place}: a macro cannot take ${(resolved satisfies CType).kind}`);
  }
}

function convertNarrow(value: unknown, { name }: IntegerType, place: string): number {
  const { byteLength, isSigned } = integerShape(name, currentBackend().target);
  if (typeof value !== "number") throw wrongType(value, "an integer", place);
  if (value !== (value | 0) && value !== value >>> 0) throw outOfRange(value, 32, place);
  if (byteLength === 4) return isSigned ? value | 0 : value >>> 0;
  const unused = 32 - byteLength * 8;
  return isSigned ? (value << unused) >> unused : (value << unused) >>> unused;
}

function convertWide(value: unknown, { name }: IntegerType, place: string): bigint {
  const { byteLength, isSigned } = integerShape(name, currentBackend().target);
  if (typeof value !== "bigint" && typeof value !== "number") throw wrongType(value, "a bigint or integer", place);
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw outOfRange(value, 64, place);
  const integer = BigInt(value);
  if (BigInt.asIntN(64, integer) !== integer && BigInt.asUintN(64, integer) !== integer) {
    throw outOfRange(value, 64, place);
  }
  return isSigned ? BigInt.asIntN(byteLength * 8, integer) : BigInt.asUintN(byteLength * 8, integer);
}

function wrongType(value: unknown, expected: string, place: string): FfiError {
  const isBigint = typeof value === "bigint" && expected === "an integer";
  return new FfiError("FFI_ARGUMENT_TYPE", `${place}: expected ${expected}, got ${describeValue(value)}`, {
    ...(isBigint ? { hint: "this parameter takes a number, without n" } : {}),
    details: { expected, received: value },
  });
}

function outOfRange(value: number | bigint, bits: number, place: string): FfiError {
  const expected = `an integer of ${bits} bits, signed or not`;
  return new FfiError("FFI_ARGUMENT_RANGE", `${place}: expected ${expected}, got ${describeValue(value)}`, {
    details: { expected, received: value },
  });
}
