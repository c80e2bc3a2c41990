/** Plans the items of an iterator or a stream: the object that gives them, the function that asks for the next, its end. */
import type { AbiParameter } from "../abi/abi-model.ts";
import { functionParts } from "../abi/symbol-names.ts";
import type { ApiFunction } from "../model/index.ts";
import type { PlanContext } from "./plan-context.ts";
import { requireType } from "./plan-context.ts";
import type { ItemsPlan } from "./plan-model.ts";
import { planTransferOut } from "./plan-transfer-out.ts";
import { pointee, requireFunction, requireNamed, requireSlot } from "./slots.ts";

/** Plans the items of a function that gives an iterator or a stream. */
export function planItems(
  context: PlanContext,
  declaration: ApiFunction,
  interfaceName: string | undefined,
): ItemsPlan {
  const { result } = declaration;
  if (result?.kind === "stream")
    return planStream(context, typeSymbol(context, declaration, interfaceName), result.item);
  if (result?.kind === "iterator") {
    return planIterator(context, typeSymbol(context, declaration, interfaceName), result.item);
  }
  throw new Error(`${declaration.id} gives no items`);
}

function planIterator({ abi }: PlanContext, type: string, itemType: ItemsPlan["itemType"]): ItemsPlan {
  const next = requireFunction(abi.functions, `${type}_${functionParts.next}`);
  const nextSlots = next.parameters.filter(({ role }) => role.startsWith("out-") && role !== "out-error");
  const main = pointee(requireSlot(nextSlots, "out-item").type);
  return {
    native: requireNamed(requireSlot(next.parameters, "self").type),
    item: planTransferOut(itemType, { main, situation: "result", abi }),
    itemType,
    next,
    nextSlots,
    destroy: requireFunction(abi.functions, `${type}_${functionParts.destroy}`),
  };
}

function planStream({ abi, types }: PlanContext, type: string, itemType: ItemsPlan["itemType"]): ItemsPlan {
  const next = requireFunction(abi.functions, `${type}_${functionParts.nextAsync}`);
  const nextCallback = requireType(types, `${type}_${functionParts.nextCallback}`, "function-pointer");
  const nextSlots = nextCallback.parameters.filter(isItemSlot);
  const main = requireSlot(nextSlots, "value").type;
  return {
    native: requireNamed(requireSlot(next.parameters, "self").type),
    item: planTransferOut(itemType, { main, situation: "async-result", abi }),
    itemType,
    next,
    nextSlots,
    nextCallback,
    destroy: requireFunction(abi.functions, `${type}_${functionParts.destroy}`),
  };
}

function isItemSlot({ role }: AbiParameter): boolean {
  return role === "value" || role === "length";
}

function typeSymbol(
  { names, module }: PlanContext,
  { name, result }: ApiFunction,
  interfaceName: string | undefined,
): string {
  const type = result?.kind === "stream" ? functionParts.stream(name) : functionParts.iterator(name);
  return interfaceName === undefined ? names.inModule(module, type) : names.inType(module, interfaceName, type);
}
