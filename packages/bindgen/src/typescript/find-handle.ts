/** Handles: types of which an annotation says how their pointers are released. */
import { referenceKey } from "../spec/declaration-key.ts";
import type { SpecReference, SpecType } from "../spec/type-model.ts";
import type { DescriptorScope } from "./render-descriptor.ts";

/** Gives the identifier of the handle that a pointer, or the name of a pointer, is; `undefined` for all others. */
export function findHandle(type: SpecType, scope: DescriptorScope): string | undefined {
  const key = handleKeyOf(type, scope);
  return key === undefined ? undefined : scope.names.exports.get(key);
}

/** Gives the key of the declaration that an annotation makes a handle of such pointers. */
export function handleKeyOf(type: SpecType, scope: HandleScope): string | undefined {
  const { index, annotations } = scope;
  if (annotations.size === 0) return undefined;
  if (type.kind === "pointer") {
    // A pointer to the name of a pointer is where C writes a handle, or an array of them.
    const isAddress = type.target.kind === "reference" && index.resolve(type.target).kind !== "pointer";
    return isAddress && type.target.kind === "reference" ? handleKey(type.target, scope) : undefined;
  }
  if (type.kind !== "reference" || index.resolve(type).kind !== "pointer") return undefined;
  const key = referenceKey(type);
  if (annotations.get(key)?.handle !== undefined) return key;
  const declaration = index.find(type);
  return declaration?.kind === "typedef" ? handleKeyOf(declaration.type, scope) : undefined;
}

/** What tells handles from other types. */
type HandleScope = Pick<DescriptorScope, "index" | "annotations">;

/** Gives the identifier of the handle whose pointers lead to this type. */
export function handleNamed(reference: SpecReference, scope: DescriptorScope): string | undefined {
  const key = handleKey(reference, scope);
  return key === undefined ? undefined : scope.names.exports.get(key);
}

/** What is said of a tag holds for the typedefs of it. */
function handleKey(reference: SpecReference, { index, annotations }: HandleScope): string | undefined {
  if (annotations.size === 0) return undefined;
  const key = referenceKey(reference);
  if (annotations.get(key)?.handle !== undefined) return key;
  const declaration = index.find(reference);
  if (declaration?.kind !== "typedef" || declaration.type.kind !== "reference") return undefined;
  return handleKey(declaration.type, { index, annotations });
}
