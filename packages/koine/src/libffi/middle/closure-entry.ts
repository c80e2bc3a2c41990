/**
 * libffi closures in terms of the backend contract: a function pointer whose arguments are put in memory for JavaScript, and
 * whose result is taken from there.
 */
import type { CallSignature, LibffiArgument, SignatureValue } from "@koine/engine";
import { scalarByteLength } from "@koine/engine";
import type { Address, CallbackEntry, CallbackRequest } from "../../backend/contract.ts";
import { createClosureRecord } from "../low/dispatch.ts";
import { prepRecord } from "../low/closure.ts";
import { closureAlloc } from "../low/index.ts";
import type { CifPointer } from "../low/index.ts";
import { nativeWords } from "./native-words.ts";
import type { WordPlace } from "./native-words.ts";
import { retireClosure } from "./retired-closures.ts";

/** What a closure is made of, besides what every callback is. */
export interface ClosureRequest extends CallbackRequest {
  /** The cif of the signature. The closure keeps it alive. */
  readonly cif: CifPointer;
  /** The arguments of the cif. */
  readonly places: readonly LibffiArgument[];
  /** What must live as long as the closure. */
  readonly owned: object;
}

/** Where the values of a signature lie in the memory that JavaScript sees. Lengths and offsets are in bytes. */
interface ClosureLayout {
  readonly argumentOffsets: readonly number[];
  readonly byteLength: number;
}

/**
 * Makes a closure.
 *
 * @throws {FfiError} `FFI_OUT_OF_MEMORY`, `FFI_UNSUPPORTED`.
 */
export function createClosureEntry(request: ClosureRequest): CallbackEntry {
  const { signature, enter, defaultResult, cif, places } = request;
  const { argumentOffsets, byteLength } = layOut(signature);
  const memory = new ArrayBuffer(byteLength);
  const words = new Int32Array(memory);
  const view = new DataView(memory);
  const native = nativeWords();
  const widen = resultWidener(signature.result, words);
  const resultLength = resultByteLengthOf(signature.result);
  const passed = places.map(({ index, byteOffset, byteLength: length }): WordPlace => {
    return { words, index: ((argumentOffsets[index] as number) + byteOffset) / 4, count: Math.ceil(length / 8) };
  });
  const record = createClosureRecord(
    (call) => {
      const { resultLow, resultHigh, argumentsLow, argumentsHigh } = call;
      for (let at = 0; at < passed.length; at++) {
        const low = native.readAddress(argumentsLow, argumentsHigh, at * 8);
        native.read(low, native.high, passed[at] as WordPlace);
      }
      enter();
      if (resultLength === 0) return;
      widen();
      native.write(resultLow, resultHigh, view, resultLength);
    },
    padded(defaultResult, resultLength),
  );
  const { closure, code } = closureAlloc();
  prepRecord({ closure, code, cif }, record);
  return {
    address: code.address as Address,
    memory,
    argumentOffsets,
    // No coroutine asks for it.
    number: 1,
    release() {
      record.release();
      retireClosure(closure, request.owned);
    },
    setCallable: () => {},
    refusedCallCount: () => 0,
  };
}

function layOut({ parameters, result }: CallSignature): ClosureLayout {
  let end = Math.max(8, Math.ceil(resultByteLengthOf(result) / 8) * 8);
  const argumentOffsets: number[] = [];
  for (const parameter of parameters) {
    argumentOffsets.push(end);
    end += Math.ceil(byteLengthOf(parameter) / 8) * 8;
  }
  return { argumentOffsets, byteLength: end };
}

function byteLengthOf(value: SignatureValue): number {
  return typeof value === "string" ? scalarByteLength(value) : value.byteLength;
}

/** Scalars are as wide as libffi's `ffi_arg`. */
function resultByteLengthOf(result: CallSignature["result"]): number {
  if (result === "void") return 0;
  return typeof result === "string" ? 8 : result.byteLength;
}

function padded(bytes: Uint8Array, byteLength: number): Uint8Array {
  const result = new Uint8Array(byteLength);
  result.set(bytes.subarray(0, byteLength));
  return result;
}

/** Integers come out 32 bits wide and go on 64 bits wide. */
function resultWidener(result: CallSignature["result"], words: Int32Array): () => void {
  switch (result) {
    case "i8":
    case "i16":
    case "i32":
      return () => {
        words[1] = (words[0] as number) >> 31;
      };
    case "bool":
    case "u8":
    case "u16":
    case "u32":
    case "f32":
      return () => {
        words[1] = 0;
      };
    default:
      return () => {};
  }
}
