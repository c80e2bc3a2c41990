import assert from "node:assert/strict";
import { test } from "node:test";
import { errnoSlot, slotByteLength } from "./call-slots.ts";
import { emitErrnoStub } from "./errno-stub.ts";

const bytes = (value: bigint): number[] => [...new Uint8Array(BigUint64Array.of(value).buffer)];

test("errno is cleared before the call and left in its slot behind it, and no register of a value is touched", () => {
  const [target, errno, slots] = [0x1122_3344_5566_7788n, 0x2122_3344_5566_7788n, 0x3122_3344_5566_7788n];
  const displacement = [...new Uint8Array(Uint32Array.of(errnoSlot * slotByteLength).buffer)];
  const instructions = [
    // push rbx (Intel SDM vol. 2, PUSH)
    [0x53],
    // mov r11, errno; mov dword [r11], 0
    [0x49, 0xbb, ...bytes(errno), 0x41, 0xc7, 0x43, 0, 0, 0, 0, 0],
    // mov r11, target; call r11
    [0x49, 0xbb, ...bytes(target), 0x41, 0xff, 0xd3],
    // mov rcx, slots
    [0x48, 0xb9, ...bytes(slots)],
    // mov r11, errno; mov r11d, [r11]; mov [rcx + slot], r11
    [0x49, 0xbb, ...bytes(errno), 0x45, 0x8b, 0x5b, 0, 0x4c, 0x89, 0x99, ...displacement],
    // pop rbx; ret
    [0x5b, 0xc3],
  ];
  assert.deepEqual([...emitErrnoStub(target, { errno, slots })], instructions.flat());
});
