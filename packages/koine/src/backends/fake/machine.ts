/**
 * The simulated machine: code at addresses, calls through slots, callbacks. It enforces what the backend contract asks of
 * the code above it: nothing is called after it was unloaded, and JavaScript is entered only during `enterReentrant`.
 */
import { callMemoryByteLength, errnoSlot, planThunkFrame, slotByteLength, targetSlot } from "@koine/engine";
import type { CallSignature, SignatureValue } from "@koine/engine";
import type { Address, CallbackEntry, CallbackRequest } from "../../backend/contract.ts";
import { FakeMemory } from "./memory.ts";
import type { NativeCode, NativeScalar, NativeValue, NativeWorld } from "./native-code.ts";
import { SegmentationFault } from "./segmentation-fault.ts";
import { readSlot, writeSlot } from "./slot-value.ts";

const firstCodeAddress = 0x5500_0000_0000n;
const codeByteLength = 16n;

/** Memory and code of one simulated process. */
export class FakeMachine implements NativeWorld {
  readonly memory: FakeMemory = new FakeMemory();
  errno = 0;
  lastError = 0;
  readonly slots: ArrayBuffer = new ArrayBuffer(callMemoryByteLength);
  readonly #code = new Map<bigint, NativeCode>();
  readonly #slots = new DataView(this.slots);
  readonly #callbackMemory = new ArrayBuffer(4096);
  #nextCode = firstCodeAddress;
  #isJavaScriptForbidden = false;

  /** `Backend.anyTarget`: code that is not there, and that says where to go on. */
  readonly anyTarget: Address = 0x5400_0000_0000n as Address;

  /** Maps code at an address of its own. */
  load(code: NativeCode): Address {
    const address = this.#nextCode;
    this.#nextCode += codeByteLength;
    this.#code.set(address, code);
    return address as Address;
  }

  /** Unmaps code: calling it is a fault from now on. Its address is not used again. */
  unload(address: bigint): void {
    this.#code.delete(address);
  }

  /** Calls the code at an address with the values in the call slots, and leaves its result in slot 0. */
  enter(target: bigint, callerSignature: CallSignature, mayEnterJavaScript: boolean): void {
    const address = target === this.anyTarget ? this.#slots.getBigUint64(targetSlot * slotByteLength, true) : target;
    const { signature, run } = this.#codeAt(address);
    assertSameRegisters(callerSignature, signature);
    // What follows the declared parameters of a variadic function is read as the caller passed it.
    const values = callerSignature.parameters.map((value, index) =>
      this.#readArgument(signature.parameters[index] ?? value, index + 1),
    );
    // Where a struct goes is said before the call: the calls that a callback makes use the same slots.
    const place = this.#slots.getBigUint64(0, true);
    const wasForbidden = this.#isJavaScriptForbidden;
    this.#isJavaScriptForbidden = !mayEnterJavaScript;
    if (callerSignature.keepsErrno === true) this.errno = 0;
    if (callerSignature.keepsLastError === true) this.lastError = 0;
    try {
      const result = run(this, values);
      if (callerSignature.keepsErrno === true) this.#slots.setInt32(errnoSlot * slotByteLength, this.errno, true);
      if (callerSignature.keepsLastError === true) {
        this.#slots.setUint32(errnoSlot * slotByteLength, this.lastError, true);
      }
      if (signature.result !== "void") this.#writeResult(signature.result, place, required(result));
    } finally {
      this.#isJavaScriptForbidden = wasForbidden;
    }
  }

