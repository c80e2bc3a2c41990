/**
 * The further arguments of variadic calls: which C type each value is passed as, and C's default argument promotions. How the
 * wrappers of different extras are kept is in `variadic-function.ts`.
 */
import { isTypedValue, typeName, types as c } from "@koine/ctypes";
import type { CType } from "@koine/ctypes";
import { describeValue, FfiError } from "@koine/diagnostics";
import { isBuffer } from "../memory/buffer-place.ts";
import { NativePointer } from "../memory/pointer.ts";
import { structClassOf, structTypeOf } from "../struct/struct-class.ts";
import { slotOf } from "./wrapper-parts.ts";
import type { ParameterPart, ParameterPosition } from "./wrapper-parts.ts";

/** How one further argument is passed: calls whose arguments have the same plans share a wrapper. */
export interface ExtraPlan {
  /** For people who read generated source. */
  readonly label: string;
  readonly type: CType;
  /** Renders an expression that is true for values of this plan; `$bound` names {@link ExtraPlan.bound} in it. */
  readonly renderMatch: (value: string, bound: string) => string;
  /** What the expression compares with. */
  readonly bound?: unknown;
  /** Whether the value lies in a typed value. */
  readonly isTyped: boolean;
}

const voidPointer: CType = c.pointer(c.void);

const plainPlans: Readonly<Partial<Record<string, ExtraPlan>>> = {
  number: planByTypeof("number", c.int),
  bigint: planByTypeof("bigint", c.longlong),
  boolean: planByTypeof("boolean", c.bool),
  string: planByTypeof("string", c.string),
};

function planByTypeof(kind: string, type: CType): ExtraPlan {
  return { label: kind, type, renderMatch: (value) => `typeof ${value} === "${kind}"`, isTyped: false };
}

const addressPlan: ExtraPlan = {
  label: "address",
  type: voidPointer,
  renderMatch: (value) => `$isAddress(${value})`,
  isTyped: false,
};

/** Tells whether a value is passed as an address without saying its type. */
export function isAddress(value: unknown): boolean {
  return value === null || value instanceof NativePointer || isBuffer(value);
}

/** Tells whether a value is a typed value of one type. */
export function isTypedAs(value: unknown, type: CType): boolean {
  return isTypedValue(value) && value.type === type;
}

/**
 * Plans how a value is passed.
 *
 * @param label Names the argument in errors.
 * @throws {FfiError} `FFI_ARGUMENT_TYPE` if it does not tell its C type.
 */
export function planExtra(value: unknown, label: string): ExtraPlan {
  const plain = plainPlans[typeof value];
  if (plain !== undefined) return plain;
  if (isAddress(value)) return addressPlan;
  if (isTypedValue(value)) {
    return {
      label: typeName(value.type),
      type: value.type,
      renderMatch: (variable, bound) => `$isTypedAs(${variable}, ${bound})`,
      bound: value.type,
      isTyped: true,
    };
  }
  const record = typeof value === "object" && value !== null ? structTypeOf(value) : undefined;
  if (record === undefined) throw noType(value, label);
  return {
    label: typeName(record),
    type: record,
    renderMatch: (variable, bound) =>
      `typeof ${variable} === "object" && ${variable} !== null && ${bound}.isInstance(${variable})`,
    bound: structClassOf(record).instances,
    isTyped: false,
  };
}

function noType(value: unknown, label: string): FfiError {
  return new FfiError("FFI_ARGUMENT_TYPE", `${label}: ${describeValue(value)} does not tell its C type`, {
    hint: "C declares no types after the `...`: pass c.typed(type, value)",
    details: { received: value },
  });
}

/**
 * Gives a parameter's part after C's default argument promotions: integers are at least an `int`, a `float` is a `double`.
 *
 * Integers lie in their slots widened to 32 bits, so that only what the stub loads changes. Types that registers do not tell
 * apart become one, so that calls share a stub.
 *
 * @see C17 6.5.2.2p6 and p7
 */
export function promoteExtra(part: ParameterPart, position: ParameterPosition): ParameterPart {
  switch (part.scalar) {
    case "bool":
    case "i8":
    case "u8":
    case "i16":
    case "u16":
    case "u32":
      return { ...part, scalar: "i32" };
    case "u64":
    case "pointer":
      return { ...part, scalar: "i64" };
    case "f32":
      return { ...part, scalar: "f64", store: [`$f64[${slotOf(position)}] = Math.fround(${position.variable});`] };
    default:
      return part;
  }
}
