/**
 * How pointers read and write the scalars that they point to: one generated pair of functions per type, through the
 * backend's memory access. What is no scalar goes through `codec.ts` and a view.
 */
import { resolveAlias } from "@koine/ctypes";
import type { CType } from "@koine/ctypes";
import type { Backend, MemoryAccess } from "../backend/contract.ts";
import { selectUsed } from "../backend/generated-source.ts";
import { currentBackend } from "../backend/select.ts";
import { renderPointerRead } from "../function/pointer-read.ts";
import { byteLengthOf, renderRead, renderWrite, scalarRule, slotPlace } from "../function/scalar-rule.ts";
import type { ScalarRule } from "../function/scalar-rule.ts";
import { typedViews } from "../function/typed-views.ts";
import { toSafeNumber } from "./codec.ts";
import { lending } from "./lent-memory.ts";
import { readPlaceOf } from "./read-place.ts";
import { foreignRegion } from "./region.ts";

/** Reads and writes one type at an address, given as signed halves. */
export interface Accessor {
  readonly byteLength: number;
  /** Reads the value at an address. */
  readonly read: (low: number, high: number) => unknown;
  /** Writes a value that the type accepts; `undefined` for types that are written otherwise. */
  readonly write: ((low: number, high: number, value: unknown) => void) | undefined;
  readonly rule: ScalarRule | undefined;
}

const accessors = new WeakMap<CType, Accessor | null>();
const accesses = new WeakMap<Backend, Map<number, MemoryAccess>>();

/**
 * Gives the accessor of a type; `null` for types that are neither scalars nor pointers.
 *
 * @param NativePointer The class of pointers, which imports this file and so cannot be imported here.
 */
export function accessorOf(type: CType, NativePointer: unknown): Accessor | null {
  let accessor = accessors.get(type);
  if (accessor === undefined) {
    accessor = createAccessor(type, NativePointer, currentBackend());
    accessors.set(type, accessor);
  }
  return accessor;
}

function createAccessor(type: CType, NativePointer: unknown, backend: Backend): Accessor | null {
  const resolved = resolveAlias(type);
  const rule = scalarRule(resolved, backend.target);
  if (rule === undefined && resolved.kind !== "pointer") return null;
  const byteLength = rule === undefined ? 8 : byteLengthOf(rule);
  const read = rule === undefined ? renderPointerRead(slotPlace(0), "$pointee") : renderRead(rule, slotPlace(0));
  const bindings = {
    ...typedViews(backend.slots, ""),
    ...accessOf(backend, byteLength),
    NativePointer,
    foreignRegion,
    lending,
    pointee: resolved.kind === "pointer" ? resolved.target : undefined,
    errors: { toSafeNumber: (value: bigint) => toSafeNumber(value, readPlaceOf(type)) },
  };
  const source = renderAccessor(read, rule);
  const compiled = backend.compile(source, selectUsed(source, bindings)) as Pick<Accessor, "read" | "write">;
  return { ...compiled, byteLength, rule };
}

function renderAccessor(read: string, rule: ScalarRule | undefined): string {
  const storeAddress = "$i32[2] = low; $i32[3] = high;";
  return [
    `return {`,
    "  read(low, high) {",
    ...renderLentRead(rule).map((line) => `    ${line}`),
    `    ${storeAddress} $read(); return ${read};`,
    "  },",
    rule === undefined
      ? "  write: undefined,"
      : `  write(low, high, value) { ${storeAddress} ${renderWrite(rule, "value", slotPlace(2))} $write(); },`,
    "};",
  ].join("\n");
}

/** The function of a view that reads a scalar, where values need nothing further. */
const viewReaders: Readonly<Partial<Record<ScalarRule["scalar"], string>>> = {
  i8: "getInt8",
  u8: "getUint8",
  i16: "getInt16",
  u16: "getUint16",
  i32: "getInt32",
  u32: "getUint32",
  f32: "getFloat32",
  f64: "getFloat64",
};

/**
 * Renders how memory is read that the call in progress was lent. Not only because it is faster: where there is no call of
 * machine code, V8 need not make the pointer that a callback gets.
 *
 * @returns Statements of a function that names the address `low` and `high`; none for what is read otherwise.
 */
export function renderLentRead(rule: ScalarRule | undefined): readonly string[] {
  const reader = rule === undefined ? undefined : viewReaders[rule.scalar];
  if (rule === undefined || reader === undefined || (rule.form !== "number" && rule.form !== "float")) return [];
  const isInside = `$offset >= 0 && $offset <= $lent.bytes.length - ${byteLengthOf(rule)} && high === $lent.high`;
  return [
    "const $lent = $lending.memory, $offset = (low - $lent.low) | 0;",
    `if (${isInside}) return $lent.view.${reader}($offset, true);`,
  ];
}

function accessOf(backend: Backend, byteLength: 1 | 2 | 4 | 8): MemoryAccess {
  const known = accesses.get(backend) ?? new Map<number, MemoryAccess>();
  accesses.set(backend, known);
  const access = known.get(byteLength) ?? backend.prepareAccess(byteLength);
  known.set(byteLength, access);
  return access;
}
