/** How stubs for x86-64 read and write scalars in call slots, whatever the convention. */
import type { X64Assembler } from "../assemble/x64/x64-assembler.ts";
import { rax } from "../assemble/x64/registers.ts";
import type { Register } from "../assemble/x64/registers.ts";
import { isFloatScalar, scalarByteLength } from "../signature/scalar-signature.ts";
import type { Scalar } from "../signature/scalar-signature.ts";

/**
 * Loads a scalar with loads no wider than JavaScript's stores, so that the processor can forward them from its store buffer (a
 * load that spans two stores waits some ten cycles). Integers below 32 bits lie in their slot widened to 32: gcc ignores the
 * upper bits and clang expects them extended. What has 64 bits may have been stored as two halves; that changes `rax`.
 */
export function loadSlot(code: X64Assembler, scalar: Scalar, target: Register, base: Register, offset: number): void {
  code.loadInteger("32", target, base, offset);
  if (scalarByteLength(scalar) < 8) return;
  code
    .loadInteger("32", rax, base, offset + 4)
    .shiftLeft(rax, 32)
    .or(target, rax);
}

/** Stores a scalar result in slot 0: the whole register, of which the reader takes as many bytes as the type has. */
export function storeScalarResult(code: X64Assembler, result: Scalar, base: Register): void {
  if (isFloatScalar(result)) code.storeFloat(result === "f32" ? 4 : 8, base, 0, 0);
  else code.storeInteger(base, 0, rax);
}
