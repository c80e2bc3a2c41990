/**
 * `float.h`: what is there depends on the version of C, and on the types of TS 18661-3 that a program asks for.
 *
 * @see C17 5.2.4.2.2, C23 5.2.5.3.3, ISO/IEC TS 18661-3:2015
 */

/** All of these are named after a predefined macro: `FLT_DIG` is `__FLT_DIG__`. */
const characteristics = "MANT_DIG DIG MIN_EXP MIN_10_EXP MAX_EXP MAX_10_EXP MAX EPSILON MIN".split(" ");

/** What the suffixes of builtins are, by the types' prefixes in macros. */
const standardTypes = { FLT: "f", DBL: "", LDBL: "l" } as const;
const extendedTypes = { FLT16: "f16", FLT32: "f32", FLT64: "f64", FLT128: "f128", FLT32X: "f32x", FLT64X: "f64x" };

const isC23 = "defined __STDC_VERSION__ && __STDC_VERSION__ > 201710L";

function define(name: string, value: string): string {
  return `#undef ${name}\n#define ${name} ${value}\n`;
}

/** @param names Pairs of a name behind the type's prefix, and its name in the predefined macro. */
function defineForTypes(names: readonly (readonly [name: string, predefined: string])[]): string {
  return Object.keys(standardTypes)
    .flatMap((prefix) => names.map(([name, predefined]) => define(`${prefix}_${name}`, `__${prefix}_${predefined}__`)))
    .join("");
}

function defineNan(prefix: string, suffix: string): string {
  return define(`${prefix}_SNAN`, `(__builtin_nans${suffix} (""))`);
}

/** A type that is there only if its macros are predefined. */
function defineExtended(prefix: string, suffix: string): string {
  const names = [...characteristics, "DECIMAL_DIG"].map((name) => define(`${prefix}_${name}`, `__${prefix}_${name}__`));
  return `#ifdef __${prefix}_MANT_DIG__
${names.join("")}${define(`${prefix}_TRUE_MIN`, `__${prefix}_DENORM_MIN__`)}#if ${isC23}
${defineNan(prefix, suffix)}#endif
#endif
`;
}

/**
 * The formats of decimal numbers, which GCC has on x86. It predefines `__DEC32_MAX__` and the like, which only this header uses.
 *
 * @see IEEE 754-2008 3.6 (decimal interchange formats)
 */
const decimalFormats = [
  { prefix: "DEC32", suffix: "DF", builtin: "d32", digits: 7, maxExponent: 97 },
  { prefix: "DEC64", suffix: "DD", builtin: "d64", digits: 16, maxExponent: 385 },
  { prefix: "DEC128", suffix: "DL", builtin: "d128", digits: 34, maxExponent: 6145 },
] as const;

type DecimalFormat = (typeof decimalFormats)[number];

function defineDecimal({ prefix, suffix, digits, maxExponent }: DecimalFormat): string {
  const minExponent = 3 - maxExponent;
  const values = {
    MANT_DIG: digits,
    MIN_EXP: `(${minExponent})`,
    MAX_EXP: maxExponent,
    MAX: `9.${"9".repeat(digits - 1)}E${maxExponent - 1}${suffix}`,
    EPSILON: `1E-${digits - 1}${suffix}`,
    MIN: `1E${minExponent - 1}${suffix}`,
  };
  return Object.entries(values)
    .map(([name, value]) => define(`${prefix}_${name}`, String(value)))
    .join("");
}

function defineSubnormal(name: string): string {
  const spell = ({ suffix, digits, maxExponent }: DecimalFormat): string =>
    `0.${"0".repeat(digits - 2)}1E${2 - maxExponent}${suffix}`;
  return decimalFormats.map((format) => define(`${format.prefix}_${name}`, spell(format))).join("");
}

const wantsTechnicalReport = "defined __STDC_WANT_IEC_60559_DFP_EXT__";

const decimal = `#if (defined __x86_64__ || defined __i386__) && !defined __APPLE__ && !defined _MSC_VER \\
  && (defined __STDC_WANT_DEC_FP__ || ${wantsTechnicalReport} || (${isC23}))
${decimalFormats.map(defineDecimal).join("")}${define("DEC_EVAL_METHOD", "2")}#ifdef __STDC_WANT_DEC_FP__
${defineSubnormal("SUBNORMAL_MIN")}#endif
#if ${wantsTechnicalReport} || (${isC23})
${defineSubnormal("TRUE_MIN")}#endif
#if ${isC23}
${define("DEC_INFINITY", "(__builtin_infd32 ())")}${define("DEC_NAN", '(__builtin_nand32 (""))')}\
${decimalFormats.map(({ prefix, builtin }) => defineNan(prefix, builtin)).join("")}#endif
#endif
`;

/** Renders `float.h`. */
export function renderFloatHeader(): string {
  return `
#ifndef _FLOAT_H___
#define _FLOAT_H___
${define("FLT_RADIX", "__FLT_RADIX__")}${defineForTypes(characteristics.map((name) => [name, name] as const))}\
${define("FLT_ROUNDS", "1")}#if defined __STDC_VERSION__ && __STDC_VERSION__ >= 199901L
#ifdef __STDC_WANT_IEC_60559_TYPES_EXT__
${define("FLT_EVAL_METHOD", "__FLT_EVAL_METHOD_TS_18661_3__")}#else
${define("FLT_EVAL_METHOD", "__FLT_EVAL_METHOD__")}#endif
${define("DECIMAL_DIG", "__DECIMAL_DIG__")}#endif
#if defined __STDC_VERSION__ && __STDC_VERSION__ >= 201112L
${defineForTypes([
  ["DECIMAL_DIG", "DECIMAL_DIG"],
  ["HAS_SUBNORM", "HAS_DENORM"],
  ["TRUE_MIN", "DENORM_MIN"],
])}#endif
#if ${isC23}
${defineForTypes([
  ["NORM_MAX", "NORM_MAX"],
  ["IS_IEC_60559", "IS_IEC_60559"],
])}${define("INFINITY", "(__builtin_inff ())")}${define("NAN", '(__builtin_nanf (""))')}\
${Object.entries(standardTypes)
  .map(([prefix, suffix]) => defineNan(prefix, suffix))
  .join("")}#endif
#if defined __STDC_WANT_IEC_60559_BFP_EXT__ || defined __STDC_WANT_IEC_60559_EXT__
${define("CR_DECIMAL_DIG", "__UINTMAX_MAX__")}#endif
#ifdef __STDC_WANT_IEC_60559_TYPES_EXT__
${Object.entries(extendedTypes)
  .map(([prefix, suffix]) => defineExtended(prefix, suffix))
  .join("")}#endif
${decimal}#endif
#ifdef __MINGW32__
#if __has_include_next(<float.h>)
#include_next <float.h>
#endif
#endif
`;
}
