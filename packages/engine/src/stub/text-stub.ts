/**
 * The fast entry of the function that copies a JavaScript string to the text arena: V8 gives it the string's bytes. Where V8
 * has none, or the caller is not optimised, a stub of `flag-stub.ts` says that nothing was copied.
 */
import { X64Assembler } from "../assemble/x64/x64-assembler.ts";
import { rax, rdi } from "../assemble/x64/registers.ts";

/** Where the arena's record is and what copies into it. */
export interface TextStubRequest {
  /** Address of the arena record. */
  readonly arena: bigint;
  /** Address of `void copy(arena, const FastOneByteString *)`. */
  readonly copy: bigint;
}

/** Emits `void fast(receiver, const FastOneByteString *text)`: continues in `copy(arena, text)`. */
export function emitFastTextStub(request: TextStubRequest): Uint8Array {
  return new X64Assembler().moveImmediate(rdi, request.arena).moveImmediate(rax, request.copy).jump(rax).toBytes();
}
