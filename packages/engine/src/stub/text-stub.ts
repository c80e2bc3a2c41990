/**
 * The two entries of the function that copies a JavaScript string to the text arena: the fast one gets the string's bytes
 * from V8, the slow one (V8 has none, or the caller is not optimised) only says that nothing was copied.
 */
import { X64Assembler } from "../assemble/x64/x64-assembler.ts";
import { rax, rdi } from "../assemble/x64/registers.ts";

/** Where the arena's record is and what copies into it. */
export interface TextStubRequest {
  /** Address of the arena record. */
  readonly arena: bigint;
  /** Offset of the record's `written` field, in bytes. */
  readonly writtenOffset: number;
  /** Address of `void copy(arena, const FastOneByteString *)`. */
  readonly copy: bigint;
}

/** Emits `void fast(receiver, const FastOneByteString *text)`: continues in `copy(arena, text)`. */
export function emitFastTextStub(request: TextStubRequest): Uint8Array {
  return new X64Assembler().moveImmediate(rdi, request.arena).moveImmediate(rax, request.copy).jump(rax).toBytes();
}

/** Emits `void slow(...)`: sets `written` to -1. */
export function emitSlowTextStub(request: TextStubRequest): Uint8Array {
  return new X64Assembler()
    .moveImmediate(rax, request.arena)
    .storeImmediate32(rax, request.writtenOffset, -1)
    .clear(rax)
    .return()
    .toBytes();
}
