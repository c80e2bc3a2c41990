/**
 * Which bytes libffi gets as which argument. Mostly an argument is a value; a value without bytes is none, and a struct that
 * libffi 3.4 would pass wrongly is two.
 */
import type { Target } from "@koine/ctypes";
import { arrangeSystemVX64Call, shapeOfScalar, slotByteLength } from "@koine/engine";
import type { ArgumentArrangement, CallSignature, SignatureValue, ValuePiece, ValueShape } from "@koine/engine";
import { isEmptyValue, nativeTypeOf } from "./native-type.ts";
import type { NativeType } from "./native-type.ts";

/** One argument of a cif. */
export interface ArgumentPlace {
  /** Index of the parameter whose bytes it has. */
  readonly index: number;
  /** First byte of the argument in the value. */
  readonly byteOffset: number;
  readonly type: NativeType;
}

/** Lists the arguments of a cif for a signature, one for each value that has bytes. */
export function wholeArguments({ parameters }: CallSignature, target: Target): readonly ArgumentPlace[] {
  return parameters.flatMap((value, index) =>
    isEmptyValue(value) ? [] : [{ index, byteOffset: 0, type: nativeTypeOf(value, target) }],
  );
}

/** Lists the arguments of a cif for calls by the platform's own convention. */
export function placeArguments(signature: CallSignature, target: Target): readonly ArgumentPlace[] {
  const arranged = arrangeWhereKnown(signature, target);
  return signature.parameters.flatMap((value, index) => {
    if (isEmptyValue(value)) return [];
    const argument = arranged?.[index];
    if (argument === undefined || !isOverwritten(argument)) {
      return [{ index, byteOffset: 0, type: nativeTypeOf(value, target) }];
    }
    return argument.pieces.map(({ byteOffset, byteLength, place }) => ({
      index,
      byteOffset,
      type: nativeTypeOf(scalarOf(place.kind, byteLength), target),
    }));
  });
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

function scalarOf(kind: ValuePiece["place"]["kind"], byteLength: number): SignatureValue {
  if (kind === "integer-register") return "u64";
  return byteLength === 4 ? "f32" : "f64";
}
