/** UTF-8 for short strings, without the time that a `TextEncoder` takes to start. */

/** Encoding up to this many characters one by one is quicker than starting the encoder. */
export const shortTextLength = 64;

/**
 * Writes a string as UTF-8 with its NUL.
 *
 * @param start Where in `bytes`; there must be room for three bytes per character and the NUL.
 * @returns Where it ends, or -1 when it contains NUL or a lone surrogate; then bytes after `start` may have changed.
 * @see Unicode 15, table 3-6
 */
export function encodeShortText(text: string, bytes: Uint8Array, start: number): number {
  let at = start;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) {
      if (unit === 0) return -1;
      bytes[at++] = unit;
    } else if (unit < 0x800) {
      bytes[at++] = 0xc0 | (unit >> 6);
      bytes[at++] = 0x80 | (unit & 0x3f);
    } else if (unit < 0xd800 || unit > 0xdfff) {
      bytes[at++] = 0xe0 | (unit >> 12);
      bytes[at++] = 0x80 | ((unit >> 6) & 0x3f);
      bytes[at++] = 0x80 | (unit & 0x3f);
    } else {
      // Of text that ends here, the next unit is NaN, which no comparison accepts.
      const low = text.charCodeAt(++index);
      if (unit > 0xdbff || !(low >= 0xdc00 && low <= 0xdfff)) return -1;
      const point = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
      bytes[at++] = 0xf0 | (point >> 18);
      bytes[at++] = 0x80 | ((point >> 12) & 0x3f);
      bytes[at++] = 0x80 | ((point >> 6) & 0x3f);
      bytes[at++] = 0x80 | (point & 0x3f);
    }
  }
  bytes[at++] = 0;
  return at;
}
