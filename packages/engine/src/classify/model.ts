/**
 * Where the values of a call travel, as data: the one model that all conventions are described with, and that stubs and
 * thunks are emitted from. The rules that fill it are in `system-v-x64.ts`, `windows-x64.ts` and `aapcs64.ts`; what they
 * know of a value is in `value-shape.ts`.
 */
import type { ValueShape } from "./value-shape.ts";

/**
 * A place that bytes of a value travel in.
 *
 * Registers are numbered in the order of the convention: those of arguments as they are assigned (`rdi, rsi, …`, `x0, x1, …`),
 * those of results as they are filled (`rax, rdx`; `xmm0, xmm1`; `st0, st1`; `x0, x1`; `v0 … v3`). `indirect-result` is
 * `x8`. Stack offsets are in bytes from the stack pointer at the call instruction, before a return address is pushed.
 */
export type ValuePlace =
  | { readonly kind: "integer-register"; readonly index: number }
  | { readonly kind: "float-register"; readonly index: number }
  | { readonly kind: "x87-register"; readonly index: number }
  | { readonly kind: "indirect-result" }
  | { readonly kind: "stack"; readonly byteOffset: number };

/** How the caller must fill the bits of an integer register, up to bit 31, above a narrower integer. */
export type Extension = "none" | "sign" | "zero";

/** Some consecutive bytes of a value and the place that they travel in, from its least significant byte. */
export interface ValuePiece {
  /** First byte of the piece, from the start of the value. */
  readonly byteOffset: number;
  readonly byteLength: number;
  readonly place: ValuePlace;
  readonly extension: Extension;
}

/** Where one argument travels. */
export interface ArgumentArrangement {
  /**
   * Whether the caller passes the address of a copy, which belongs to the callee for the time of the call. The pieces are
   * then those of the address.
   */
  readonly isIndirect: boolean;
  /** Alignment in bytes that the copy must have; where there is none, of the value's type. */
  readonly alignment: number;
  /** Bytes of the value itself. */
  readonly byteLength: number;
  /** In order of `byteOffset`. None for empty structs; two with the same bytes where a value travels twice. */
  readonly pieces: readonly ValuePiece[];
}

/** Where the result travels. */
export type ResultArrangement =
  | { readonly kind: "void" }
  | {
      readonly kind: "registers";
      readonly byteLength: number;
      readonly pieces: readonly ValuePiece[];
    }
  | {
      /** The caller passes the address of memory for the result. */
      readonly kind: "memory";
      readonly byteLength: number;
      readonly alignment: number;
      /** Where that address travels. */
      readonly address: ValuePlace;
      /** Whether the callee gives it back in the first integer register for results. */
      readonly isAddressReturned: boolean;
    };

/** Where everything in a call travels. */
export interface CallArrangement {
  readonly arguments: readonly ArgumentArrangement[];
  readonly result: ResultArrangement;
  /** Argument registers in use, the address of the result among them: the number of the last one plus 1. */
  readonly integerRegisterCount: number;
  readonly floatRegisterCount: number;
  /** Bytes of arguments on the stack, with the shadow space of Windows; not yet rounded to the stack's alignment. */
  readonly stackByteLength: number;
  /** Alignment of the stack pointer at the call instruction: 16, or more where an argument needs it. */
  readonly stackAlignment: number;
}

/** A signature as conventions see it. */
export interface CallShape {
  readonly parameters: readonly ValueShape[];
  readonly result: ValueShape | undefined;
  /** Number of declared parameters of a variadic function; `undefined` for all others. */
  readonly fixedParameterCount?: number | undefined;
}

/** The bytes that a stack pointer is aligned to at every call, in all conventions here. */
export const minimumStackAlignment = 16;

/** Rounds an offset up to a multiple of an alignment. */
export function alignUp(byteOffset: number, alignment: number): number {
  return Math.ceil(byteOffset / alignment) * alignment;
}

/** Cuts a value into pieces of at most `unit` bytes, at the places that `placeOf` gives for their numbers. */
export function cutValue(
  byteLength: number,
  unit: number,
  placeOf: (index: number) => ValuePlace,
): readonly ValuePiece[] {
  return Array.from({ length: Math.ceil(byteLength / unit) }, (_, index) => ({
    byteOffset: index * unit,
    byteLength: Math.min(unit, byteLength - index * unit),
    place: placeOf(index),
    extension: "none",
  }));
}

/** Puts a whole value, or the 8 bytes of its address, at one place. */
export function wholeValue(byteLength: number, place: ValuePlace, extension: Extension = "none"): ValuePiece {
  return { byteOffset: 0, byteLength, place, extension };
}
