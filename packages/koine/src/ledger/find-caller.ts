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

/**
 * What this file is in a stack, after the path that all of Koine begins with: itself, by a source map or not bundled; or the bundle
 * that is published.
 */
const ownNames = ["/ledger/find-caller.", "/shared/koine-"];

function ownPrefix(thisPlace: string): string {
  const end = Math.max(...ownNames.map((name) => thisPlace.lastIndexOf(name)));
  // Where a program is bundled with its libraries, its own code may be in this file, too: then only this line is left out.
  return end < 0 ? thisPlace : thisPlace.slice(0, end + 1);
}
