/**
 * Reads and writes C values in memory. Structs and unions are in `record-codec.ts`; what a scalar accepts is decided in
 * `function/scalar-rule.ts`.
 */
import { layoutOf, representationOf, resolveAlias, typeName } from "@koine/ctypes";
import type { ArrayType, CType, StringType } from "@koine/ctypes";
import { describeValue, FfiError } from "@koine/diagnostics";
import { currentBackend } from "../backend/select.ts";
import { describeMismatch } from "../errors/describe-mismatch.ts";
import { accepts, scalarRule } from "../function/scalar-rule.ts";
import type { ScalarRule } from "../function/scalar-rule.ts";
import { encodeText } from "../text/encode-text.ts";
import { readText } from "../text/read-text.ts";
import { translationOf } from "../types/translation-of.ts";
import { wideNumberOf } from "./wide-number.ts";
import { writeArrayCopy } from "./array-elements.ts";
import { readByteArray, readCharArray, writeByteArray, writeCharArray } from "./byte-array.ts";
import { toElements } from "./byte-elements.ts";
import type { Memory } from "./memory.ts";
import { arePointeesCompatible } from "./pointee.ts";
import { readElements, readPlace } from "./read-place.ts";
import { readRecord, writeRecord } from "./record-codec.ts";
import type { RecordPlace } from "./record-codec.ts";

const isLittleEndian = true;

/**
 * Reads the value of a type.
 *
 * @param offset Bytes from the start of the memory.
 * @throws {FfiError} `FFI_UNSAFE_INTEGER` for a `.number` type that would lose bits, `FFI_UNSUPPORTED` for types without a
 *   JavaScript value. Their path begins with {@link readPlace}: who knows the place completes it.
 */
export function readValue(type: CType, memory: Memory, offset: number): unknown {
  const { view } = memory;
  const resolved = resolveAlias(type);
  const rule = scalarRule(resolved, currentBackend().target);
  if (rule !== undefined) return readScalar(rule, view, offset);
  const translation = translationOf(resolved);
  if (translation !== undefined) {
    return translation.fromNative(readValue(translation.base, memory, offset), readPlace);
  }
  const number = wideNumberOf(resolved, currentBackend().target);
  if (number !== undefined) return number.read(view, offset);
  switch (resolved.kind) {
    case "pointer":
    case "handle":
      return pointerAt(resolved.target, memory, offset);
    case "sized-by":
      return readValue(resolved.target, memory, offset);
    case "null-terminated": {
      const address = view.getBigUint64(offset, isLittleEndian);
      return address === 0n ? null : memory.pointers.readTerminated(resolved.element, address);
    }
    case "callback":
      return pointerAt(resolved.signature, memory, offset);
    case "string": {
      const address = view.getBigUint64(offset, isLittleEndian);
      return address === 0n ? null : readText(address, resolved, readPlace);
    }
    case "array":
      return readArray(resolved, memory, offset);
    case "struct":
    case "union":
      return readRecord(resolved, memory, offset, readValue);
    default:
      throw noValue(resolved);
  }
}

/**
 * Writes a value of a type.
 *
 * @param path What is written, for errors: `struct Point at index 0.x`.
 * @throws {FfiError} `FFI_ARGUMENT_TYPE`, `FFI_ARGUMENT_RANGE` when the type does not accept the value; then some members
 *   of a struct may have been written.
 */
export function writeValue(type: CType, memory: Memory, offset: number, value: unknown, path: string): void {
  const resolved = resolveAlias(type);
  const rule = scalarRule(resolved, currentBackend().target);
  if (rule !== undefined) {
    assertAccepted(rule, value, path);
    writeScalar(rule, memory.view, offset, value as number | bigint | boolean);
    return;
  }
  const translation = translationOf(resolved);
  if (translation !== undefined) {
    const native = translation.toNative(value, path);
    if (translation.free !== undefined) memory.defer?.(() => translation.free?.(native));
    writeValue(translation.base, memory, offset, native, path);
    return;
  }
  const number = wideNumberOf(resolved, currentBackend().target);
  if (number !== undefined) {
    if (!number.write(memory.view, offset, value)) {
      throw number.refuse?.(value, path) ?? notAccepted(number.expected, value, path);
    }
    return;
  }
  switch (resolved.kind) {
    case "callback":
    case "handle":
      writePointer(resolved, memory, offset, value, path);
      return;
    case "pointer":
    case "sized-by":
    case "null-terminated":
      if (!writeCopied(resolved, memory, offset, value, path)) writePointer(resolved, memory, offset, value, path);
      return;
    case "string":
      writeText(resolved, { memory, offset, path, isCounted: false }, value);
      return;
    case "array":
      writeArray(resolved, memory, offset, value, path);
      return;
    case "struct":
    case "union":
      writeRecord(resolved, { memory, offset, path }, value, writeValue);
      return;
    default:
      throw noValue(resolved);
  }
}

