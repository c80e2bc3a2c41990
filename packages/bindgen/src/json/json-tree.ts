/** JSON with the place of everything in it: what diagnostics about a document point at. */

/** A part of a text, in UTF-16 code units; `end` is behind it. */
export interface JsonRange {
  readonly start: number;
  readonly end: number;
}

/** One value of a document. */
export interface JsonNode extends JsonRange {
  /** The members of an object, in order; a name may be there twice. */
  readonly members?: readonly JsonMember[] | undefined;
  /** The elements of a list. */
  readonly items?: readonly JsonNode[] | undefined;
}

/** A member of an object. */
export interface JsonMember {
  readonly name: string;
  readonly key: JsonRange;
  readonly value: JsonNode;
}

/** The keys and positions that lead to a value. */
type Steps = readonly (string | number)[];

/** Finds what stands at the end of a way: the key of a member, an element; as far as the way goes. */
export function findRange(root: JsonNode | undefined, steps: Steps): JsonRange {
  let node = root;
  let range: JsonRange = { start: 0, end: 0 };
  for (const step of steps) {
    if (typeof step === "number") {
      node = node?.items?.[step];
      if (node === undefined) break;
      range = node;
      continue;
    }
    // Readers take the last of two members with one name.
    const member: JsonMember | undefined = node?.members?.findLast(({ name }) => name === step);
    if (member === undefined) break;
    range = member.key;
    node = member.value;
  }
  return range;
}
