/**
 * Call stubs for System V x86-64: machine code that loads registers and stack from the call slots, calls the function and
 * stores its result. One stub serves as V8 fast function, as V8 function callback and as Node-API callback, since it ignores
 * whatever arguments it gets and returns 0. Why: docs/adr/0004-one-stub-scratch-slots.md.
 */
import { X64Assembler } from "../assemble/x64/x64-assembler.ts";
import { r10, r11, rax, rbx, rcx, rdi, rdx, rsi, rsp, systemVIntegerRegisters } from "../assemble/x64/registers.ts";
import type { Register } from "../assemble/x64/registers.ts";
import type { ArgumentArrangement, CallArrangement, ResultArrangement } from "../classify/model.ts";
import type { ValueShape } from "../classify/value-shape.ts";
import type { CallSignature, Scalar, SignatureValue } from "../signature/scalar-signature.ts";
import { arrangeSignature, errnoAddressOf, isKeptInStub } from "./call-frame.ts";
import { argumentSlot, slotByteLength } from "./call-slots.ts";
import { assertNoLastError } from "./last-error.ts";
import { clearErrno, keepErrno } from "./x64-errno.ts";
import { loadSlot, storeScalarResult } from "./x64-slot.ts";
import { freeStackRoom, makeStackRoom } from "./x64-stack.ts";
import { copyWord, loadFloatWord, loadWord, partsOfWord, storeFloatRegister } from "./x64-word.ts";
import type { WordPlace } from "./x64-word.ts";

/** What a stub calls and where its slots are. */
export interface StubRequest {
  /** Address of the native function. */
  readonly target: bigint;
  /** Address of slot 0. */
  readonly slots: bigint;
  readonly signature: CallSignature;
  /**
   * Address of a routine `napi_value (napi_env, const char *)` that makes the JavaScript result from a returned C string:
   * the stub ends in it, with the environment that it was entered with. It can then only be a Node-API callback.
   */
  readonly finishWithText?: bigint | undefined;
  /** Address of the `errno` of the thread that enters the stub; needed where the signature keeps it. */
  readonly errno?: bigint | undefined;
}

/** Emits the call stub of one function. */
export function emitSystemVX64Stub(request: StubRequest): Uint8Array {
  const { signature, finishWithText } = request;
  assertNoLastError(signature);
  const arrangement = arrangeSignature(signature, "system-v-x64");
  const code = new X64Assembler();
  // At entry rsp is 8 below a multiple of 16; the push makes it a multiple, which the call below needs (psABI 3.2.2).
  code.push(rbx);
  const argumentByteLength = Math.ceil(arrangement.stackByteLength / 16) * 16;
  const keepsAddress = isKeptInStub(signature.result, arrangement.result);
  const errno = errnoAddressOf(request);
  const keptByteLength = keepsAddress ? 16 : 0;
  const room = { byteLength: argumentByteLength + keptByteLength, alignment: arrangement.stackAlignment };
  if (finishWithText === undefined) code.moveImmediate(rbx, request.slots);
  else code.move(rbx, rdi);
  makeStackRoom(code, room);
  if (errno !== undefined) clearErrno(code, errno);
  const base = finishWithText === undefined ? rbx : r11;
  if (base !== rbx && signature.parameters.length > 0) code.moveImmediate(base, request.slots);
  if (keepsAddress) {
    loadSlot(code, "pointer", r10, base, 0);
    code.storeInteger(rsp, argumentByteLength, r10);
  }
  loadArguments(code, signature, arrangement, base);
  // A variadic callee reads in al how many vector registers are used (psABI 3.5.7).
  if (signature.fixedParameterCount !== undefined) code.moveImmediate(rax, BigInt(arrangement.floatRegisterCount));
  code.moveImmediate(r11, request.target).call(r11);
  if (keepsAddress) code.loadInteger("64", r10, rsp, argumentByteLength);
  if (errno !== undefined) {
    if (base !== rbx) code.moveImmediate(rcx, request.slots);
    keepErrno(code, errno, base === rbx ? rbx : rcx);
  }
  freeStackRoom(code, room);
  if (finishWithText !== undefined) {
    return code.move(rdi, rbx).move(rsi, rax).pop(rbx).moveImmediate(rax, finishWithText).jump(rax).toBytes();
  }
  storeResult(code, signature.result, arrangement.result);
  return code.clear(rax).pop(rbx).return().toBytes();
}

