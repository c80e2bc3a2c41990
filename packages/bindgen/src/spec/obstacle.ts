/** Which declarations a module cannot offer; `passes/mark-unsupported.ts` decides it. */
import type { SpecDeclaration } from "./model.ts";

/** Tells why a module cannot offer a declaration, in one clause; `undefined` for those that it offers. */
export function obstacleOf(declaration: SpecDeclaration): string | undefined {
  return "unsupported" in declaration ? declaration.unsupported : undefined;
}
