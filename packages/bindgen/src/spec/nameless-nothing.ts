/**
 * Structs and unions that have neither a name nor members, such as those that Linux puts before arrays of unknown length
 * (`__DECLARE_FLEX_ARRAY`). They have no values, and nobody can name them: they are in the spec, but nothing of a module.
 */
import { declarationKey, referenceKey } from "./declaration-key.ts";
import type { SpecDeclaration } from "./model.ts";
import { isRecord, typesOf } from "./spec-index.ts";
import type { SpecType } from "./type-model.ts";
import { visitType } from "./visit-type.ts";

/** Gives the declarations that a module exports, or tells of; the same list where that is all of them. */
export function withoutNamelessNothing(declarations: readonly SpecDeclaration[]): readonly SpecDeclaration[] {
  if (!declarations.some(isNamelessNothing)) return declarations;
  const mentioned = new Set<string>();
  for (const declaration of declarations) {
    for (const type of typesOf(declaration)) {
      // Members that consist of nothing are left out.
      if (isRecord(declaration) && elementOf(type).kind === "reference") continue;
      visitType(type, (inner) => {
        if (inner.kind === "reference") mentioned.add(referenceKey(inner));
      });
    }
  }
  return declarations.filter((item) => !isNamelessNothing(item) || mentioned.has(declarationKey(item)));
}

function isNamelessNothing(declaration: SpecDeclaration): boolean {
  if (!isRecord(declaration) || declaration.byteLength > 0 || !declaration.name.includes(".")) return false;
  return declaration.members.every(({ name }) => name === null);
}

function elementOf(type: SpecType): SpecType {
  return type.kind === "array" ? elementOf(type.element) : type;
}
