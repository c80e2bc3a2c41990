/** Finds the line of the program that called into Koine. */

/** How deep calls inside of Koine are at most, generated code included. */
const deepestStack = 40;

/** Gives `file:line:column` of the innermost stack frame that is not Koine's; `an unknown place` where there is no stack. */
export function findCaller(): string {
  const settings = Error as { stackTraceLimit?: number };
  const limit = settings.stackTraceLimit;
  settings.stackTraceLimit = deepestStack;
  const frames = (new Error("a stack").stack ?? "").split("\n").slice(1);
  if (limit !== undefined) settings.stackTraceLimit = limit;
  const places = frames.flatMap(
    (frame) => /((?:file:\/\/|\/|[A-Za-z]:\\)[^()]*?:\d+(?::\d+)?)\)?$/.exec(frame)?.[1] ?? [],
  );
  const own = ownPrefix(places[0] ?? "");
  const found = places.find((place) => !place.startsWith(own)) ?? "an unknown place";
  return found.startsWith("file://") ? decodeURIComponent(found.slice("file://".length)) : found;
}

/** What the places of Koine begin with, seen from this file: as a stack names it, which may be by its source map. */
function ownPrefix(thisPlace: string): string {
  const end = thisPlace.lastIndexOf("/ledger/find-caller.");
  // Bundled, all of Koine is one file, and the program's own code maybe too: then only this line is left out.
  return end < 0 ? thisPlace : thisPlace.slice(0, end + 1);
}