function loadArguments(
  code: X64Assembler,
  { parameters }: CallSignature,
  arrangement: CallArrangement,
  base: Register,
): void {
  const displacement = (index: number): number => argumentSlot(index) * slotByteLength;
  const isOnStack = ({ pieces }: ArgumentArrangement): boolean => pieces[0]?.place.kind === "stack";
  // Stack words first: copying them uses registers that hold arguments later.
  arrangement.arguments.forEach((argument, index) => {
    if (!isOnStack(argument)) return;
    const parameter = parameters[index] as SignatureValue;
    if (typeof parameter === "string") storeScalarOnStack(code, parameter, argument, base, displacement(index));
    else copyToStack(code, parameter, argument, { base, offset: displacement(index) });
  });
  arrangement.arguments.forEach((argument, index) => {
    if (isOnStack(argument)) return;
    const parameter = parameters[index] as SignatureValue;
    if (typeof parameter === "string") loadScalar(code, parameter, argument, base, displacement(index));
    else loadAggregate(code, parameter, argument, { base, offset: displacement(index) });
  });
  if (arrangement.result.kind === "memory") {
    loadSlot(code, "pointer", systemVIntegerRegisters[0] as Register, base, 0);
  }
}

function storeScalarOnStack(
  code: X64Assembler,
  parameter: Scalar,
  { pieces }: ArgumentArrangement,
  base: Register,
  offset: number,
): void {
  const place = pieces[0]?.place;
  if (place?.kind !== "stack") return;
  // A float on the stack is just its bits.
  loadSlot(code, parameter, r10, base, offset);
  code.storeInteger(rsp, place.byteOffset, r10);
}

/** Few words are copied one by one, through a register that no argument uses. */
const fewWords = 16;

/** Where the address of an aggregate is. */
interface SlotPlace {
  readonly base: Register;
  readonly offset: number;
}

function copyToStack(
  code: X64Assembler,
  shape: ValueShape,
  argument: ArgumentArrangement,
  { base, offset }: SlotPlace,
): void {
  const place = argument.pieces[0]?.place;
  if (place?.kind !== "stack") return;
  const words = Math.ceil(argument.byteLength / 8);
  loadSlot(code, "pointer", r10, base, offset);
  if (words > fewWords) {
    code.loadAddress(rdi, rsp, place.byteOffset).move(rsi, r10).moveImmediate(rcx, BigInt(words)).repeatMoveWords();
    return;
  }
  for (let word = 0; word < words; word++) {
    const byteOffset = word * 8;
    copyWord(
      code,
      { base: r10, byteOffset, parts: partsOfWord(shape, byteOffset) },
      rsp,
      place.byteOffset + byteOffset,
    );
  }
}

function loadScalar(
  code: X64Assembler,
  parameter: Scalar,
  { pieces }: ArgumentArrangement,
  base: Register,
  offset: number,
): void {
  const place = pieces[0]?.place;
  if (place?.kind === "float-register") code.loadFloat(parameter === "f32" ? 4 : 8, place.index, base, offset);
  else if (place?.kind === "integer-register") {
    loadSlot(code, parameter, systemVIntegerRegisters[place.index] as Register, base, offset);
  }
}

function loadAggregate(
  code: X64Assembler,
  shape: ValueShape,
  { pieces }: ArgumentArrangement,
  { base, offset }: SlotPlace,
): void {
  if (pieces.length === 0) return;
  loadSlot(code, "pointer", r10, base, offset);
  for (const { byteOffset, byteLength, place } of pieces) {
    if (place.kind === "float-register" && byteLength > 8) {
      code.loadVector(place.index, r10, byteOffset);
      continue;
    }
    const word: WordPlace = { base: r10, byteOffset, parts: partsOfWord(shape, byteOffset) };
    if (place.kind === "float-register") loadFloatWord(code, place.index, word);
    else if (place.kind === "integer-register") {
      loadWord(code, systemVIntegerRegisters[place.index] as Register, word);
    }
  }
}

/** Integer registers of results in the order of the convention. */
const resultRegisters: readonly Register[] = [rax, rdx];

function storeResult(code: X64Assembler, result: SignatureValue | "void", arrangement: ResultArrangement): void {
  if (result === "void" || arrangement.kind !== "registers") return;
  if (typeof result === "string") {
    storeScalarResult(code, result, rbx);
    return;
  }
  // The address of memory for the result is in r10 again.
  for (const { byteOffset, byteLength, place } of arrangement.pieces) {
    // Slabs have room for a whole word.
    const stored = byteLength > 8 ? byteLength : 8;
    if (place.kind === "float-register")
      storeFloatRegister(code, stored, { base: r10, offset: byteOffset }, place.index);
    else if (place.kind === "integer-register") {
      code.storeInteger(r10, byteOffset, resultRegisters[place.index] as Register);
    } else if (place.kind === "x87-register") {
      // Each store pops, and the next one is on top.
      code.storeExtended(r10, byteOffset);
    }
  }
}
