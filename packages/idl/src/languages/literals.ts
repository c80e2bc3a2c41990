/** Literals that more than one language writes in the same way; the other values are in each language's `constants.ts`. */

/** Renders a floating-point number, which is not mistaken for an integer. */
export function renderFloat(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

/**
 * Renders a text in double quotes, where everything but printable ASCII is escaped.
 *
 * @param escape How the language writes a character by its code point.
 */
export function renderEscapedText(text: string, escape: (code: number) => string): string {
  const escaped = Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (character === '"' || character === "\\") return `\\${character}`;
    return code >= 0x20 && code < 0x7f ? character : escape(code);
  });
  return `"${escaped.join("")}"`;
}
