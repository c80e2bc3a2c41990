/** Tells in words how a function is called: where each value travels, and by which way JavaScript enters it. */
import { typeName } from "@koine/ctypes";
import type { CType, ErrnoMode } from "@koine/ctypes";
import { arrangeCall, requireConvention, shapeOfCall } from "@koine/engine";
import type { ArgumentArrangement, Convention, ResultArrangement, ValuePiece, ValuePlace } from "@koine/engine";
import type { Backend } from "../backend/contract.ts";
import type { BindRequest } from "../function/bind-function.ts";
import { planWrapper } from "../function/plan-wrapper.ts";

/** Which way a wrapper enters native code; variadic functions have a wrapper per kind of further arguments. */
type CallPath = "direct" | "slots" | "reentrant" | "text" | "variadic";

/**
 * Explains a function, line by line.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED` on a target without a known convention.
 */
export function explainFunction(request: BindRequest): string {
  const { name, type, library, backend } = request;
  const { target } = backend;
  const convention = requireConvention(target, type.isVariadic);
  const fixedParameterCount = type.isVariadic ? type.parameters.length : undefined;
  const call = arrangeCall(shapeOfCall({ ...type, fixedParameterCount }, target), convention);
  const names = registers[convention];
  const lines = type.parameters.map((parameter, index) => {
    const label = type.parameterNames[index] ?? "argument";
    const where = describeArgument(call.arguments[index] as ArgumentArrangement, names);
    return `  ${index + 1} ${label}: ${describeType(parameter)} ${where}`;
  });
  return [
    `${name}: ${typeName(type)}, of the library ${library}`,
    ...lines,
    ...(type.isVariadic ? ["  … further arguments by C's default promotions"] : []),
    `  result: ${describeType(type.result)}${describeResult(call.result, names)}`,
    ...(type.errno === undefined ? [] : [`  errno: 0 before the call, read after it${errnoUse(type.errno)}`]),
    ...(type.lastError === undefined
      ? []
      : [`  last error: 0 before the call, read after it${errnoUse(type.lastError)}`]),
    `  stack: ${call.stackByteLength} bytes of arguments; convention: ${convention}`,
    `  entered: ${describePath(findPath(request), backend)}`,
  ].join("\n");
}

function errnoUse(errno: ErrnoMode): string {
  return errno === true ? ", beside the result" : ", thrown when the result says that the call failed";
}

/** Names of the registers of a convention. */
interface RegisterNames {
  readonly integers: readonly string[];
  readonly floats: string;
  readonly integerResults: readonly string[];
  readonly indirectResult: string;
}

const numbered = (prefix: string): readonly string[] => Array.from({ length: 8 }, (_, index) => `${prefix}${index}`);
const arm64: RegisterNames = {
  integers: numbered("x"),
  floats: "v",
  integerResults: numbered("x"),
  indirectResult: "x8",
};

const registers: Readonly<Record<Convention, RegisterNames>> = {
  "system-v-x64": {
    integers: ["rdi", "rsi", "rdx", "rcx", "r8", "r9"],
    floats: "xmm",
    integerResults: ["rax", "rdx"],
    indirectResult: "rdi",
  },
  "windows-x64": {
    integers: ["rcx", "rdx", "r8", "r9"],
    floats: "xmm",
    integerResults: ["rax"],
    indirectResult: "rcx",
  },
  aapcs64: arm64,
  "apple-arm64": arm64,
};

function describeType(type: CType): string {
  return type.kind === "void" ? "void" : typeName(type);
}

function describeArgument({ isIndirect, pieces }: ArgumentArrangement, names: RegisterNames): string {
  if (pieces.length === 0) return "nowhere: it is empty";
  const places = describePieces(pieces, names.integers, names);
  return isIndirect ? `as the address of a copy in ${places}` : `in ${places}`;
}

function describeResult(result: ResultArrangement, names: RegisterNames): string {
  switch (result.kind) {
    case "void":
      return "";
    case "registers":
      return result.pieces.length === 0 ? "" : ` in ${describePieces(result.pieces, names.integerResults, names)}`;
    case "memory":
      return ` in memory of the caller, whose address is in ${describePlace(result.address, names.integers, names)}`;
    default:
      return result satisfies never;
  }
}

function describePieces(pieces: readonly ValuePiece[], integers: readonly string[], names: RegisterNames): string {
  return pieces.map(({ place }) => describePlace(place, integers, names)).join(" and ");
}

function describePlace(place: ValuePlace, integers: readonly string[], names: RegisterNames): string {
  switch (place.kind) {
    case "integer-register":
      return integers[place.index] ?? `integer register ${place.index}`;
    case "float-register":
      return `${names.floats}${place.index}`;
    case "x87-register":
      return `st${place.index}`;
    case "indirect-result":
      return names.indirectResult;
    case "stack":
      return `the stack at ${place.byteOffset}`;
    default:
      return place satisfies never;
  }
}

function findPath(request: BindRequest): CallPath {
  if (request.type.isVariadic) return "variadic";
  const { parts, result, signature, direct } = planWrapper(request);
  if (result.isText) return "text";
  if (parts.some((part) => part.isCallback)) return "reentrant";
  return direct !== undefined && request.backend.prepareDirect(request.address, signature) !== undefined
    ? "direct"
    : "slots";
}

function describePath(path: CallPath, { engine, name }: Backend): string {
  if (path === "variadic") return "by a wrapper per kind of further arguments, made at the first call with them";
  if (path === "text" && engine !== "libffi") return "through Node-API, which makes the JavaScript string";
  if (engine === "none") return `as the ${name} backend does`;
  if (engine === "libffi") return "through the system's libffi, with its values in call slots";
  if (engine === "plain") return "through Node-API, with its values in call slots";
  if (path === "direct")
    return "directly by optimised code, with its values in registers; before that, by a routine of the addon";
  return path === "reentrant"
    ? "by a stub, with its values in call slots, so that C may call JavaScript"
    : "by a stub that optimised code calls directly, with its values in call slots";
}
