/** Walks over the parts of a type. */
import type { SpecType } from "./type-model.ts";

/** Where a type stands: a `value` must be complete there, a `pointee` only needs a name. */
export type TypePosition = "value" | "pointee";

/** Calls `visitor` for the type and every type inside it, outer ones first. */
export function visitType(
  type: SpecType,
  visitor: (type: SpecType, position: TypePosition) => void,
  position: TypePosition = "value",
): void {
  visitor(type, position);
  switch (type.kind) {
    case "pointer":
      visitType(type.target, visitor, "pointee");
      return;
    case "array":
    case "vector":
      // Elements are complete, even of an array that is only pointed to (C17 6.7.6.2p1).
      visitType(type.element, visitor, "value");
      return;
    case "function":
      // Parameters of a function that is only pointed to need not be complete either (C17 6.7.6.3p12).
      for (const parameter of type.parameters) visitType(parameter, visitor, position);
      visitType(type.result, visitor, position);
      return;
    case "void":
    case "bool":
    case "integer":
    case "float":
    case "complex":
    case "va-list":
    case "reference":
    case "unsupported":
      return;
    default:
      return type satisfies never;
  }
}
