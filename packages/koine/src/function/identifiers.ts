/** JavaScript identifiers from C names, for generated source. */

/** Words that C allows as names and strict JavaScript does not. */
const reservedWords: ReadonlySet<string> = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends false " +
    "finally for function if implements import in instanceof interface let new null package private protected public " +
    "return static super switch this throw true try typeof var void while with yield"
  ).split(" "),
);

/** Gives a JavaScript identifier that reads like the C name. It has no dollar sign: those are for generated names. */
export function toIdentifier(name: string): string {
  if (/^[A-Za-z_]\w*$/.test(name)) return reservedWords.has(name) ? `_${name}` : name;
  return `_${name.replace(/\W/g, "_")}`;
}

/** Gives one identifier per name, all different. */
export function uniqueIdentifiers(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const identifier = toIdentifier(name);
    let candidate = identifier;
    for (let count = 2; taken.has(candidate); count++) candidate = `${identifier}_${count}`;
    taken.add(candidate);
    return candidate;
  });
}
