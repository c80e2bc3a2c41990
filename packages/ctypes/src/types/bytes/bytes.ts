/** Borrowed bytes: a JavaScript buffer passed as a pointer. */
import type { BytesType } from "../../model.ts";

/**
 * A `Uint8Array`, `Buffer`, `DataView`, any other view, or a buffer, borrowed for the call without a copy. A parameter
 * type only.
 */
export const bytes: BytesType = Object.freeze({ kind: "bytes" });
