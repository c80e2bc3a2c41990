/** Counts that are filled in: how many elements the argument has that `c.sizedBy` declares. */
import { typeName } from "@koine/ctypes";
import type { SizedByType, Target } from "@koine/ctypes";
import { describeValue, FfiError } from "@koine/diagnostics";
import { isBuffer } from "../../memory/buffer-place.ts";
import { countedByteLength } from "../../memory/counted-element.ts";
import { NativePointer } from "../../memory/pointer.ts";
import { findPointer } from "../../memory/pointer-of.ts";
import { countUnits } from "../../text/encode-text.ts";
import type { ParameterPart, ParameterPosition } from "../wrapper-parts.ts";

/** One argument that is counted. */
export interface CountedArgument {
  readonly variable: string;
  readonly type: SizedByType;
  /** Names it in errors. */
  readonly label: string;
}

/** Gives the wrapper's part for a count: it is computed from the arguments that it counts. */
export function countParameter(
  counted: readonly CountedArgument[],
  position: ParameterPosition,
  label: string,
  plan: (position: ParameterPosition) => ParameterPart,
): ParameterPart {
  const { index, target } = position;
  const count = `$count${index}`;
  const { condition, accepts: _accepts, directCondition: _direct, ...rest } = plan({ ...position, variable: count });
  const refuse = `throw $refuseCount${index}(${count});`;
  return {
    ...rest,
    isPassed: false,
    evaluate: [
      `const ${count} = $countOf${index}(${counted.map(({ variable }) => variable).join(", ")});`,
      ...rest.evaluate,
    ],
    check: [...(condition === undefined ? [] : [`if (!(${condition})) ${refuse}`]), ...rest.check],
    bindings: {
      ...rest.bindings,
      [`countOf${index}`]: (...values: unknown[]) => countAll(counted, values, target),
      [`refuseCount${index}`]: (value: number) =>
        new FfiError("FFI_ARGUMENT_RANGE", `${label}: ${value} elements do not fit ${typeName(position.type)}`, {
          hint: "pass fewer at a time",
          details: { received: value, expected: rest.expected },
        }),
    },
  };
}

function countAll(counted: readonly CountedArgument[], values: readonly unknown[], target: Target): number {
  const counts = counted.map((argument, index) => countOf(argument, values[index], target));
  const [first = 0] = counts;
  const other = counts.findIndex((count) => count !== first);
  if (other < 0) return first;
  const [left, right] = [counted[0] as CountedArgument, counted[other] as CountedArgument];
  throw new FfiError(
    "FFI_ARGUMENT_RANGE",
    `${right.label}: expected as many elements as ${left.label} has, got ${String(counts[other])} for ${first}`,
    { hint: "C takes one count for both", details: { expected: first, received: counts[other] } },
  );
}

/** What has no elements counts 0 here, and is refused by the parameter itself. */
function countOf(argument: CountedArgument, value: unknown, target: Target): number {
  const { type } = argument;
  if (type.target.kind === "string") return typeof value === "string" ? countUnits(value, type.target) : 0;
  if (Array.isArray(value)) return value.length;
  if (isBuffer(value)) return inElements(value.byteLength, argument, target);
  const array = value as { readonly length?: unknown } | null;
  const pointer = value instanceof NativePointer ? (value as NativePointer) : findPointer(value);
  if (!(pointer instanceof NativePointer)) return 0;
  if (pointer !== value && typeof array?.length === "number") return array.length;
  const { region, byteOffset } = pointer as NativePointer;
  if (pointer !== value) return 1;
  if (region.byteLength !== undefined) return inElements(region.byteLength - byteOffset, argument, target);
  throw new FfiError(
    "FFI_ARGUMENT_TYPE",
    `${argument.label}: nobody knows how much memory ${describeValue(value)} has`,
    {
      hint: "pass an array, a buffer, or memory that was allocated with a size",
      details: { received: value },
    },
  );
}

function inElements(byteLength: number, { type, label }: CountedArgument, target: Target): number {
  const size = elementByteLength(type, target);
  if (byteLength % size === 0) return byteLength / size;
  throw new FfiError("FFI_ARGUMENT_RANGE", `${label}: ${byteLength} bytes are no whole number of elements of ${size}`, {
    hint: "pass a view of whole elements",
    details: { byteLength, elementByteLength: size },
  });
}

function elementByteLength({ target: pointer }: SizedByType, target: Target): number {
  return pointer.kind === "pointer" ? countedByteLength(pointer.target, target) : 1;
}