/**
 * Refuses what a rule does not accept.
 *
 * @throws {FfiError} `FFI_ARGUMENT_TYPE`, `FFI_ARGUMENT_RANGE`
 */
export function assertAccepted(rule: ScalarRule, value: unknown, path: string): void {
  if (accepts(rule, value)) return;
  const { code, received, hint } = describeMismatch(rule, value);
  throw new FfiError(code, `${path}: expected ${rule.expected}, got ${received}`, {
    hint,
    details: { path, expected: rule.expected, received: value },
  });
}

/** Reads a scalar of a rule from memory. */
export function readScalar(rule: ScalarRule, view: DataView, offset: number): number | bigint | boolean {
  switch (rule.form) {
    case "boolean":
      return view.getUint8(offset) !== 0;
    case "float":
      return rule.scalar === "f32" ? view.getFloat32(offset, isLittleEndian) : view.getFloat64(offset, isLittleEndian);
    case "number":
      return Number(readInteger(rule, view, offset));
    case "bigint":
      return readInteger(rule, view, offset);
    case "checked-number":
      return toSafeNumber(readInteger(rule, view, offset), readPlace);
    default:
      return rule.form satisfies never;
  }
}

/**
 * Gives the number for a 64-bit integer.
 *
 * @param path What is read, for errors.
 * @throws {FfiError} `FFI_UNSAFE_INTEGER` when it would lose bits.
 */
export function toSafeNumber(integer: bigint, path: string): number {
  const number = Number(integer);
  if (Number.isSafeInteger(number)) return number;
  throw new FfiError("FFI_UNSAFE_INTEGER", `${path}: ${integer} does not fit a number without losing bits`, {
    hint: "use the type without `.number`, which gives a bigint",
    details: { path, value: integer },
  });
}

function readInteger(rule: ScalarRule, view: DataView, offset: number): bigint {
  switch (rule.scalar) {
    case "i8":
      return BigInt(view.getInt8(offset));
    case "u8":
      return BigInt(view.getUint8(offset));
    case "i16":
      return BigInt(view.getInt16(offset, isLittleEndian));
    case "u16":
      return BigInt(view.getUint16(offset, isLittleEndian));
    case "i32":
      return BigInt(view.getInt32(offset, isLittleEndian));
    case "u32":
      return BigInt(view.getUint32(offset, isLittleEndian));
    case "i64":
      return view.getBigInt64(offset, isLittleEndian);
    default:
      return view.getBigUint64(offset, isLittleEndian);
  }
}

/** Writes a value that a rule accepts. */
export function writeScalar(rule: ScalarRule, view: DataView, offset: number, value: number | bigint | boolean): void {
  switch (rule.scalar) {
    case "bool":
      view.setUint8(offset, value ? 1 : 0);
      return;
    case "f32":
      view.setFloat32(offset, value as number, isLittleEndian);
      return;
    case "f64":
      view.setFloat64(offset, value as number, isLittleEndian);
      return;
    case "i8":
    case "u8":
      view.setUint8(offset, Number(value));
      return;
    case "i16":
    case "u16":
      view.setUint16(offset, Number(value), isLittleEndian);
      return;
    case "i32":
    case "u32":
      view.setUint32(offset, Number(BigInt.asUintN(32, BigInt(value))), isLittleEndian);
      return;
    case "i64":
    case "u64":
      view.setBigUint64(offset, BigInt.asUintN(64, BigInt(value)), isLittleEndian);
      return;
    default:
      rule.scalar satisfies never;
  }
}

function pointerAt(target: CType, { view, pointers }: Memory, offset: number): unknown {
  const address = view.getBigUint64(offset, isLittleEndian);
  return address === 0n ? null : pointers.create(target, address);
}

function writePointer(
  type: CType,
  { view, pointers, keep }: Memory,
  offset: number,
  value: unknown,
  path: string,
): void {
  const opened = value === null ? { address: 0n, type: undefined, buffer: undefined } : pointers.open(value, path);
  const pointee = pointeeOf(type);
  if (opened === undefined) {
    throw new FfiError("FFI_ARGUMENT_TYPE", `${path}: expected ${wordsFor(type)}, got ${describeValue(value)}`, {
      hint:
        typeof value === "function"
          ? 'make a callback that lives as long: c.callback(…, { lifetime: "until" }).create(…)'
          : "allocate native memory for it; a buffer's address is borrowed only for a call",
      details: { path, expected: typeName(type), received: value },
    });
  }
  if (opened.type !== undefined && pointee !== undefined && !arePointeesCompatible(pointee, opened.type)) {
    const received = `a Pointer to ${typeName(opened.type)}`;
    throw new FfiError("FFI_ARGUMENT_TYPE", `${path}: expected a Pointer to ${typeName(pointee)}, got ${received}`, {
      hint: "cast it if C really takes it for one",
      details: { path, expected: typeName(type), received: value },
    });
  }
  view.setBigUint64(offset, opened.address, isLittleEndian);
  if (opened.buffer !== undefined) keep?.(offset, opened.buffer);
}

