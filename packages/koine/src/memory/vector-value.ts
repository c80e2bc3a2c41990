/**
 * Vectors as JavaScript values: typed arrays of their lanes, copied both ways. What a lane accepts is decided in
 * `function/scalar-rule.ts`, how a vector lies in memory by `layoutOf`.
 */
import { layoutOf } from "@koine/ctypes";
import type { Target, VectorType } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import { currentBackend } from "../backend/select.ts";
import { describeMismatch } from "../errors/describe-mismatch.ts";
import { accepts, byteLengthOf, scalarRule } from "../function/scalar-rule.ts";
import type { ScalarRule } from "../function/scalar-rule.ts";
import { toElements } from "./byte-elements.ts";
import type { WideNumber } from "./wide-number.ts";

type Lane = number | bigint;
type Lanes = { length: number; [index: number]: Lane };
type LaneScalar = Exclude<ScalarRule["scalar"], "bool">;

/** The typed array that has lanes as they lie in memory, and what `DataView` calls one of them. */
const forms: Readonly<Record<LaneScalar, readonly [new (length: number) => Lanes, method: string]>> = {
  i8: [Int8Array, "Int8"],
  u8: [Uint8Array, "Uint8"],
  i16: [Int16Array, "Int16"],
  u16: [Uint16Array, "Uint16"],
  i32: [Int32Array, "Int32"],
  u32: [Uint32Array, "Uint32"],
  i64: [BigInt64Array, "BigInt64"],
  u64: [BigUint64Array, "BigUint64"],
  f32: [Float32Array, "Float32"],
  f64: [Float64Array, "Float64"],
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
  const [StoredArray] = forms[rule.scalar as LaneScalar];
  const { read, write } = compileAccess(rule, length);
  return {
    ...layoutOf(type, target),
    expected: `an array of ${length}`,
    read,
    write(view, byteOffset, value) {
      // What such an array holds are lanes; all else is looked at, and copied.
      const lanes = value instanceof StoredArray ? value : acceptedLanes(value, rule, new StoredArray(length));
      if (lanes?.length !== length) return false;
      write(view, byteOffset, lanes);
      return true;
    },
    refuse: (value, path) => refuseLanes(value, { rule, length, path }),
  };
}

interface LaneAccess {
  readonly read: (view: DataView, byteOffset: number) => Lanes;
  readonly write: (view: DataView, byteOffset: number, lanes: Lanes) => void;
}

/** Generated for each type, so that the optimiser sees one kind of array in it. */
function compileAccess(rule: ScalarRule, length: number): LaneAccess {
  const scalar = rule.scalar as LaneScalar;
  const [StoredArray, method] = forms[scalar];
  // `long` has 64 bits in JavaScript, also where C has 32.
  const isWidened = rule.form === "bigint" && byteLengthOf(rule) < 8;
  const ReadArray = isWidened ? forms[scalar === "i32" ? "i64" : "u64"][0] : StoredArray;
  const at = `offset + index * ${byteLengthOf(rule)}`;
  const lane = `view.get${method}(${at}, true)`;
  const source = [
    "return {",
    "  read(view, offset) {",
    `    const lanes = new $ReadArray(${length});`,
    `    for (let index = 0; index < ${length}; index++) lanes[index] = ${isWidened ? `BigInt(${lane})` : lane};`,
    "    return lanes;",
    "  },",
    "  write(view, offset, lanes) {",
    `    for (let index = 0; index < ${length}; index++) view.set${method}(${at}, lanes[index], true);`,
    "  },",
    "};",
  ].join("\n");
  return currentBackend().compile(source, { ReadArray }) as LaneAccess;
}

/** Copies the lanes of an array as they lie in memory; `undefined` where there are more, or one is not accepted. */
function acceptedLanes(value: unknown, rule: ScalarRule, stored: Lanes): Lanes | undefined {
  const lanes = lanesOf(value, rule);
  if (lanes?.length !== stored.length) return undefined;
  for (let index = 0; index < stored.length; index++) {
    // Getters may run code of the user, so that each lane is read once.
    const lane = lanes[index];
    if (!accepts(rule, lane)) return undefined;
    stored[index] = byteLengthOf(rule) === 8 && rule.form === "bigint" ? BigInt(lane as Lane) : Number(lane);
  }
  return stored;
}

function lanesOf(value: unknown, rule: ScalarRule): ArrayLike<unknown> | undefined {
  if (Array.isArray(value)) return value as unknown[];
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return undefined;
  return toElements(value, rule);
}

interface ExpectedLanes {
  readonly rule: ScalarRule;
  readonly length: number;
  readonly path: string;
}

/** Makes the error for an array of another length, or for its first lane that is not accepted. */
function refuseLanes(value: unknown, { rule, length, path }: ExpectedLanes): FfiError | undefined {
  const given = lanesOf(value, rule);
  if (given === undefined) return undefined;
  const lanes = Array.from(given);
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
