/** What the steps of lowering know about their surroundings, and the pieces of signatures that several of them need. */
import type { ApiDeclaration, ApiField, ApiModule, ApiParameter } from "../model/index.ts";
import type { AbiFunction, AbiParameter, AbiRole, AbiType } from "./abi-model.ts";
import { cVoid, constPointerTo, pointerTo } from "./c-type.ts";
import type { CNamedType, CType } from "./c-type.ts";
import { lowerParameter } from "./lower-parameter.ts";
import type { NativeTypes } from "./native-types.ts";
import type { SymbolNames } from "./symbol-names.ts";

/** The surroundings of one module. */
export interface AbiScope {
  readonly module: ApiModule;
  readonly names: SymbolNames;
  readonly types: NativeTypes;
}

/** What one declaration adds to its module. */
export interface Lowered {
  readonly types: readonly AbiType[];
  readonly functions: readonly AbiFunction[];
}

/** An object as the first parameter of a function that reads it. */
export function constSelf(native: CNamedType, name: string = "self"): AbiParameter {
  return { name, type: constPointerTo(native), role: "self" };
}

/** An object as the first parameter of a function that changes or frees it. */
export function mutableSelf(native: CNamedType, name: string = "self"): AbiParameter {
  return { name, type: pointerTo(native), role: "self" };
}

/** `{prefix}_error* out_err`. */
export function outError(types: NativeTypes): AbiParameter {
  return { name: "out_err", type: pointerTo(types.error), role: "out-error" };
}

/** The slots of all parameters or fields, in their order. */
export function lowerParameters(
  parameters: readonly (ApiParameter | ApiField)[],
  types: NativeTypes,
): readonly AbiParameter[] {
  return parameters.flatMap((parameter) => lowerParameter(parameter, types));
}

/** Makes the function that frees an object or a helper of it. */
export function destroyFunction(
  symbol: string,
  { role, owner, self }: { readonly role: AbiRole; readonly owner: ApiDeclaration; readonly self: AbiParameter },
): AbiFunction {
  return { symbol, role, owner, parameters: [self], result: cVoid };
}

/** Makes a function that reads one field. */
export function getterFunction(
  symbol: string,
  getter: {
    readonly role: AbiRole;
    readonly owner: ApiField;
    readonly self: AbiParameter;
    readonly lowered: { readonly result: CType; readonly outputs: readonly AbiParameter[] };
  },
): AbiFunction {
  const { role, owner, self, lowered } = getter;
  return { symbol, role, owner, parameters: [self, ...lowered.outputs], result: lowered.result };
}
