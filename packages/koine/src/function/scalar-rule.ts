/**
 * The one place that decides which JavaScript values a C scalar accepts, how they are written to a call slot and read back.
 * Wrappers (`wrapper-source.ts`) contain the source that is rendered here, memory access (`memory/codec.ts`) calls `accepts`;
 * a test feeds both the same values.
 */
import { integerShape, isWideInteger, layoutOf, resolveAlias } from "@koine/ctypes";
import type { CType, EnumType, IntegerPolicy, Target } from "@koine/ctypes";
import type { Scalar } from "@koine/engine";

/** The JavaScript form in which a scalar crosses. */
export type ScalarForm = "number" | "bigint" | "checked-number" | "boolean" | "float";

/** How one C scalar type crosses between JavaScript and native memory. */
export interface ScalarRule {
  readonly scalar: Exclude<Scalar, "pointer">;
  readonly form: ScalarForm;
  /** Whether integers outside the range are wrapped instead of refused. */
  readonly isWrapping: boolean;
  readonly minimum: bigint;
  readonly maximum: bigint;
  /** Knows the values that are accepted, for closed enums and flags: then nothing else decides. */
  readonly members?: { has(value: unknown): boolean } | undefined;
  /** The bits that flags of up to 32 bits may have. */
  readonly bitMask?: number | undefined;
  /** What an error says was expected. */
  readonly expected: string;
  /** The values that are accepted by name, where no others are. */
  readonly names?: EnumType["members"] | undefined;
}

/** Gives the rule of a scalar type; `undefined` for types that are not scalars (pointers included). */
export function scalarRule(type: CType, target: Target): ScalarRule | undefined {
  const resolved = resolveAlias(type);
  switch (resolved.kind) {
    case "bool":
      return {
        scalar: "bool",
        form: "boolean",
        isWrapping: false,
        minimum: 0n,
        maximum: 1n,
        expected: "true or false",
      };
    case "integer":
      return integerRule(resolved.name, resolved.policy, target);
    case "enum":
      return enumRule(resolved, target);
    case "float":
      // Where it is wider than a double, see `memory/wide-number.ts`.
      if (layoutOf(resolved, target).byteLength > 8) return undefined;
      return {
        scalar: resolved.name === "float" ? "f32" : "f64",
        form: "float",
        isWrapping: false,
        minimum: 0n,
        maximum: 0n,
        expected: "a number",
      };
    default:
      return undefined;
  }
}

/**
 * Values of enums cross in the form of their members. Members of which some are numbers and some bigints have no such form:
 * those go through a translation (`translation-of.ts`).
 */
function enumRule(type: EnumType, target: Target): ScalarRule | undefined {
  const values = Object.values(type.members);
  const isBigint = values.every((value) => typeof value === "bigint");
  if (!isBigint && values.some((value) => typeof value === "bigint")) return undefined;
  const base = integerRule(type.base.name, "exact", target);
  const narrowForm = byteLengthOf(base) === 8 ? "checked-number" : "number";
  const form: ScalarForm = isBigint ? "bigint" : narrowForm;
  const kind = isBigint ? "a bigint or safe integer" : "an integer";
  const rule: ScalarRule = { ...base, form, expected: `${kind} from ${base.minimum} to ${base.maximum}` };
  if (type.isFlags) return flagsRule(type, rule);
  if (type.isOpen) return rule;
  return {
    ...rule,
    members: new Set<unknown>(values),
    expected: `a value of enum ${type.name}`,
    names: type.members,
  };
}

/** Sets of bits are signed after `|` and `~` in JavaScript: those of 32 bits are accepted in either sign. */
function flagsRule(type: EnumType, rule: ScalarRule): ScalarRule {
  const bits = byteLengthOf(rule) * 8;
  const union = Object.values(type.members).reduce((set: bigint, value) => set | BigInt(value), 0n);
  const known = BigInt.asUintN(bits, type.isOpen ? -1n : union);
  const expected = type.isOpen ? rule.expected : `a combination of the members of enum ${type.name}`;
  const names = type.isOpen ? undefined : type.members;
  if (rule.form === "number") {
    const bitMask = Number(BigInt.asIntN(32, known));
    const isSet = (value: unknown): boolean =>
      typeof value === "number" && (value === (value | 0) || value === value >>> 0) && (value & ~bitMask) === 0;
    return { ...rule, members: { has: isSet }, bitMask, expected, names };
  }
  const isWideSet = (value: unknown): boolean => {
    if (typeof value !== "bigint" && !Number.isSafeInteger(value)) return false;
    const integer = BigInt(value as number | bigint);
    const set = BigInt.asUintN(bits, integer);
    return (integer === set || integer === BigInt.asIntN(bits, integer)) && (set & ~known) === 0n;
  };
  return { ...rule, members: { has: isWideSet }, expected, names };
}

