/**
 * Vectors as JavaScript values: typed arrays of their lanes, copied both ways. What a lane accepts is decided in
 * `function/scalar-rule.ts`, how a vector lies in memory by `layoutOf`.
 */
import { layoutOf } from "@koine/ctypes";
import type { Target, VectorType } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import { describeMismatch } from "../errors/describe-mismatch.ts";
import { accepts, scalarRule } from "../function/scalar-rule.ts";
import type { ScalarRule } from "../function/scalar-rule.ts";
import { toElements } from "./byte-elements.ts";
import type { WideNumber } from "./wide-number.ts";

type Lane = number | bigint;
type Lanes = { length: number; [index: number]: Lane };

/** How one lane lies in memory; all are little-endian. */
interface LaneAccess {
  readonly byteLength: number;
  read(view: DataView, byteOffset: number): Lane;
  write(view: DataView, byteOffset: number, value: Lane): void;
}

const accesses: Readonly<Record<Exclude<ScalarRule["scalar"], "bool">, LaneAccess>> = {
  i8: laneAccess(1, "getInt8", "setInt8"),
  u8: laneAccess(1, "getUint8", "setUint8"),
  i16: laneAccess(2, "getInt16", "setInt16"),
  u16: laneAccess(2, "getUint16", "setUint16"),
  i32: laneAccess(4, "getInt32", "setInt32"),
  u32: laneAccess(4, "getUint32", "setUint32"),
  i64: wideAccess("getBigInt64", "setBigInt64"),
  u64: wideAccess("getBigUint64", "setBigUint64"),
  f32: laneAccess(4, "getFloat32", "setFloat32"),
  f64: laneAccess(8, "getFloat64", "setFloat64"),
};

function laneAccess(byteLength: number, get: NarrowGetter, set: NarrowSetter): LaneAccess {
  return {
    byteLength,
    read: (view, byteOffset) => view[get](byteOffset, true),
    write: (view, byteOffset, value) => view[set](byteOffset, Number(value), true),
  };
}

function wideAccess(get: "getBigInt64" | "getBigUint64", set: "setBigInt64" | "setBigUint64"): LaneAccess {
  return {
    byteLength: 8,
    read: (view, byteOffset) => view[get](byteOffset, true),
    write: (view, byteOffset, value) => view[set](byteOffset, BigInt(value), true),
  };
}

type NarrowName = "Int8" | "Uint8" | "Int16" | "Uint16" | "Int32" | "Uint32" | "Float32" | "Float64";
type NarrowGetter = `get${NarrowName}`;
type NarrowSetter = `set${NarrowName}`;

const arrays: Readonly<Record<keyof typeof accesses, new (length: number) => Lanes>> = {
  i8: Int8Array,
  u8: Uint8Array,
  i16: Int16Array,
  u16: Uint16Array,
  i32: Int32Array,
  u32: Uint32Array,
  i64: BigInt64Array,
  u64: BigUint64Array,
  f32: Float32Array,
  f64: Float64Array,
};

const known = new WeakMap<VectorType, WeakMap<Target, WideNumber>>();

/** Gives how a vector type lies in memory. */
export function vectorValue(type: VectorType, target: Target): WideNumber {
  let ofType = known.get(type);
  if (ofType === undefined) known.set(type, (ofType = new WeakMap()));
  let value = ofType.get(target);
  if (value === undefined) ofType.set(target, (value = makeVectorValue(type, target)));
  return value;
}

function makeVectorValue(type: VectorType, target: Target): WideNumber {
  const { length } = type;
  const rule = scalarRule(type.element, target) as ScalarRule;
  const scalar = rule.scalar as keyof typeof accesses;
  const access = accesses[scalar];
  const { byteLength } = access;
  const isWide = rule.form === "bigint";
  // `long` has 64 bits in JavaScript, also where C has 32.
  const LaneArray = isWide ? (scalar.startsWith("i") ? arrays.i64 : arrays.u64) : arrays[scalar];
  return {
    ...layoutOf(type, target),
    expected: `an array of ${length}`,
    read(view, byteOffset) {
      const lanes = new LaneArray(length);
      for (let index = 0; index < length; index++) {
        const lane = access.read(view, byteOffset + index * byteLength);
        lanes[index] = isWide ? BigInt(lane) : lane;
      }
      return lanes;
    },
    write(view, byteOffset, value) {
      // What such an array holds are lanes; all else is copied first, and looked at.
      const lanes = value instanceof arrays[scalar] ? value : acceptedLanes(value, rule);
      if (lanes?.length !== length) return false;
      for (let index = 0; index < length; index++) {
        access.write(view, byteOffset + index * byteLength, lanes[index] as Lane);
      }
      return true;
    },
    refuse: (value, path) => refuseLanes(value, { rule, length, path }),
  };
}

function acceptedLanes(value: unknown, rule: ScalarRule): unknown[] | undefined {
  const lanes = lanesOf(value, rule);
  return lanes?.every((lane) => accepts(rule, lane)) === true ? lanes : undefined;
}

/** Copies an array, whose getters may run code of the user; `undefined` for all other values. */
function lanesOf(value: unknown, rule: ScalarRule): unknown[] | undefined {
  if (Array.isArray(value)) return Array.from(value as unknown[]);
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return undefined;
  return Array.from(toElements(value, rule));
}

interface ExpectedLanes {
  readonly rule: ScalarRule;
  readonly length: number;
  readonly path: string;
}

/** Makes the error for an array of another length, or for its first lane that is not accepted. */
function refuseLanes(value: unknown, { rule, length, path }: ExpectedLanes): FfiError | undefined {
  const lanes = lanesOf(value, rule);
  if (lanes === undefined) return undefined;
  if (lanes.length !== length) {
    return new FfiError("FFI_ARGUMENT_RANGE", `${path}: expected ${length} elements, got ${lanes.length}`, {
      details: { path, expected: length, received: lanes.length },
    });
  }
  const index = lanes.findIndex((lane) => !accepts(rule, lane));
  if (index < 0) return undefined;
  const { code, received, hint } = describeMismatch(rule, lanes[index]);
  const place = `${path}[${index}]`;
  return new FfiError(code, `${place}: expected ${rule.expected}, got ${received}`, {
    hint,
    details: { path: place, expected: rule.expected, received: lanes[index] },
  });
}
