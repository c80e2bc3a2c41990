/** Copying bytes in AArch64 stubs and thunks. */
import type { Arm64Assembler } from "../assemble/arm64/arm64-assembler.ts";
import { x11, x12, x13, x9 } from "../assemble/arm64/registers.ts";
import { planCopy } from "./call-frame.ts";

/** Few steps are written out. */
const fewSteps = 16;

/** Copies exactly so many bytes from the address in `x9` to that in `x11`. Changes `x9` and `x11` to `x13`. */
export function copyAapcs64Bytes(code: Arm64Assembler, byteLength: number): void {
  const steps = planCopy(byteLength);
  const words = steps.filter((step) => step.byteLength === 8).length;
  if (steps.length <= fewSteps) {
    steps.forEach((step) => copyStep(code, step.byteLength, step.byteOffset));
    return;
  }
  code.moveImmediate(x12, BigInt(words));
  const label = code.byteLength;
  code.loadInteger("64", x13, x9, 8, "post").storeInteger(8, x11, 8, x13, "post");
  code.add(x12, x12, -1).branchIfNotZero(x12, label);
  // Both addresses have moved to the end of the words.
  steps.slice(words).forEach((step) => copyStep(code, step.byteLength, step.byteOffset - words * 8));
}

function copyStep(code: Arm64Assembler, byteLength: 1 | 2 | 4 | 8, byteOffset: number): void {
  const load = ({ 1: "u8", 2: "u16", 4: "32", 8: "64" } as const)[byteLength];
  code.loadInteger(load, x13, x9, byteOffset).storeInteger(byteLength, x11, byteOffset, x13);
}