function integerRule(name: Parameters<typeof integerShape>[0], policy: IntegerPolicy, target: Target): ScalarRule {
  const { byteLength, isSigned, minimum, maximum } = integerShape(name, target);
  const scalar = `${isSigned ? "i" : "u"}${byteLength * 8}` as Exclude<Scalar, "pointer">;
  const isWide = isWideInteger(name);
  const form = !isWide ? "number" : policy === "number" ? "checked-number" : "bigint";
  const isWrapping = isWide && policy === "wrap";
  const kind = isWide ? "a bigint or safe integer" : "an integer";
  const expected = isWrapping ? "a bigint or safe integer" : `${kind} from ${minimum} to ${maximum}`;
  return { scalar, form, isWrapping, minimum, maximum, expected };
}

/** Tells whether a rule accepts a value. The same decision as {@link renderAcceptance} renders as source. */
export function accepts(rule: ScalarRule, value: unknown): boolean {
  if (rule.members !== undefined) return rule.members.has(value);
  switch (rule.form) {
    case "boolean":
      return typeof value === "boolean";
    case "float":
      return typeof value === "number";
    case "number":
      return Number.isInteger(value) && isInRange(rule, BigInt(value as number));
    case "bigint":
    case "checked-number":
      if (typeof value !== "bigint" && !Number.isSafeInteger(value)) return false;
      return rule.isWrapping || isInRange(rule, BigInt(value as number | bigint));
    default:
      return rule.form satisfies never;
  }
}

function isInRange(rule: ScalarRule, value: bigint): boolean {
  return value >= rule.minimum && value <= rule.maximum;
}

/**
 * Renders an expression that is true when variable `value` is accepted, in parentheses. It runs no user code, whatever the
 * value is.
 */
export function renderAcceptance(rule: ScalarRule, value: string, members: string): string {
  if (rule.bitMask !== undefined) {
    const isInteger = `(${value} === (${value} | 0) || ${value} === ${value} >>> 0)`;
    return `(typeof ${value} === "number" && ${isInteger} && (${value} & ${~rule.bitMask}) === 0)`;
  }
  if (rule.members !== undefined) return `${members}.has(${value})`;
  if (rule.form === "boolean") return `typeof ${value} === "boolean"`;
  if (rule.form === "float") return `typeof ${value} === "number"`;
  if (rule.form === "number")
    return `typeof ${value} === "number" && ${value} === ${renderTruncation(rule.scalar, value)}`;
  return `(typeof ${value} === "bigint" ? ${renderBigintAcceptance(rule, value)} : Number.isSafeInteger(${value})${renderNumberBound(rule, value)})`;
}

/**
 * Gives how results of a rule are read where no slot is used: floats, integers as numbers, and 64-bit integers as bigints;
 * `undefined` for others. Of integers narrower than 32 bits C leaves the upper bits undefined.
 */
export function directResult(rule: ScalarRule): ((call: string) => string) | undefined {
  if (!canBeDirect(rule)) return undefined;
  const isNarrow = rule.form === "number" && byteLengthOf(rule) < 4;
  return (call) => (isNarrow ? renderTruncation(rule.scalar, call) : call);
}

function canBeDirect(rule: ScalarRule): boolean {
  const { form, members, bitMask } = rule;
  if (members !== undefined || bitMask !== undefined) return false;
  return form === "float" || form === "number" || (form === "bigint" && byteLengthOf(rule) === 8);
}

/** Like {@link renderAcceptance} for a value that crosses as it is; `undefined` where that cannot be. */
export function renderDirectAcceptance(rule: ScalarRule, value: string): string | undefined {
  if (!canBeDirect(rule)) return undefined;
  if (rule.form !== "bigint") return renderAcceptance(rule, value, "");
  return `typeof ${value} === "bigint" && ${renderBigintAcceptance(rule, value)}`;
}

function renderBigintAcceptance(rule: ScalarRule, value: string): string {
  if (rule.isWrapping) return "true";
  return `BigInt.${rule.minimum < 0n ? "asIntN" : "asUintN"}(${byteLengthOf(rule) * 8}, ${value}) === ${value}`;
}

