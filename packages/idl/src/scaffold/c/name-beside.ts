/** Names of local variables in functions of the glue in C. */
import type { AbiParameter } from "../../abi/abi-model.ts";

/** Gives the name, or one like it that no parameter has. */
export function nameBeside(parameters: readonly AbiParameter[], name: string): string {
  return parameters.some((one) => one.name === name) ? nameBeside(parameters, `${name}_`) : name;
}
