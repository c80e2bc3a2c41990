/**
 * The macros about floating types, as GCC predefines them. One table of IEEE formats serves all types and targets.
 *
 * @see C17 5.2.4.2.2 (characteristics of floating types)
 */
import type { Target } from "@koine/ctypes";

/** What decides about the macros of one binary format. */
interface FloatFormat {
  readonly mantissaDigits: number;
  readonly digits: number;
  readonly decimalDigits: number;
  readonly maxExponent: number;
  readonly max10Exponent: number;
  readonly min10Exponent: number;
  readonly max: string;
  readonly min: string;
  readonly epsilon: string;
  readonly denormalMin: string;
}

const binary16: FloatFormat = {
  mantissaDigits: 11,
  digits: 3,
  decimalDigits: 5,
  maxExponent: 16,
  max10Exponent: 4,
  min10Exponent: -4,
  max: "6.55040000000000000000000000000000000e+4",
  min: "6.10351562500000000000000000000000000e-5",
  epsilon: "9.76562500000000000000000000000000000e-4",
  denormalMin: "5.96046447753906250000000000000000000e-8",
};

const binary32: FloatFormat = {
  mantissaDigits: 24,
  digits: 6,
  decimalDigits: 9,
  maxExponent: 128,
  max10Exponent: 38,
  min10Exponent: -37,
  max: "3.40282346638528859811704183484516925e+38",
  min: "1.17549435082228750796873653722224568e-38",
  epsilon: "1.19209289550781250000000000000000000e-7",
  denormalMin: "1.40129846432481707092372958328991613e-45",
};

const binary64: FloatFormat = {
  mantissaDigits: 53,
  digits: 15,
  decimalDigits: 17,
  maxExponent: 1024,
  max10Exponent: 308,
  min10Exponent: -307,
  max: "1.79769313486231570814527423731704357e+308",
  min: "2.22507385850720138309023271733240406e-308",
  epsilon: "2.22044604925031308084726333618164062e-16",
  denormalMin: "4.94065645841246544176568792868221372e-324",
};

/** The x87's 80-bit format. */
const extended80: FloatFormat = {
  mantissaDigits: 64,
  digits: 18,
  decimalDigits: 21,
  maxExponent: 16384,
  max10Exponent: 4932,
  min10Exponent: -4931,
  max: "1.18973149535723176502126385303097021e+4932",
  min: "3.36210314311209350626267781732175260e-4932",
  epsilon: "1.08420217248550443400745280086994171e-19",
  denormalMin: "3.64519953188247460252840593361941982e-4951",
};

const binary128: FloatFormat = {
  mantissaDigits: 113,
  digits: 33,
  decimalDigits: 36,
  maxExponent: 16384,
  max10Exponent: 4932,
  min10Exponent: -4931,
  max: "1.18973149535723176508575932662800702e+4932",
  min: "3.36210314311209350626267781732175260e-4932",
  epsilon: "1.92592994438723585305597794258492732e-34",
  denormalMin: "6.47517511943802511092443895822764655e-4966",
};

/** Gives the format of `long double` on a target. */
function longDoubleFormat(target: Target): FloatFormat {
  if (target.longDouble.byteLength === 8) return binary64;
  return target.architecture === "x64" || target.architecture === "ia32" ? extended80 : binary128;
}

/** Gives the lines of all macros about floating types. */
export function floatMacros(target: Target): string[] {
  const longDouble = longDoubleFormat(target);
  // The x87 computes everything in its own format.
  const evaluationMethod = target.architecture === "ia32" ? 2 : 0;
  const lines = [
    ...formatMacros("FLT", binary32, (digits) => `${digits}F`),
    // GCC spells constants of double as rounded long doubles.
    ...formatMacros("DBL", binary64, (digits) => `((double)${digits}L)`),
    ...formatMacros("LDBL", longDouble, (digits) => `${digits}L`),
    ...formatMacros("FLT32", binary32, (digits) => `${digits}F32`),
    ...formatMacros("FLT64", binary64, (digits) => `${digits}F64`),
    ...formatMacros("FLT32X", binary64, (digits) => `${digits}F32x`),
    ...formatMacros("FLT128", binary128, (digits) => `${digits}F128`),
    `#define __DECIMAL_DIG__ ${longDouble.decimalDigits}`,
    "#define __FLT_RADIX__ 2",
    "#define __FINITE_MATH_ONLY__ 0",
    "#define __GCC_IEC_559 2",
    "#define __GCC_IEC_559_COMPLEX 2",
    `#define __FLT_EVAL_METHOD__ ${evaluationMethod}`,
    `#define __FLT_EVAL_METHOD_TS_18661_3__ ${evaluationMethod}`,
  ];
  if (longDouble !== binary64) lines.push(...formatMacros("FLT64X", longDouble, (digits) => `${digits}F64x`));
  if (target.architecture === "x64" || target.architecture === "arm64") {
    lines.push(...formatMacros("FLT16", binary16, (digits) => `${digits}F16`));
  }
  return lines;
}

function formatMacros(prefix: string, format: FloatFormat, spell: (digits: string) => string): string[] {
  const define = (name: string, value: number | string): string => `#define __${prefix}_${name}__ ${value}`;
  return [
    define("MANT_DIG", format.mantissaDigits),
    define("DIG", format.digits),
    define("DECIMAL_DIG", format.decimalDigits),
    define("MIN_EXP", `(${3 - format.maxExponent})`),
    define("MIN_10_EXP", `(${format.min10Exponent})`),
    define("MAX_EXP", format.maxExponent),
    define("MAX_10_EXP", format.max10Exponent),
    define("MAX", spell(format.max)),
    define("NORM_MAX", spell(format.max)),
    define("MIN", spell(format.min)),
    define("EPSILON", spell(format.epsilon)),
    define("DENORM_MIN", spell(format.denormalMin)),
    define("HAS_DENORM", 1),
    define("HAS_INFINITY", 1),
    define("HAS_QUIET_NAN", 1),
    define("IS_IEC_60559", 2),
  ];
}
