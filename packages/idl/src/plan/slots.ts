/**
 * Picking slots out of C signatures: which parameters carry a value, and what a pointer slot points to. What the slots are was
 * decided in `abi/`; a slot that is not there is a fault of the two stages, never of the document.
 */
import type { Abi, AbiFunction, AbiParameter, AbiParameterRole } from "../abi/abi-model.ts";
import type { CNamedType, CType } from "../abi/c-type.ts";

/** The slots of one declared parameter or field. */
export function findSlotsOf(parameters: readonly AbiParameter[], name: string): readonly AbiParameter[] {
  return parameters.filter((slot) => slot.of === name && carriesInput(slot.role));
}

/** The slot with this role. */
export function requireSlot(slots: readonly AbiParameter[], ...roles: readonly AbiParameterRole[]): AbiParameter {
  const slot = slots.find(({ role }) => roles.includes(role));
  if (slot === undefined)
    throw new Error(`no slot is ${roles.join(" or ")} among ${slots.map(({ name }) => name).join(", ")}`);
  return slot;
}

/** What a pointer points to. */
export function pointee(type: CType): CType {
  if (type.kind !== "pointer") throw new Error(`a ${type.kind} is no pointer`);
  return type.to;
}

/** The declared type at the end of a chain of pointers. */
export function requireNamed(type: CType): CNamedType {
  if (type.kind === "pointer") return requireNamed(type.to);
  if (type.kind !== "named") throw new Error(`a ${type.kind} has no name`);
  return type;
}

/** Finds a function of the ABI by its symbol. */
export function requireFunction(functions: ReadonlyMap<string, AbiFunction>, symbol: string): AbiFunction {
  const found = functions.get(symbol);
  if (found === undefined) throw new Error(`the ABI has no function ${symbol}`);
  return found;
}

/** Finds what destroys an object of this document, or of one that it imports. */
export function requireDestroy(abi: Abi, symbol: string): AbiFunction {
  return findFunction(abi, `${symbol}_destroy`) ?? requireFunction(abi.functions, `${symbol}_destroy`);
}

function findFunction(abi: Abi, symbol: string): AbiFunction | undefined {
  const found = abi.functions.get(symbol);
  if (found !== undefined) return found;
  for (const imported of abi.imports) {
    const inside = findFunction(imported, symbol);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

const inputRoles: ReadonlySet<AbiParameterRole> = new Set(["value", "length", "keys", "values", "callback", "context"]);

function carriesInput(role: AbiParameterRole): boolean {
  return inputRoles.has(role);
}