  #readArgument(value: SignatureValue, slot: number): NativeValue {
    if (typeof value === "string") return readSlot(this.#slots, slot, value);
    const address = readSlot(this.#slots, slot, "pointer") as bigint;
    return this.memory.bytes(address, value.byteLength).slice();
  }

  #writeResult(value: SignatureValue, place: bigint, result: NativeValue): void {
    if (typeof value !== "string") this.memory.bytes(place, value.byteLength).set(result as Uint8Array);
    else writeSlot(this.#slots, 0, value, result as NativeScalar);
  }

  call(target: bigint, ...values: readonly NativeValue[]): NativeValue | undefined {
    return this.#codeAt(target).run(this, values);
  }

  /** Maps code that enters JavaScript. */
  createCallback({ signature, enter, defaultResult, lasting, onRefused }: CallbackRequest): CallbackEntry {
    const { byteLength, argumentOffsets } = planThunkFrame(signature, "system-v-x64");
    const memory = byteLength <= this.#callbackMemory.byteLength ? this.#callbackMemory : new ArrayBuffer(byteLength);
    const bytes = new Uint8Array(memory);
    const view = new DataView(memory);
    const counts = { isReleased: false, isCallable: false, refusedCallCount: 0 };
    const isRefused = (): boolean => counts.isReleased || (lasting !== undefined && !counts.isCallable);
    const run = (values: readonly NativeValue[]): NativeValue | undefined => {
      if (isRefused()) {
        counts.refusedCallCount += 1;
        bytes.set(defaultResult);
        onRefused?.("late");
      } else if (this.#isJavaScriptForbidden) {
        throw new SegmentationFault("JavaScript was entered from a call made by `enter`");
      } else {
        signature.parameters.forEach((value, index) => {
          const offset = argumentOffsets[index] as number;
          if (typeof value !== "string") bytes.set(required(values[index]) as Uint8Array, offset);
          else writeSlot(view, offset / slotByteLength, value, required(values[index]) as NativeScalar);
        });
        enter();
      }
      const { result } = signature;
      if (result === "void") return undefined;
      return typeof result === "string" ? readSlot(view, 0, result) : bytes.slice(0, result.byteLength);
    };
    return {
      address: this.load({ signature, run: (_world, values) => run(values) }),
      memory,
      argumentOffsets,
      number: 1,
      setCallable(isCallable) {
        counts.isCallable = isCallable;
      },
      release: () => {
        counts.isReleased = true;
      },
      refusedCallCount: () => counts.refusedCallCount,
    };
  }

  #codeAt(address: bigint): NativeCode {
    const code = this.#code.get(address);
    if (code === undefined) throw new SegmentationFault(`there is no code at 0x${address.toString(16)}`);
    return code;
  }
}

/** A caller and a function that disagree on registers compute garbage on a machine; here that is noticed. */
function assertSameRegisters(caller: CallSignature, callee: CallSignature): void {
  const isSame =
    caller.fixedParameterCount === callee.fixedParameterCount &&
    caller.parameters.slice(callee.parameters.length).every(isPromoted) &&
    (callee.fixedParameterCount !== undefined || caller.parameters.length === callee.parameters.length) &&
    callee.parameters.every((scalar, index) => registerOf(scalar) === registerOf(caller.parameters[index])) &&
    (caller.result === "void" || registerOf(caller.result) === registerOf(callee.result));
  if (isSame) return;
  throw new SegmentationFault(`called as ${describe(caller)}, but it is ${describe(callee)}`);
}

/** Whether a value may follow the declared parameters: C promotes what is narrower. */
function isPromoted(value: SignatureValue): boolean {
  return typeof value !== "string" || !/^(bool|[iu](8|16)|f32)$/.test(value);
}

/** Which kind of register, and how much of it, carries a scalar. Signedness and meaning do not show there. */
function registerOf(value: SignatureValue | "void" | undefined): string {
  if (typeof value === "object") return `${value.kind} ${value.byteLength}`;
  switch (value) {
    case "u64":
    case "i64":
    case "pointer":
      return "integer 64";
    case "f32":
    case "f64":
    case "void":
    case undefined:
      return String(value);
    default:
      return "integer 32";
  }
}

function describe({ parameters, result, fixedParameterCount }: CallSignature): string {
  const name = (value: SignatureValue | "void"): string => (typeof value === "string" ? value : registerOf(value));
  const names = parameters.map(name);
  if (fixedParameterCount !== undefined) names.splice(fixedParameterCount, 0, "...");
  return `(${names.join(", ")}) => ${name(result)}`;
}

function required(value: NativeValue | undefined): NativeValue {
  if (value === undefined) throw new SegmentationFault("a value is missing in simulated native code");
  return value;
}
