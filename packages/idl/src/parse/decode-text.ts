/** The bytes of a document to text: UTF-8 or nothing, and not without end. */

/** Bytes beyond which a document is refused. */
export const byteLimit: number = 8 * 1024 * 1024;

/** The text, or words for what the bytes are instead. */
export type DecodedText =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "not-text"; readonly what: string; readonly offset: number }
  | { readonly kind: "too-large"; readonly what: string };

/** Decodes UTF-8; a byte order mark is dropped. */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (bytes.length > byteLimit) {
    return { kind: "too-large", what: `${(bytes.length / 1024 / 1024).toFixed(1)} MiB, more than 8` };
  }
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return { kind: "not-text", what: "UTF-16 text", offset: 0 };
  }
  const zero = bytes.indexOf(0);
  if (zero !== -1) return { kind: "not-text", what: "binary data", offset: zero };
  try {
    return { kind: "text", text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    const text = new TextDecoder("utf-8").decode(bytes);
    return { kind: "not-text", what: "text in another encoding", offset: Math.max(text.indexOf("\uFFFD"), 0) };
  }
}
