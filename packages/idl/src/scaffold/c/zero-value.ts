/** What the scaffold in C gives where there is no result. */
import type { CType } from "../../abi/c-type.ts";

/** An expression that stands for a value that nobody reads. */
export function zeroOf(type: CType): string {
  switch (type.kind) {
    case "pointer":
      return "NULL";
    case "scalar":
      return type.name === "bool" ? "false" : "0";
    case "named":
      if (type.declares === "struct") return `(${type.symbol}){0}`;
      return type.declares === "enum" ? `(${type.symbol})0` : "0";
    default:
      throw new Error(`nothing stands for a ${type.kind}`);
  }
}
