/**
 * Functions that keep `errno` and take and give their values in registers, as C does: what calls them need not know of it. How `errno` is
 * kept is in `x64-errno.ts`; stubs that take values from slots keep it themselves.
 */
import { r11, rbx, rcx } from "../assemble/x64/registers.ts";
import { X64Assembler } from "../assemble/x64/x64-assembler.ts";
import { clearErrno, keepErrno } from "./x64-errno.ts";

/** Where a stub finds and leaves `errno`. */
export interface ErrnoPlaces {
  /** Address of the `errno` of the thread that enters the stub. */
  readonly errno: bigint;
  /** Address of slot 0. */
  readonly slots: bigint;
}

/**
 * Emits a function that calls `target` with what it was called with, and leaves `errno` in its slot.
 *
 * @param target A function whose arguments are all in registers.
 * @see System V AMD64 psABI 3.2.3 (parameter passing)
 */
export function emitErrnoStub(target: bigint, { errno, slots }: ErrnoPlaces): Uint8Array {
  // The push makes rsp a multiple of 16 again, which the call needs.
  const code = new X64Assembler().push(rbx);
  clearErrno(code, errno);
  // Results are in rax, rdx and vector registers.
  code.moveImmediate(r11, target).call(r11).moveImmediate(rcx, slots);
  keepErrno(code, errno, rcx);
  return code.pop(rbx).return().toBytes();
}
