import assert from "node:assert/strict";
import { test } from "node:test";
import { emitReceiverStub, maximumShiftedIntegers } from "./receiver-stub.ts";

// mov rdi,rsi; mov rsi,rdx; mov rdx,rcx; mov rcx,r8; mov r8,r9 (Intel SDM vol. 2, MOV: REX.W + 89 /r)
const moves = [
  [0x48, 0x89, 0xf7],
  [0x48, 0x89, 0xd6],
  [0x48, 0x89, 0xca],
  [0x4c, 0x89, 0xc1],
  [0x4d, 0x89, 0xc8],
];
// mov r11, 0x1122334455667788; jmp r11
const jump = [0x49, 0xbb, 0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11, 0x41, 0xff, 0xe3];

test("every integer moves down by one register, and the function is jumped to", () => {
  assert.equal(maximumShiftedIntegers, moves.length);
  for (let count = 0; count <= maximumShiftedIntegers; count++) {
    const code = emitReceiverStub(0x1122_3344_5566_7788n, count);
    assert.deepEqual([...code], [...moves.slice(0, count).flat(), ...jump]);
  }
});
