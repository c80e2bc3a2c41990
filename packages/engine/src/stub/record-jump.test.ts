import assert from "node:assert/strict";
import { test } from "node:test";
import { emitRecordJump } from "./record-jump.ts";

test("the record is the second argument, and the first is left alone", () => {
  // mov rsi, 0x1122334455667788; mov r11, 0x99aabbccddeeff00; jmp r11 (Intel SDM vol. 2)
  const expected = [
    [0x48, 0xbe, 0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11],
    [0x49, 0xbb, 0x00, 0xff, 0xee, 0xdd, 0xcc, 0xbb, 0xaa, 0x99, 0x41, 0xff, 0xe3],
  ];
  assert.deepEqual([...emitRecordJump(0x1122_3344_5566_7788n, 0x99aa_bbcc_ddee_ff00n)], expected.flat());
});
