/** Names that are enumerators on one target and macros on another: a module exports them as constants that it picks. */
import type { SpecConstant, SpecDeclaration } from "../spec/model.ts";

/**
 * Adds to what a target declares the constants that are enumerators there.
 *
 * @param lists What each target declares.
 */
export function shareConstants(
  lists: readonly (readonly SpecDeclaration[])[],
): readonly (readonly SpecDeclaration[])[] {
  if (lists.length === 1) return lists;
  const constants = new Set(lists.flat().flatMap(({ kind, name }) => (kind === "constant" ? [name] : [])));
  return lists.map((declarations) => {
    const shared = declarations.flatMap((item): readonly SpecConstant[] => {
      if (item.kind !== "enum") return [];
      const { base: type, file } = item;
      return item.enumerators
        .filter(({ name }) => constants.has(name))
        .map(({ name, value }) => ({ kind: "constant", name, file, type, value: { kind: "integer", value } }));
    });
    return shared.length === 0 ? declarations : [...declarations, ...shared];
  });
}
