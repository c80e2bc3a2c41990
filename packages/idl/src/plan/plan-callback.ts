/** Plans a function that the consumer writes and the producer calls. What it is given is lent until it returns. */
import { eventParts } from "../abi/symbol-names.ts";
import type { ApiCallback } from "../model/index.ts";
import { planReceived } from "./plan-call.ts";
import type { PlanContext } from "./plan-context.ts";
import { requireType } from "./plan-context.ts";
import type { CallbackPlan } from "./plan-model.ts";
import { planTransferOut } from "./plan-transfer-out.ts";
import { findSlotsOf } from "./slots.ts";

/** Plans a callback type. */
export function planCallback(context: PlanContext, declaration: ApiCallback): CallbackPlan {
  const { abi, names, module, types } = context;
  const native = requireType(types, names.inModule(module, eventParts.callback(declaration.name)), "function-pointer");
  return {
    declaration,
    native,
    parameters: declaration.parameters.map((parameter) => {
      const slots = findSlotsOf(native.parameters, parameter.name);
      return {
        declaration: parameter,
        transfer: planReceived(context, parameter.type, slots, "callback-parameter"),
        slots,
      };
    }),
    result: planTransferOut(declaration.result, { main: native.result, situation: "callback-parameter", abi }),
  };
}
