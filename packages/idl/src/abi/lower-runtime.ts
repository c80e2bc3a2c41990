/** What every header declares whatever the document says: errors, freeing, cancel tokens, the contract. */
import type { AbiFunction, AbiParameter, AbiRuntime } from "./abi-model.ts";
import { cScalar, cText, constPointerTo, cVoid, pointerTo } from "./c-type.ts";
import type { CType } from "./c-type.ts";
import type { NativeTypes } from "./native-types.ts";
import type { SymbolNames } from "./symbol-names.ts";

/** Lowers the runtime of a document with this prefix. */
export function lowerRuntime({ runtime }: SymbolNames, types: NativeTypes): AbiRuntime {
  const { cancelToken, contractEntry, error, handle } = types;
  const define = (name: string, parameters: readonly AbiParameter[], result: CType): AbiFunction => ({
    symbol: runtime(name),
    role: "runtime",
    parameters,
    result,
  });
  const value = (name: string, type: CType): AbiParameter => ({ name, type, role: "value" });
  const length: AbiParameter = { name: "len", type: cScalar("size_t"), role: "length" };
  const token = value("token", pointerTo(cancelToken));
  const outLength: AbiParameter = { name: "out_len", type: pointerTo(cScalar("size_t")), role: "out-length" };
  return {
    handle,
    error,
    cancelToken,
    contractEntry,
    errorClear: define("error_clear", [value("err", pointerTo(error))], cVoid),
    freeString: define("free_string", [value("ptr", cText)], cVoid),
    freeBytes: define("free_bytes", [value("ptr", pointerTo(cScalar("uint8_t"))), length], cVoid),
    cancelTokenCreate: define("cancel_token_create", [], pointerTo(cancelToken)),
    cancelTokenCancel: define("cancel_token_cancel", [token], cVoid),
    cancelTokenIsCancelled: define(
      "cancel_token_is_cancelled",
      [value("token", constPointerTo(cancelToken))],
      cScalar("bool"),
    ),
    cancelTokenDestroy: define("cancel_token_destroy", [token], cVoid),
    contract: define("contract", [outLength], constPointerTo(contractEntry)),
  };
}

/** The functions of a runtime, in the order of the header. */
export function runtimeFunctions(runtime: AbiRuntime): readonly AbiFunction[] {
  return [
    runtime.errorClear,
    runtime.freeString,
    runtime.freeBytes,
    runtime.cancelTokenCreate,
    runtime.cancelTokenCancel,
    runtime.cancelTokenIsCancelled,
    runtime.cancelTokenDestroy,
    runtime.contract,
  ];
}