/** What a safe integer must be besides, to fit a type whose values are bigints. */
function renderNumberBound(rule: ScalarRule, value: string): string {
  if (rule.isWrapping) return "";
  if (byteLengthOf(rule) < 8) return ` && ${value} === ${renderTruncation(rule.scalar, value)}`;
  return rule.minimum < 0n ? "" : ` && ${value} >= 0`;
}

function renderTruncation(scalar: string, value: string): string {
  switch (scalar) {
    case "i8":
      return `(${value} << 24 >> 24)`;
    case "u8":
      return `(${value} & 255)`;
    case "i16":
      return `(${value} << 16 >> 16)`;
    case "u16":
      return `(${value} & 65535)`;
    case "u32":
      return `(${value} >>> 0)`;
    default:
      return `(${value} | 0)`;
  }
}

/** Gives the size of a rule's C type in bytes. */
export function byteLengthOf(rule: ScalarRule): 1 | 2 | 4 | 8 {
  switch (rule.scalar) {
    case "bool":
    case "i8":
    case "u8":
      return 1;
    case "i16":
    case "u16":
      return 2;
    case "i32":
    case "u32":
    case "f32":
      return 4;
    default:
      return 8;
  }
}

/** An 8-byte aligned place that generated source reads or writes, through typed arrays over the same memory. */
export interface SourcePlace {
  /** Prefix of the arrays' names: `$` for call slots, others for other memory. */
  readonly views: string;
  /** Offset in bytes: a number, or the name of a variable. */
  readonly offset: number | string;
}

/** Gives the place of a call slot. */
export function slotPlace(slot: number): SourcePlace {
  return { views: "$", offset: slot * 8 };
}

/** Renders an element of the typed array `view` at a place, `extra` elements further on. */
export function renderElement(place: SourcePlace, view: string, byteLength: number, extra = 0): string {
  const shift = Math.log2(byteLength);
  const first =
    typeof place.offset === "number" ? String(place.offset / byteLength + extra) : `(${place.offset} >> ${shift})`;
  const index = typeof place.offset === "string" && extra > 0 ? `${first} + ${extra}` : first;
  return `${place.views}${view}[${index}]`;
}

/**
 * Renders statements that write an accepted value: integers below 32 bits widened to 32, numbers for 64-bit types as two
 * halves.
 */
export function renderWrite(rule: ScalarRule, value: string, place: SourcePlace): string {
  const word = renderElement(place, "i32", 4);
  switch (rule.form) {
    case "boolean":
      return `${word} = ${value} ? 1 : 0;`;
    case "float":
      return `${renderElement(place, rule.scalar, byteLengthOf(rule))} = ${value};`;
    case "number":
      return `${word} = ${value};`;
    default:
      if (byteLengthOf(rule) < 8) return `${word} = Number(${value});`;
      return (
        `if (typeof ${value} === "bigint") ${renderElement(place, "i64", 8)} = ${value};` +
        ` else if (${value} === (${value} | 0)) { ${word} = ${value}; ${renderElement(place, "i32", 4, 1)} = ${value} >> 31; }` +
        ` else ${renderElement(place, "i64", 8)} = BigInt(${value});`
      );
  }
}

/** Renders an expression that reads a value. `errors.toSafeNumber` is called for `.number` types and throws on a loss. */
export function renderRead(rule: ScalarRule, place: SourcePlace): string {
  const element = rule.scalar === "bool" ? "" : renderElement(place, rule.scalar, byteLengthOf(rule));
  switch (rule.form) {
    case "boolean":
      return `${renderElement(place, "u8", 1)} !== 0`;
    case "float":
    case "number":
      return element;
    case "bigint":
      return byteLengthOf(rule) === 8 ? element : `BigInt(${element})`;
    case "checked-number": {
      if (byteLengthOf(rule) === 4) return element;
      // Small values stay small integers for the optimiser; the rest goes through a function that checks.
      const low = renderElement(place, "i32", 4);
      const isSmall = `${renderElement(place, "i32", 4, 1)} === ${rule.minimum < 0n ? `${low} >> 31` : "0"}`;
      return `${isSmall} ? ${rule.minimum < 0n ? low : renderElement(place, "u32", 4)} : $errors.toSafeNumber(${renderElement(place, rule.minimum < 0n ? "i64" : "u64", 8)})`;
    }
    default:
      return rule.form satisfies never;
  }
}
