/** What every step of planning needs: the ABI, its names, and the module that is planned. */
import type { Abi, AbiFunction, AbiType } from "../abi/abi-model.ts";
import type { SymbolNames } from "../abi/symbol-names.ts";
import type { ApiModule } from "../model/index.ts";
import { requireFunction } from "./slots.ts";

/** The surroundings of planning one module. */
export interface PlanContext {
  readonly abi: Abi;
  readonly names: SymbolNames;
  readonly module: ApiModule;
  /** Every declared C type by its symbol. */
  readonly types: ReadonlyMap<string, AbiType>;
}

/** Finds a function of the module by its last words. */
export function moduleFunction({ abi, names, module }: PlanContext, name: string): AbiFunction {
  return requireFunction(abi.functions, names.inModule(module, name));
}

/** Finds a function of a type of the module. */
export function typeFunction({ abi, names, module }: PlanContext, type: string, part: string): AbiFunction {
  return requireFunction(abi.functions, names.inType(module, type, part));
}

/** Finds a declared C type and checks what it is. */
export function requireType<TKind extends AbiType["kind"]>(
  types: ReadonlyMap<string, AbiType>,
  symbol: string,
  kind: TKind,
): Extract<AbiType, { readonly kind: TKind }> {
  const type = types.get(symbol);
  if (type === undefined) throw new Error(`the ABI has no type ${symbol}`);
  if (!isKind(type, kind)) throw new Error(`${symbol} is no ${kind} but a ${type.kind}`);
  return type;
}

function isKind<TKind extends AbiType["kind"]>(
  type: AbiType,
  kind: TKind,
): type is Extract<AbiType, { readonly kind: TKind }> {
  return type.kind === kind;
}
