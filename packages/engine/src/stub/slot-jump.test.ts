import assert from "node:assert/strict";
import { test } from "node:test";
import { emitSlotJump } from "./slot-jump.ts";

test("the address is loaded when the code runs, through a register that passes nothing", () => {
  // mov r11, 0x1122334455667788; mov r11, [r11 + 0]; jmp r11 (Intel SDM vol. 2, MOV: REX.W + 8B /r, JMP: FF /4)
  const expected = [
    0x49, 0xbb, 0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11, 0x4d, 0x8b, 0x5b, 0x00, 0x41, 0xff, 0xe3,
  ];
  assert.deepEqual([...emitSlotJump(0x1122_3344_5566_7788n)], expected);
});
