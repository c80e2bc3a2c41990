/**
 * The slots of a result: what a C function returns and writes, what an async callback is given, and what an iterator
 * writes. Who frees any of it is decided in `plan/`.
 */
import type { ApiType } from "../model/index.ts";
import type { AbiParameter, AbiParameterRole } from "./abi-model.ts";
import { cScalar, cText, constPointerTo, cVoid, pointerTo } from "./c-type.ts";
import type { CPointerType, CType } from "./c-type.ts";
import { isObjectType, isValueType, lowerItem, lowerValue } from "./lower-value.ts";
import type { NativeTypes } from "./native-types.ts";

/** What a C function returns, and where it writes what does not fit into its return value. */
export interface LoweredResult {
  readonly result: CType;
  /** They stand after the parameters and before `out_err`. */
  readonly outputs: readonly AbiParameter[];
}

const size = cScalar("size_t");
const outLength: AbiParameter = { name: "out_len", type: pointerTo(size), role: "out-length" };

/**
 * Lowers the result of a function or a getter; `undefined` stands for none.
 *
 * @throws {Error} For an iterator or a stream: their C type belongs to the function, see `lower-function.ts`.
 */
export function lowerResult(type: ApiType | undefined, types: NativeTypes): LoweredResult {
  if (type === undefined) return { result: cVoid, outputs: [] };
  if (isObjectType(type)) return { result: pointerTo(types.named(type.id)), outputs: [] };
  switch (type.kind) {
    case "string":
      return { result: cText, outputs: [] };
    case "bytes":
      return { result: constPointerTo(cScalar("uint8_t")), outputs: [outLength] };
    case "optional":
      if (isValueType(type.item)) return { result: pointerTo(lowerValue(type.item, types)), outputs: [] };
      return lowerResult(type.item, types);
    case "list":
      return { result: pointerTo(lowerItem(type.item, types)), outputs: [outLength] };
    case "map":
      return {
        result: cVoid,
        outputs: [
          output("out_keys", "out-keys", pointerTo(lowerItem(type.key, types))),
          output("out_values", "out-values", pointerTo(lowerItem(type.value, types))),
          outLength,
        ],
      };
    case "array":
      return { result: cVoid, outputs: [output("out_value", "out-value", lowerValue(type.item, types))] };
    default:
      return { result: lowerValue(type, types), outputs: [] };
  }
}

function output(name: string, role: AbiParameterRole, type: CType): AbiParameter {
  return { name, type: pointerTo(type), role };
}

/**
 * Lowers what an async callback is given: `result` of a function, `item` of a stream. Buffers and boxed values are lent
 * and therefore `const`; objects are handed over.
 */
export function lowerDelivery(
  name: "result" | "item",
  type: ApiType | undefined,
  types: NativeTypes,
): readonly AbiParameter[] {
  if (type === undefined) return [];
  const slot = (native: CType, role: AbiParameterRole = "value", suffix = ""): AbiParameter => ({
    name: name + suffix,
    type: native,
    role,
  });
  const length = slot(size, "length", "_len");
  if (isObjectType(type)) return [slot(pointerTo(types.named(type.id)))];
  switch (type.kind) {
    case "string":
      return [slot(cText)];
    case "bytes":
      return [slot(constPointerTo(cScalar("uint8_t"))), length];
    case "optional":
      if (isValueType(type.item)) return [slot(constPointerTo(lowerValue(type.item, types)))];
      return lowerDelivery(name, type.item, types);
    case "list":
      return [slot(constPointerTo(lowerItem(type.item, types))), length];
    case "map":
      return [
        slot(constPointerTo(lowerItem(type.key, types)), "keys", "_keys"),
        slot(constPointerTo(lowerItem(type.value, types)), "values", "_values"),
        length,
      ];
    case "array":
      return [slot(constPointerTo(lowerValue(type.item, types)))];
    default:
      return [slot(lowerValue(type, types))];
  }
}

/** Lowers where an iterator writes its next item; bytes have their length beside them. */
export function lowerIteratorItem(type: ApiType, types: NativeTypes): readonly AbiParameter[] {
  const place = (native: CType | CPointerType): AbiParameter => output("out_item", "out-item", native);
  if (type.kind === "bytes") return [place(constPointerTo(cScalar("uint8_t"))), outLength];
  return [place(lowerItem(type, types))];
}
