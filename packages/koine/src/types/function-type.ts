/** Function types as users get them: descriptors that also call a function by its address. */
import { resolveAlias, typeName, types } from "@koine/ctypes";
import type {
  CType,
  ErrnoMode,
  ErrnoOptions,
  FunctionOptions,
  FunctionType,
  InferFunction,
  ParameterNames,
  Pointer,
} from "@koine/ctypes";
import { describeValue, FfiError } from "@koine/diagnostics";
import type { Address } from "../backend/contract.ts";
import { currentBackend } from "../backend/select.ts";
import { bindFunction } from "../function/bind-function.ts";
import type { BindRequest } from "../function/bind-function.ts";
import { neverClosed } from "../function/library-gate.ts";
import { arePointeesCompatible } from "../memory/pointee.ts";
import { findPointer } from "../memory/pointer-of.ts";
import { NativePointer } from "../memory/pointer.ts";
import { foreignRegion, gateOfRegion, useAfterFree } from "../memory/region.ts";
import type { Region } from "../memory/region.ts";

/** What function types do besides describing. */
export interface FunctionFacts<TFunction extends FunctionType> {
  /**
   * Gives the JavaScript function of a C function at an address: what C returned, what a struct holds, a callback's own.
   *
   * @param pointer A pointer to a function of such a type, or to `void`. Who owns the function must keep it loaded.
   * @param name What errors call it.
   * @throws {FfiError} `FFI_ARGUMENT_TYPE` for anything else, `FFI_USE_AFTER_FREE` for a pointer whose owner has ended,
   *   `FFI_UNSUPPORTED` for types that cannot be passed.
   * @example
   * ```ts
   * import { c, openLibrary } from "koine";
   *
   * const { symbols } = openLibrary(null, { abs: "int abs(int value)" });
   * const abs = c.fn([c.int], c.int).at(symbols.abs.pointer);
   * abs(-5); // → 5
   * ```
   */
  at(pointer: Pointer, name?: string): InferFunction<TFunction>;
}

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
): FunctionType<TParameters, TResult, NoInfer<TIsVariadic>, NoInfer<TNames>, NoInfer<TErrno>, NoInfer<TLastError>> &
  FunctionFacts<
    FunctionType<TParameters, TResult, NoInfer<TIsVariadic>, NoInfer<TNames>, NoInfer<TErrno>, NoInfer<TLastError>>
  > {
  const type = {
    ...types.fn<TParameters, TResult, TIsVariadic, TNames, TErrno, TLastError>(parameters, result, options),
  };
  // Not enumerable: what a type is remains plain data.
  Object.defineProperty(type, "at", { value: (pointer: unknown, name?: string) => bindPointer(type, pointer, name) });
  // The property was just defined.
  return Object.freeze(type) as typeof type & FunctionFacts<typeof type>;
}

function bindPointer(type: FunctionType, value: unknown, name: string | undefined): unknown {
  const pointer = findPointer(value) ?? value;
  const received = pointer instanceof NativePointer ? resolveAlias(pointer.type as CType) : undefined;
  if (received === undefined || (received.kind !== "void" && !arePointeesCompatible(type, received))) {
    const given = received === undefined ? describeValue(value) : `a Pointer to ${typeName(received)}`;
    throw new FfiError("FFI_ARGUMENT_TYPE", `at(): expected a Pointer to ${typeName(type)}, got ${given}`, {
      hint: "cast it if it really is a function of that type",
      details: { expected: typeName(type), received: value },
    });
  }
  const { address, region } = pointer as NativePointer;
  if (!region.isAlive) throw useAfterFree("at(): the function pointer", region);
  const label = name ?? `function_0x${address.toString(16)}`;
  return bindFunction({
    name: label,
    type,
    address: address as Address,
    library: "",
    ...(region === foreignRegion ? { gate: neverClosed } : endingOf(region, label)),
    backend: currentBackend(),
  });
}

/** What a library or a callback handed out ends with it. */
function endingOf(region: Region, label: string): Pick<BindRequest, "gate" | "ended"> {
  return { gate: gateOfRegion(region), ended: () => useAfterFree(`${label}(): the function`, region) };
}
