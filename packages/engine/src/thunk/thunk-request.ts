/** What every thunk is made of, whatever the convention. */
import type { YieldRequest } from "../coroutine/yielding-thunk.ts";
import type { CallSignature } from "../signature/scalar-signature.ts";

/** Whom a thunk calls and with which record. */
export interface ThunkRequest {
  readonly signature: CallSignature;
  /** Address of the callback's record, handed on. */
  readonly record: bigint;
  /** Address of `void enter(record, uint8_t *block)` in the thunk's own convention; it leaves the result in the block. */
  readonly enter: bigint;
  /** How calls on the stack of a coroutine are served. Without it all are entered. */
  readonly yielding?: YieldRequest | undefined;
}
