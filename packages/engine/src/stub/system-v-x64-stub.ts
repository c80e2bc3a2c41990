/**
 * Call stubs for System V x86-64: machine code that loads registers and stack from the call slots, calls the function and
 * stores its result in slot 0. One stub serves as V8 fast function, as V8 function callback and as Node-API callback, since
 * it ignores whatever arguments it gets and returns 0. Why: docs/adr/0004-one-stub-scratch-slots.md.
 */
import { X64Assembler } from "../assemble/x64/x64-assembler.ts";
import { rax, r10, r11, rbx, rdi, rsi, rsp, systemVIntegerRegisters } from "../assemble/x64/registers.ts";
import type { Register } from "../assemble/x64/registers.ts";
import { classifySystemVX64 } from "../classify/system-v-x64.ts";
import type { ArgumentPlaces } from "../classify/system-v-x64.ts";
import { isFloatScalar, scalarByteLength } from "../signature/scalar-signature.ts";
import type { Scalar, ScalarSignature } from "../signature/scalar-signature.ts";
import { argumentSlot, slotByteLength } from "./call-slots.ts";

/** What a stub calls and where its slots are. */
export interface StubRequest {
  /** Address of the native function. */
  readonly target: bigint;
  /** Address of slot 0. */
  readonly slots: bigint;
  readonly signature: ScalarSignature;
  /**
   * Address of a routine `napi_value (napi_env, const char *)` that makes the JavaScript result from a returned C string:
   * the stub ends in it, with the environment that it was entered with. It can then only be a Node-API callback.
   */
  readonly finishWithText?: bigint | undefined;
}

/** Emits the call stub of one function. */
export function emitSystemVX64Stub(request: StubRequest): Uint8Array {
  const { signature, finishWithText } = request;
  const arrangement = classifySystemVX64(signature.parameters);
  const code = new X64Assembler();
  // At entry rsp is 8 below a multiple of 16; the push makes it a multiple, which the call below needs (psABI 3.2.2).
  code.push(rbx);
  const stackByteLength = Math.ceil((arrangement.stackWordCount * 8) / 16) * 16;
  if (finishWithText === undefined) code.moveImmediate(rbx, request.slots);
  else code.move(rbx, rdi);
  const base = finishWithText === undefined ? rbx : r11;
  if (base !== rbx && signature.parameters.length > 0) code.moveImmediate(base, request.slots);
  code.growStack(stackByteLength);
  loadArguments(code, signature.parameters, arrangement, base);
  // A variadic callee reads in al how many vector registers are used (psABI 3.5.7).
  if (signature.fixedParameterCount !== undefined) code.moveImmediate(rax, BigInt(arrangement.floatRegisterCount));
  code.moveImmediate(r11, request.target).call(r11).shrinkStack(stackByteLength);
  if (finishWithText !== undefined) {
    return code.move(rdi, rbx).move(rsi, rax).pop(rbx).moveImmediate(rax, finishWithText).jump(rax).toBytes();
  }
  storeResult(code, signature.result);
  return code.clear(rax).pop(rbx).return().toBytes();
}

function loadArguments(
  code: X64Assembler,
  parameters: readonly Scalar[],
  arrangement: ArgumentPlaces,
  base: Register,
): void {
  const displacement = (index: number): number => argumentSlot(index) * slotByteLength;
  // Stack words first: they pass through r10, which no argument uses.
  arrangement.places.forEach((place, index) => {
    if (place.kind !== "stack") return;
    // A float on the stack is just its bits.
    loadArgument(code, parameters[index] as Scalar, r10, base, displacement(index));
    code.storeInteger(rsp, place.word * 8, r10);
  });
  arrangement.places.forEach((place, index) => {
    const parameter = parameters[index] as Scalar;
    if (place.kind === "float-register") {
      code.loadFloat(parameter === "f32" ? 4 : 8, place.index, base, displacement(index));
    } else if (place.kind === "integer-register") {
      loadArgument(code, parameter, systemVIntegerRegisters[place.index] as Register, base, displacement(index));
    }
  });
}

/**
 * Loads one argument with loads no wider than JavaScript's stores, so that the processor can forward them from its store
 * buffer (a load that spans two stores waits some ten cycles). Integers below 32 bits lie in their slot widened to 32:
 * gcc ignores the upper bits and clang expects them extended. What has 64 bits may have been stored as two halves.
 */
function loadArgument(code: X64Assembler, parameter: Scalar, target: Register, base: Register, offset: number): void {
  code.loadInteger("32", target, base, offset);
  if (scalarByteLength(parameter) < 8) return;
  code
    .loadInteger("32", rax, base, offset + 4)
    .shiftLeft(rax, 32)
    .or(target, rax);
}

/** Stores the whole register; the reader takes as many bytes as the type has, so that no extension is needed. */
function storeResult(code: X64Assembler, result: Scalar | "void"): void {
  if (result === "void") return;
  if (isFloatScalar(result)) code.storeFloat(result === "f32" ? 4 : 8, rbx, 0, 0);
  else code.storeInteger(rbx, 0, rax);
}