function wordsFor({ kind }: CType): string {
  if (kind === "string") return "a string, a Pointer or null";
  return kind === "callback" ? "a callback, a Pointer or null" : "a Pointer or null";
}

/** Copies an array or text where C only reads it; tells whether it did. */
function writeCopied(type: CType, memory: Memory, offset: number, value: unknown, path: string): boolean {
  if (type.kind === "sized-by" && type.target.kind === "string") {
    writeText(type.target, { memory, offset, path, isCounted: true }, value);
    return true;
  }
  const pointer = type.kind === "sized-by" ? type.target : type;
  if (typeof value === "string" && isConstChar(pointer)) {
    writeText(utf8Text, { memory, offset, path, isCounted: false }, value);
    return true;
  }
  if (!Array.isArray(value) && !ArrayBuffer.isView(value)) return false;
  const isTerminated = pointer.kind === "null-terminated";
  if (!isTerminated && !(pointer.kind === "pointer" && pointer.isConst)) return false;
  const element = isTerminated ? pointer.element : pointer.target;
  // A DataView has no elements.
  if (resolveAlias(element).kind === "void" || value instanceof DataView) return false;
  const copy = { element, isTerminated, path };
  writeArrayCopy(toElements(value, scalarRule(element, currentBackend().target)), copy, { memory, offset }, writeValue);
  return true;
}

const utf8Text: StringType = { kind: "string", encoding: "utf-8", isConst: true };

/** As a parameter, a `const char *` takes text. */
function isConstChar(type: CType): boolean {
  if (type.kind !== "pointer" || !type.isConst) return false;
  const target = resolveAlias(type.target);
  return target.kind === "integer" && target.name === "char";
}

/** The type that a pointer must point to; strings are of characters of whatever size their encoding has. */
function pointeeOf(type: CType): CType | undefined {
  if (type.kind === "callback") return type.signature;
  const represented = representationOf(type);
  return represented.kind === "pointer" ? represented.target : undefined;
}

/** Writes the address of a string: of a copy that somebody keeps, or of what a pointer leads to. */
function writeText(type: StringType, place: RecordPlace & { readonly isCounted: boolean }, value: unknown): void {
  const { memory, offset, path, isCounted } = place;
  if (typeof value !== "string") {
    writePointer(type, memory, offset, value, path);
    return;
  }
  if (memory.keep === undefined) {
    throw new FfiError("FFI_UNSUPPORTED", `${path}: nothing would keep the string alive`, {
      hint: "allocate memory for it, and write a pointer to that",
      details: { path, type: typeName(type) },
    });
  }
  const text = encodeText(value, path, type, isCounted);
  memory.view.setBigUint64(offset, currentBackend().addressOf(text), isLittleEndian);
  memory.keep(offset, text.buffer);
}

function readArray(type: ArrayType, memory: Memory, offset: number): unknown {
  if (type.form === "string") return readCharArray(type, memory.view, offset);
  if (type.form === "bytes") return readByteArray(type, memory.view, offset);
  const { byteLength } = layoutOf(type.element, currentBackend().target);
  return readElements(type.length ?? 0, (index) => readValue(type.element, memory, offset + index * byteLength));
}

function writeArray(type: ArrayType, memory: Memory, offset: number, value: unknown, path: string): void {
  if (type.form === "string") {
    writeCharArray(type, memory.view, offset, value, path);
    return;
  }
  if (type.form === "bytes" && writeByteArray(type, memory.view, offset, value, path)) return;
  const length = type.length ?? 0;
  if (!Array.isArray(value) && !ArrayBuffer.isView(value)) {
    throw new FfiError("FFI_ARGUMENT_TYPE", `${path}: expected an array of ${length}, got ${describeValue(value)}`);
  }
  const items = Array.from(toElements(value, scalarRule(type.element, currentBackend().target)));
  if (items.length !== length) {
    throw new FfiError("FFI_ARGUMENT_RANGE", `${path}: expected ${length} elements, got ${items.length}`);
  }
  const { byteLength } = layoutOf(type.element, currentBackend().target);
  items.forEach((item, index) =>
    writeValue(type.element, memory, offset + index * byteLength, item, `${path}[${index}]`),
  );
}

function notAccepted(expected: string, value: unknown, path: string): FfiError {
  return new FfiError("FFI_ARGUMENT_TYPE", `${path}: expected ${expected}, got ${describeValue(value)}`, {
    details: { path, expected, received: value },
  });
}

function noValue(type: CType): FfiError {
  return new FfiError("FFI_UNSUPPORTED", `${typeName(type)} has no JavaScript value in memory`, {
    hint: "cast the pointer to a type that has one",
    details: { type: typeName(type) },
  });
}
