/** Records whose inside is nobody's business. */
import type { SpecOpaque, SpecRecord } from "./model.ts";

/** Gives what is left of a record without its members. */
export function toOpaque({ name, file, kind, isAnonymous }: SpecRecord): SpecOpaque {
  return { kind: "opaque", name, file, of: kind, isAnonymous };
}
