/**
 * Universal character names in identifiers: `caf\u00e9` is `café`. Those in literals are `literals.ts`'s.
 *
 * @see C17 6.4.3
 */
import { isIdentifierPart } from "./character-class.ts";

const universalName = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/y;

/** Gives the length of the universal character name at a position, 0 if there is none that an identifier may contain. */
export function lengthOfUniversalName(text: string, position: number): number {
  universalName.lastIndex = position;
  const match = universalName.exec(text);
  if (match === null) return 0;
  const code = Number.parseInt(match[1] ?? match[2] ?? "", 16);
  // Characters of the basic set have no such name, except the dollar sign, and surrogates are no characters.
  const isCharacter = (code >= 0xa0 || code === 0x24) && code <= 0x10_ffff && (code < 0xd800 || code > 0xdfff);
  return isCharacter ? match[0].length : 0;
}

/** Gives the index behind the identifier that goes on at a position, universal character names included. */
export function endOfIdentifier(text: string, position: number): number {
  let end = position;
  for (;;) {
    while (isIdentifierPart(text.charCodeAt(end))) end++;
    const length = lengthOfUniversalName(text, end);
    if (length === 0) return end;
    end += length;
  }
}

/** Replaces universal character names by their characters: both spellings are one identifier. */
export function decodeUniversalNames(identifier: string): string {
  return identifier.replaceAll(/\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})/g, (_name, short?: string, long?: string) =>
    String.fromCodePoint(Number.parseInt(short ?? long ?? "", 16)),
  );
}
