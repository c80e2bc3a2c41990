/**
 * The memory through which a callback's arguments and result pass: the registers at entry, then the caller's stack words;
 * results go to the first four slots. The addon fills and empties it (`native/addon/callback.c` has the same numbers).
 */
import { classifySystemVX64 } from "../classify/system-v-x64.ts";
import { isFloatScalar, maximumParameterCount } from "../signature/scalar-signature.ts";
import type { Scalar } from "../signature/scalar-signature.ts";

const integerRegisterCount = 6;
const floatRegisterCount = 8;

/** Slots that hold registers: 6 integer, then 8 floating. */
export const registerSlotCount: number = integerRegisterCount + floatRegisterCount;

/** Slots that one environment needs for callbacks. */
export const callbackSlotCount: number = registerSlotCount + maximumParameterCount;

/** Where a callback finds its arguments. */
export interface CallbackArrangement {
  /** Slot of each argument. */
  readonly slots: readonly number[];
  /** Stack words that the caller passes. */
  readonly stackWordCount: number;
}

/** Gives the slot of each argument of a callback (System V x86-64). */
export function arrangeCallback(parameters: readonly Scalar[]): CallbackArrangement {
  const { places, stackWordCount } = classifySystemVX64(parameters);
  const slots = places.map((place) => {
    switch (place.kind) {
      case "integer-register":
        return place.index;
      case "float-register":
        return integerRegisterCount + place.index;
      case "stack":
        return registerSlotCount + place.word;
      default:
        return place satisfies never;
    }
  });
  return { slots, stackWordCount };
}

/** Gives the slot where a callback leaves its result: 0 for the integer, 2 for the floating register. */
export function callbackResultSlot(result: Scalar): number {
  return isFloatScalar(result) ? 2 : 0;
}
