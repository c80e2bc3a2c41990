/**
 * Which bytes libffi gets as which argument. Mostly an argument is a value; a value without bytes is none, and a struct that
 * libffi 3.4 would pass wrongly is two.
 */
import type { Target } from "@koine/ctypes";
import type { ArgumentArrangement, ValuePiece } from "../classify/model.ts";
import { arrangeSystemVX64Call } from "../classify/system-v-x64.ts";
import { shapeOfScalar } from "../classify/value-shape.ts";
import type { ValueShape } from "../classify/value-shape.ts";
import type { CallSignature, SignatureValue } from "../signature/scalar-signature.ts";
import { slotByteLength } from "../stub/call-slots.ts";
import { describeLibffiType, hasVector, isEmptyValue } from "./libffi-type.ts";
import type { LibffiType } from "./libffi-type.ts";

/** One argument of a cif. */
export interface LibffiArgument {
  /** Index of the parameter whose bytes it has. */
  readonly index: number;
  /** First byte of the argument in the value. */
  readonly byteOffset: number;
  readonly byteLength: number;
  /** Whether it has all bytes of the value. */
  readonly isWhole: boolean;
  readonly type: LibffiType;
}

/** Lists the arguments of a cif for a signature, one for each value that has bytes. */
export function wholeLibffiArguments({ parameters }: CallSignature, target: Target): readonly LibffiArgument[] {
  return parameters.flatMap((value, index) => (isEmptyValue(value) ? [] : [wholeArgument(value, index, target)]));
}

/** Lists the arguments of a cif for calls by the platform's own convention. */
export function callLibffiArguments(signature: CallSignature, target: Target): readonly LibffiArgument[] {
  return splitArguments(signature, target, isOverwritten);
}

/** Lists the arguments of a cif for closures of the platform's own convention. */
export function closureLibffiArguments(signature: CallSignature, target: Target): readonly LibffiArgument[] {
  return splitArguments(signature, target, hasGap);
}

function splitArguments(
  signature: CallSignature,
  target: Target,
  mustSplit: (argument: ArgumentArrangement) => boolean,
): readonly LibffiArgument[] {
  const arranged = arrangeWhereKnown(signature, target);
  return signature.parameters.flatMap((value, index): readonly LibffiArgument[] => {
    if (isEmptyValue(value)) return [];
    const argument = arranged?.[index];
    if (argument === undefined || hasVector(value) || !mustSplit(argument))
      return [wholeArgument(value, index, target)];
    return argument.pieces.map(({ byteOffset, byteLength, place }) => ({
      index,
      byteOffset,
      byteLength,
      isWhole: false,
      type: describePiece(place.kind, byteLength, target),
    }));
  });
}

function wholeArgument(value: SignatureValue, index: number, target: Target): LibffiArgument {
  const { byteLength } = toShape(value);
  return { index, byteOffset: 0, byteLength, isWhole: true, type: describeLibffiType(value, target) };
}

function arrangeWhereKnown(
  { parameters, result }: CallSignature,
  { architecture, platform }: Target,
): readonly ArgumentArrangement[] | undefined {
  if (architecture !== "x64" || platform === "win32") return undefined;
  const call = { parameters: parameters.map(toShape), result: result === "void" ? undefined : toShape(result) };
  return arrangeSystemVX64Call(call).arguments;
}

function toShape(value: SignatureValue): ValueShape {
  return typeof value === "string" ? shapeOfScalar(value) : value;
}

const lastIntegerRegister = 5;

/**
 * libffi 3.4 copies a whole struct to where it keeps the integer register of its first eightbyte. Behind the last integer
 * register lies the first floating-point one.
 */
function isOverwritten({ byteLength, pieces }: ArgumentArrangement): boolean {
  const place = pieces[0]?.place;
  return place?.kind === "integer-register" && place.index === lastIntegerRegister && byteLength > slotByteLength;
}

/**
 * The closures of libffi 3.4 take a register for each eightbyte of a struct, also for one that is padding and has none.
 */
function hasGap({ byteLength, pieces }: ArgumentArrangement): boolean {
  const kind = pieces[0]?.place.kind;
  const isInRegisters = kind === "integer-register" || kind === "float-register";
  return isInRegisters && byteLength > pieces.length * slotByteLength;
}

/** A `float` behind the `...` would be refused, because C promotes those; a struct of one travels the same way. */
function describePiece(kind: ValuePiece["place"]["kind"], byteLength: number, target: Target): LibffiType {
  if (kind === "integer-register") return describeLibffiType("u64", target);
  if (byteLength === 8) return describeLibffiType("f64", target);
  return { kind: "struct", byteLength, alignment: byteLength, elements: [describeLibffiType("f32", target)] };
}
