/**
 * Function pointers that lead to JavaScript without machine code of our own making: libffi's closures, and, where libffi has none
 * without executable memory (Debian builds it so), trampolines that the addon has in its file. Both do what thunks do.
 */
import type { CallSignature, ThunkFrame, ValuePlace } from "@koine/engine";
import { FfiError } from "@koine/diagnostics";
import { closureLibffiArguments, describeLibffiResult, isEmptyValue } from "@koine/engine";
import { toAddress } from "../addresses.ts";
import type { FunctionPointerRequest } from "../create-callback.ts";
import type { LibffiKernel } from "./prepare-call.ts";

/** How a result goes from the block to libffi, as `native/addon/libffi.c` numbers it. */
const resultForms = { asItIs: 0n, signed: 1n, unsigned: 2n } as const;

/**
 * Makes a function pointer.
 *
 * @throws {FfiError} `FFI_OUT_OF_MEMORY` where neither way exists; `FFI_UNSUPPORTED`.
 */
export function makeLibffiPointer(kernel: LibffiKernel, request: FunctionPointerRequest): bigint {
  const closure = makeClosure(kernel, request);
  if (closure !== 0n) return closure;
  const trampoline = kernel.addon.makeTrampoline(kernel.libffi.keep(describeTrampoline(request)));
  if (trampoline !== undefined) return toAddress(trampoline);
  throw new FfiError("FFI_OUT_OF_MEMORY", "there is no executable memory for a function pointer", {
    hint: "the system forbids it, the installed libffi has no trampolines in its file, and the addon's file cannot be mapped",
    details: { capability: "executable-memory" },
  });
}

function makeClosure(kernel: LibffiKernel, { signature, frame, record }: FunctionPointerRequest): bigint {
  const { addon, libffi, target } = kernel;
  const { result } = signature;
  const passed = closureLibffiArguments(signature, target);
  const cif = libffi.prepareCif({
    parameters: passed.map(({ type }) => type),
    result: describeLibffiResult(result, target),
  });
  const places = passed.flatMap(({ index, byteOffset, byteLength }) => [
    BigInt((frame.argumentOffsets[index] as number) + byteOffset),
    BigInt(byteLength),
  ]);
  const { form, byteLength } = describeResult(result);
  const header = [record, BigInt(frame.byteLength), BigInt(byteLength), form, BigInt(passed.length)];
  const data = libffi.keep([...header, ...places]);
  return libffi.makeClosure(cif, toAddress(addon.libffiClosureEntry()), data);
}

/** Where the registers lie that a trampoline stores and loads, as `native/addon/trampoline.c` has them. */
const registerOffsets = { integers: 0, floats: 48, integerResults: 128, floatResults: 144, x87Results: 160 } as const;

/** Writes the plan of a thunk as a record of words. */
function describeTrampoline({ record, frame }: FunctionPointerRequest): readonly bigint[] {
  const { moves, result, resultAddressOffset } = frame;
  const pieces = result.kind === "registers" ? result.pieces : [];
  const numbers = [
    frame.byteLength,
    result.kind === "memory" ? result.byteLength : 0,
    resultAddressOffset ?? 0,
    pieces.filter(({ place }) => place.kind === "x87-register").length,
    moves.length,
    pieces.length,
    ...moves.flatMap(describeMove),
    ...pieces.flatMap(({ byteOffset, byteLength, place }) => [
      byteOffset,
      resultOffsetOf(place),
      // Integers are there as wide as JavaScript left them.
      place.kind === "integer-register" ? 8 : byteLength,
    ]),
  ];
  return [record, ...numbers.map(BigInt)];
}

function describeMove({ place, byteLength, offset }: ThunkFrame["moves"][number]): readonly number[] {
  switch (place.kind) {
    case "integer-register":
      return [0, registerOffsets.integers + place.index * 8, offset, byteLength];
    case "float-register":
      return [0, registerOffsets.floats + place.index * 8, offset, byteLength];
    case "stack":
      return [1, place.byteOffset, offset, byteLength];
    default:
      throw new TypeError(`no argument travels in an ${place.kind}`);
  }
}

function resultOffsetOf(place: ValuePlace): number {
  switch (place.kind) {
    case "integer-register":
      return registerOffsets.integerResults + place.index * 8;
    case "float-register":
      return registerOffsets.floatResults + place.index * 8;
    case "x87-register":
      return registerOffsets.x87Results + place.index * 16;
    default:
      throw new TypeError(`no result travels in an ${place.kind}`);
  }
}

/** Integers come out of JavaScript 32 bits wide; libffi takes them 64 bits wide. */
function describeResult(result: CallSignature["result"]): { readonly form: bigint; readonly byteLength: number } {
  if (result === "void" || isEmptyValue(result)) return { form: resultForms.asItIs, byteLength: 0 };
  if (typeof result !== "string") return { form: resultForms.asItIs, byteLength: result.byteLength };
  switch (result) {
    case "i8":
    case "i16":
    case "i32":
      return { form: resultForms.signed, byteLength: 8 };
    case "bool":
    case "u8":
    case "u16":
    case "u32":
      return { form: resultForms.unsigned, byteLength: 8 };
    case "f32":
      return { form: resultForms.asItIs, byteLength: 4 };
    default:
      return { form: resultForms.asItIs, byteLength: 8 };
  }
}
