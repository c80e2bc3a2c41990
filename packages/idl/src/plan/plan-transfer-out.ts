/**
 * Plans how a value comes from the producer, and what becomes of its memory. Three situations: a result that the consumer
 * owns, the result of an async call (buffers lent, objects adopted), and a parameter of a callback (all lent).
 */
import type { Abi } from "../abi/abi-model.ts";
import type { CType } from "../abi/c-type.ts";
import type { ApiType, OptionalType } from "../model/index.ts";
import { isBoxed } from "./plan-transfer-in.ts";
import { pointee, requireDestroy, requireNamed } from "./slots.ts";
import type { OutItem, OutObject, OutValue, Release, TransferOut } from "./transfer.ts";

/** Who owns what arrives. */
export type Situation = "result" | "async-result" | "callback-parameter";

/** Where a value arrives. */
export interface Arrival {
  /** The C type of the value as if it were returned: `const char*`, `int32_t`, `T**`. */
  readonly main: CType;
  /** The types of a map's arrays, as if returned. */
  readonly keys?: CType | undefined;
  readonly values?: CType | undefined;
  readonly situation: Situation;
  readonly abi: Abi;
}

/** Plans the transfer of a result, a getter, an item or a parameter of a callback. */
export function planTransferOut(type: ApiType | undefined, arrival: Arrival): TransferOut {
  if (type === undefined) return { kind: "void" };
  switch (type.kind) {
    case "optional":
      return planOptional(type, arrival);
    case "bytes":
      return { kind: "bytes", isNullable: false, release: freeBytes(arrival, { kind: "scalar", name: "uint8_t" }) };
    case "list":
      return planList(type.item, arrival);
    case "map":
      return planMap(type.key, type.value, arrival);
    case "array":
      return { kind: "array", item: planValue(type.item, pointee(arrival.main)), length: type.length };
    case "iterator":
    case "stream":
    case "callback":
      throw new Error(`a ${type.kind} is no value`);
    default:
      return planItem(type, arrival.main, arrival);
  }
}

function planOptional(type: OptionalType, arrival: Arrival): TransferOut {
  const { item } = type;
  if (isBoxed(item)) {
    const native = pointee(arrival.main);
    return { kind: "boxed", type: item, native, release: freeBytes(arrival, native) };
  }
  const transfer = planTransferOut(item, arrival);
  if ("isNullable" in transfer) return { ...transfer, isNullable: true };
  throw new Error(`an optional ${item.kind} cannot come back`);
}

function planList(itemType: ApiType, arrival: Arrival): TransferOut {
  const native = pointee(arrival.main);
  return {
    kind: "list",
    item: planItem(itemType, native, arrival),
    isNullable: false,
    release: freeBytes(arrival, native),
  };
}

function planMap(keyType: ApiType, valueType: ApiType, arrival: Arrival): TransferOut {
  if (arrival.keys === undefined || arrival.values === undefined) throw new Error("a map comes in two arrays");
  const key = pointee(arrival.keys);
  const value = pointee(arrival.values);
  return {
    kind: "map",
    key: planItem(keyType, key, arrival),
    value: planItem(valueType, value, arrival),
    isNullable: false,
    releaseKeys: freeBytes(arrival, key),
    releaseValues: freeBytes(arrival, value),
  };
}

function planItem(type: ApiType, native: CType, arrival: Arrival): OutItem {
  switch (type.kind) {
    case "string":
      return { kind: "string", isNullable: false, release: freeString(arrival) };
    case "record":
    case "rich-enum":
    case "interface":
    case "typed-handle":
      return planObject(type, native, arrival);
    case "optional": {
      const item = planItem(type.item, native, arrival);
      if (item.kind === "value") throw new Error("a list has no optional values");
      return { ...item, isNullable: true };
    }
    default:
      return planValue(type, native);
  }
}

function planObject(type: OutObject["type"], native: CType, { situation, abi }: Arrival): OutObject {
  const named = requireNamed(native);
  const base = { kind: "object", type, native: named, isNullable: false } as const;
  if (type.kind === "typed-handle") return { ...base, ownership: "unowned" };
  if (situation === "callback-parameter") return { ...base, ownership: "lent" };
  return { ...base, ownership: "adopted", destroy: requireDestroy(abi, named.symbol) };
}

function planValue(type: ApiType, native: CType): OutValue {
  if (!isBoxed(type)) throw new Error(`a ${type.kind} does not cross by value`);
  return { kind: "value", type, native };
}

function freeString({ situation, abi }: Arrival): Release {
  return situation === "result" ? { kind: "free-string", free: abi.runtime.freeString } : { kind: "none" };
}

function freeBytes({ situation, abi }: Arrival, elementType: CType): Release {
  return situation === "result" ? { kind: "free-bytes", free: abi.runtime.freeBytes, elementType } : { kind: "none" };
}
