/** Which types have a descriptor. Whether the engine can also pass them is for `passes/mark-unsupported.ts` to say. */
import type { SpecIndex } from "../spec/spec-index.ts";
import type { SpecType } from "../spec/type-model.ts";
import { describeVector, nameVector } from "./describe-vector.ts";
import { isOpenEnded } from "./open-ended.ts";
import { complexConstructors, isDescribedFloat, isDescribedInteger } from "./basic-descriptors.ts";

/** Tells whether a type has a descriptor. */
export function isDescribable(type: SpecType, index: SpecIndex): boolean {
  return describeObstacle(type, index) === undefined;
}

/** Names what keeps a type from having a descriptor; `undefined` when it has one. */
export function describeObstacle(type: SpecType, index: SpecIndex): string | undefined {
  switch (type.kind) {
    case "void":
    case "bool":
      return undefined;
    case "integer":
      return isDescribedInteger(type.name) ? undefined : type.name;
    case "float":
      return isDescribedFloat(type.name) ? undefined : type.name;
    case "complex":
      return complexConstructors.has(type.component) ? undefined : `complex ${type.component}`;
    case "va-list":
      return "va_list";
    case "vector":
      return describeVector(type, index) === undefined ? nameVector(type, index) : undefined;
    case "unsupported":
      return type.text;
    case "pointer":
      // Whatever it points to, it is an address.
      return undefined;
    case "array":
      if (isOpenEnded(type.element, index)) return "an array of structs without a fixed size";
      // Only annotations take away what elements consist of.
      if (isOpaque(type.element, index)) return "an array of what has no size";
      return describeObstacle(type.element, index);
    case "function":
      return describeFunctionObstacle(type, index);
    case "reference":
      return describeReferenceObstacle(type, index);
    default:
      return type satisfies never;
  }
}

function isOpaque(type: SpecType, index: SpecIndex): boolean {
  const resolved = index.resolve(type);
  return resolved.kind === "reference" && index.find(resolved)?.kind === "opaque";
}

function describeFunctionObstacle(
  type: Extract<SpecType, { readonly kind: "function" }>,
  index: SpecIndex,
): string | undefined {
  if (!type.hasPrototype) return "a function without a prototype";
  if (type.convention !== null) return `the calling convention ${type.convention}`;
  for (const part of [type.result, ...type.parameters]) {
    const obstacle = describeObstacle(part, index);
    if (obstacle !== undefined) return obstacle;
  }
  return undefined;
}

function describeReferenceObstacle(
  type: Extract<SpecType, { readonly kind: "reference" }>,
  index: SpecIndex,
): string | undefined {
  const declaration = index.find(type);
  if (declaration === undefined) return `the undeclared type ${type.name}`;
  switch (declaration.kind) {
    case "typedef":
      return describeObstacle(declaration.type, index);
    case "struct":
    case "union":
    case "enum":
      return declaration.unsupported === undefined
        ? undefined
        : `${declaration.kind} ${declaration.name}, which is not available`;
    case "opaque":
      return undefined;
    default:
      return declaration satisfies never;
  }
}
