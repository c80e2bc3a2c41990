/** Walks over the members of records as C sees them: those of anonymous structs and unions are members of what they are in. */
import type { SpecMember } from "./model.ts";
import { isRecord } from "./spec-index.ts";
import type { SpecIndex } from "./spec-index.ts";

/** A member that has a name. */
export interface NamedMember extends SpecMember {
  readonly name: string;
}

/**
 * Calls `visitor` for every member with a name, in the order of the declaration.
 *
 * @param visitor Is given the bits from the start of the outermost record to the member, too.
 * @see C17 6.7.2.1p13
 */
export function visitMembers(
  members: readonly SpecMember[],
  index: SpecIndex,
  visitor: (member: NamedMember, bitOffset: number) => void,
  start: number = 0,
): void {
  for (const member of members) {
    const { name, type, bitOffset, bitWidth } = member;
    if (name !== null) {
      visitor({ ...member, name }, start + bitOffset);
      continue;
    }
    // Without a name, a bit-field is only padding.
    const inner = type.kind === "reference" && bitWidth === undefined ? index.find(type) : undefined;
    if (isRecord(inner)) visitMembers(inner.members, index, visitor, start + bitOffset);
  }
}
