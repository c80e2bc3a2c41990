/** Arrangements as short text, for tests with expected places: `integer 0`, `float 1`, `stack 16`, `*integer 2`. */
import type { CallArrangement, ValuePlace } from "../model.ts";

/** Gives the places of every argument; an asterisk stands before the place of an address. */
export function describePlaces(arrangement: CallArrangement): ReadonlyArray<readonly string[]> {
  return arrangement.arguments.map(({ isIndirect, pieces }) =>
    pieces.map(({ place }) => `${isIndirect ? "*" : ""}${describePlace(place)}`),
  );
}

function describePlace(place: ValuePlace): string {
  if (place.kind === "indirect-result") return place.kind;
  if (place.kind === "stack") return `stack ${place.byteOffset}`;
  return `${place.kind.split("-")[0]} ${place.index}`;
}
