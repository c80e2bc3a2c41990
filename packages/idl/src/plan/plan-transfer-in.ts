/** Plans how a parameter goes from the consumer to the producer. Everything is borrowed for the call. */
import type { AbiParameter } from "../abi/abi-model.ts";
import type { CType } from "../abi/c-type.ts";
import type { ApiType, FixedArrayType, NamedType, OptionalType } from "../model/index.ts";
import { pointee, requireNamed, requireSlot } from "./slots.ts";
import type { InItem, InObject, InValue, TransferIn } from "./transfer.ts";

/**
 * Plans the transfer of a parameter or a field.
 *
 * @param slots The C parameters that carry it, in their order.
 */
export function planTransferIn(type: ApiType, slots: readonly AbiParameter[]): TransferIn {
  switch (type.kind) {
    case "optional":
      return planOptional(type, slots);
    case "list":
      return { kind: "list", item: planItem(type.item, pointee(requireSlot(slots, "value").type)), isNullable: false };
    case "map":
      return {
        kind: "map",
        key: planItem(type.key, pointee(requireSlot(slots, "keys").type)),
        value: planItem(type.value, pointee(requireSlot(slots, "values").type)),
        isNullable: false,
      };
    case "array":
      return planArray(type, requireSlot(slots, "value").type);
    case "bytes":
      return { kind: "bytes", isNullable: false };
    case "callback":
      return { kind: "callback", type, native: requireNamed(requireSlot(slots, "callback").type) };
    case "iterator":
    case "stream":
      throw new Error(`a parameter cannot be a ${type.kind}`);
    default:
      return planItem(type, requireSlot(slots, "value").type);
  }
}

function planOptional(type: OptionalType, slots: readonly AbiParameter[]): TransferIn {
  const { item } = type;
  if (isBoxed(item)) return { kind: "boxed", type: item, native: pointee(requireSlot(slots, "value").type) };
  const transfer = planTransferIn(item, slots);
  if ("isNullable" in transfer) return { ...transfer, isNullable: true };
  throw new Error(`an optional ${item.kind} cannot be a parameter`);
}

function planArray(type: FixedArrayType, native: CType): TransferIn {
  return { kind: "array", item: planValue(type.item, pointee(native)), length: type.length };
}

/** Plans what stands in a slot, or in the array of a list or a map. */
function planItem(type: ApiType, native: CType): InItem {
  switch (type.kind) {
    case "string":
      return { kind: "string", isNullable: false };
    case "record":
    case "rich-enum":
    case "interface":
    case "typed-handle":
      return planObject(type, native);
    case "optional": {
      const item = planItem(type.item, native);
      if (item.kind === "value") throw new Error("a list has no optional values");
      return { ...item, isNullable: true };
    }
    default:
      return planValue(type, native);
  }
}

function planObject(type: InObject["type"], native: CType): InObject {
  return { kind: "object", type, native: requireNamed(native), isNullable: false };
}

function planValue(type: ApiType, native: CType): InValue {
  if (!isBoxed(type)) throw new Error(`a ${type.kind} does not cross by value`);
  return { kind: "value", type, native };
}

/** Tells whether the type crosses by value, so that an optional one is boxed. */
export function isBoxed(type: ApiType): boolean {
  const named: readonly NamedType["kind"][] = ["enum", "flags", "struct"];
  return type.kind === "scalar" || type.kind === "handle" || (named as readonly string[]).includes(type.kind);
}
