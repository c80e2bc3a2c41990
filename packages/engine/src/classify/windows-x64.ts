/**
 * Where the Microsoft x64 convention puts arguments and results. Every argument has a position, which stands for one integer
 * register, one float register and one stack word; the first four words are shadow space that the callee may use.
 *
 * @see Microsoft x64 calling convention: "Parameter passing", "Varargs", "Return values"
 */
import { minimumStackAlignment, wholeValue } from "./model.ts";
import type {
  ArgumentArrangement,
  CallArrangement,
  CallShape,
  ResultArrangement,
  ValuePiece,
  ValuePlace,
} from "./model.ts";
import type { ValueShape } from "./value-shape.ts";

const registerLimit = 4;
const wordByteLength = 8;
/** Bytes of the stack words that belong to the four register positions. */
const shadowByteLength: number = registerLimit * wordByteLength;
/** What the caller must align copies to. */
const copyAlignment = 16;

/** What earlier positions have taken. */
interface Progress {
  position: number;
  integers: number;
  floats: number;
}

/**
 * Arranges a call. The stack bytes hold the shadow space. A variadic floating-point argument in a register has two pieces,
 * because the callee looks for it in the integer register.
 *
 * @see Microsoft x64 calling convention
 */
export function arrangeWindowsX64Call(call: CallShape): CallArrangement {
  const progress: Progress = { position: 0, integers: 0, floats: 0 };
  const result = arrangeResult(call.result, progress);
  const fixedCount = call.fixedParameterCount ?? call.parameters.length;
  const placed = call.parameters.map((shape, index) => arrangeArgument(shape, index >= fixedCount, progress));
  return {
    arguments: placed,
    result,
    integerRegisterCount: progress.integers,
    floatRegisterCount: progress.floats,
    stackByteLength: Math.max(shadowByteLength, progress.position * wordByteLength),
    stackAlignment: minimumStackAlignment,
  };
}

function arrangeArgument(shape: ValueShape, isVariadic: boolean, progress: Progress): ArgumentArrangement {
  const { byteLength } = shape;
  if (!fitsRegister(byteLength)) {
    const pieces = [takeInteger(wordByteLength, progress)];
    return { isIndirect: true, alignment: Math.max(copyAlignment, shape.alignment), byteLength, pieces };
  }
  const pieces =
    shape.kind === "float" ? takeFloat(byteLength, isVariadic, progress) : [takeInteger(byteLength, progress)];
  return { isIndirect: false, alignment: shape.alignment, byteLength, pieces };
}

function takeInteger(byteLength: number, progress: Progress): ValuePiece {
  const index = progress.position++;
  if (index >= registerLimit) return stackWord(byteLength, index);
  progress.integers = index + 1;
  return wholeValue(byteLength, { kind: "integer-register", index });
}

function takeFloat(byteLength: number, isVariadic: boolean, progress: Progress): readonly ValuePiece[] {
  if (progress.position >= registerLimit) return [takeInteger(byteLength, progress)];
  const index = progress.position;
  progress.floats = index + 1;
  const piece = wholeValue(byteLength, { kind: "float-register", index });
  if (isVariadic) return [piece, takeInteger(byteLength, progress)];
  progress.position++;
  return [piece];
}

function stackWord(byteLength: number, position: number): ValuePiece {
  return wholeValue(byteLength, { kind: "stack", byteOffset: position * wordByteLength });
}

function arrangeResult(shape: ValueShape | undefined, progress: Progress): ResultArrangement {
  if (shape === undefined) return { kind: "void" };
  const { byteLength, alignment } = shape;
  // Empty structs are GNU's, Microsoft's C has none. As arguments, GCC passes their address.
  if (byteLength === 0) return { kind: "registers", byteLength, pieces: [] };
  // As arguments vectors of 16 bytes go by address, and those of 8 bytes travel like integers both ways.
  const isWideVector = shape.kind === "vector" && byteLength === 16;
  if (isWideVector) {
    return { kind: "registers", byteLength, pieces: [wholeValue(byteLength, { kind: "float-register", index: 0 })] };
  }
  if (!fitsRegister(byteLength)) {
    const address: ValuePlace = takeInteger(wordByteLength, progress).place;
    return { kind: "memory", byteLength, alignment, address, isAddressReturned: true };
  }
  const kind = shape.kind === "float" ? "float-register" : "integer-register";
  return { kind: "registers", byteLength, pieces: [wholeValue(byteLength, { kind, index: 0 })] };
}

/** Structs, unions and complex values are treated like integers of their size, or passed by address. */
function fitsRegister(byteLength: number): boolean {
  return byteLength === 1 || byteLength === 2 || byteLength === 4 || byteLength === 8;
}
