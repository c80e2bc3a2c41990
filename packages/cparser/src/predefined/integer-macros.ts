/**
 * The macros about integer types, as GCC predefines them: sizes, widths, limits, and the types behind `stdint.h`.
 */
import type { Target } from "@koine/ctypes";

/** An integer type as predefined macros spell it. */
interface Spelling {
  readonly type: string;
  readonly byteLength: number;
  readonly isSigned: boolean;
  /** Suffix of its constants. */
  readonly suffix: string;
}

/** The types that `stdint.h` and `stddef.h` name, on one target. */
interface NamedTypes {
  readonly size: Spelling;
  readonly ptrdiff: Spelling;
  readonly intptr: Spelling;
  readonly uintptr: Spelling;
  readonly int64: Spelling;
  readonly uint64: Spelling;
  /** The fast types of at least 16 and 32 bits, which differ by C library. */
  readonly fast: Readonly<Record<16 | 32, readonly [signed: Spelling, unsigned: Spelling]>>;
  readonly wchar: Spelling;
  readonly wint: Spelling;
}

const int: Spelling = { type: "int", byteLength: 4, isSigned: true, suffix: "" };
const unsignedInt: Spelling = { type: "unsigned int", byteLength: 4, isSigned: false, suffix: "U" };
const short: Spelling = { type: "short int", byteLength: 2, isSigned: true, suffix: "" };
const unsignedShort: Spelling = { type: "short unsigned int", byteLength: 2, isSigned: false, suffix: "" };
const signedChar: Spelling = { type: "signed char", byteLength: 1, isSigned: true, suffix: "" };
const unsignedChar: Spelling = { type: "unsigned char", byteLength: 1, isSigned: false, suffix: "" };
const longLong: Spelling = { type: "long long int", byteLength: 8, isSigned: true, suffix: "LL" };
const unsignedLongLong: Spelling = { type: "long long unsigned int", byteLength: 8, isSigned: false, suffix: "ULL" };

function longs(target: Target): readonly [Spelling, Spelling] {
  const { byteLength } = target.long;
  return [
    { type: "long int", byteLength, isSigned: true, suffix: "L" },
    { type: "long unsigned int", byteLength, isSigned: false, suffix: "UL" },
  ];
}

function namedTypes(target: Target): NamedTypes {
  const [long, unsignedLong] = longs(target);
  const isLong64 = target.long.byteLength === 8;
  const isDarwin = target.platform === "darwin";
  const isWindows = target.platform === "win32";
  // Where pointers have 32 bits, Linux makes size_t from int, and WebAssembly from long.
  const word = isLong64 || target.architecture === "wasm32" ? long : target.pointer.byteLength === 8 ? longLong : int;
  const unsignedWord = word === long ? unsignedLong : word === longLong ? unsignedLongLong : unsignedInt;
  const usesLong64 = isLong64 && !isDarwin;
  const isFastLong = usesLong64 && !target.triple.endsWith("-musl");
  const isFastShort = isDarwin || target.recordRules === "gnu-ms-bitfields";
  const wideFast = isFastLong ? ([long, unsignedLong] as const) : ([int, unsignedInt] as const);
  return {
    size: unsignedWord,
    ptrdiff: word,
    intptr: word,
    uintptr: unsignedWord,
    int64: usesLong64 ? long : longLong,
    uint64: usesLong64 ? unsignedLong : unsignedLongLong,
    fast: { 16: isFastShort ? [short, unsignedShort] : wideFast, 32: wideFast },
    wchar: isWindows ? unsignedShort : isWcharLong(target) ? long : target.wchar.isSigned ? int : unsignedInt,
    wint: isWindows ? unsignedShort : isDarwin ? int : unsignedInt,
  };
}

/** The i386 psABI of Linux makes `wchar_t` from `long`. */
function isWcharLong(target: Target): boolean {
  return target.architecture === "ia32" && target.platform === "linux";
}

/** Gives the lines of all macros about integer types. */
export function integerMacros(target: Target): string[] {
  const [long, unsignedLong] = longs(target);
  const named = namedTypes(target);
  const intmax = target.long.byteLength === 8 ? [long, unsignedLong] : [longLong, unsignedLongLong];
  return [
    "#define __CHAR_BIT__ 8",
    ...limit("SCHAR", signedChar),
    ...limit("SHRT", short),
    ...limit("INT", int),
    ...limit("LONG", long),
    ...limit("LONG_LONG", longLong),
    ...typed("SIZE", named.size),
    ...typed("PTRDIFF", named.ptrdiff),
    ...typed("INTPTR", named.intptr),
    ...typed("UINTPTR", named.uintptr, false),
    ...typed("INTMAX", intmax[0] ?? long),
    ...typed("UINTMAX", intmax[1] ?? unsignedLong, false),
    ...typed("WCHAR", named.wchar),
    ...typed("WINT", named.wint),
    ...typed("SIG_ATOMIC", int),
    minimum("WCHAR", named.wchar),
    minimum("WINT", named.wint),
    minimum("SIG_ATOMIC", int),
    ...exactWidthMacros(named),
    `#define __INTMAX_C(c) c ## ${intmax[0]?.suffix}`,
    `#define __UINTMAX_C(c) c ## ${intmax[1]?.suffix}`,
    "#define __CHAR16_TYPE__ short unsigned int",
    "#define __CHAR32_TYPE__ unsigned int",
    ...sizeMacros(target),
  ];
}

function exactWidthMacros(named: NamedTypes): string[] {
  const signed = { 8: signedChar, 16: short, 32: int, 64: named.int64 } as const;
  const unsigned = { 8: unsignedChar, 16: unsignedShort, 32: unsignedInt, 64: named.uint64 } as const;
  return ([8, 16, 32, 64] as const).flatMap((width) => {
    const [fast, unsignedFast] = width === 8 || width === 64 ? [signed[width], unsigned[width]] : named.fast[width];
    return [
      ...typed(`INT${width}`, signed[width], false),
      ...typed(`UINT${width}`, unsigned[width], false),
      ...typed(`INT_LEAST${width}`, signed[width]),
      ...typed(`UINT_LEAST${width}`, unsigned[width], false),
      ...typed(`INT_FAST${width}`, fast),
      ...typed(`UINT_FAST${width}`, unsignedFast, false),
      constant(`INT${width}`, signed[width]),
      constant(`UINT${width}`, unsigned[width]),
    ];
  });
}

function constant(name: string, spelling: Spelling): string {
  return `#define __${name}_C(c) c${spelling.suffix === "" ? "" : ` ## ${spelling.suffix}`}`;
}

/** Type, maximum and (for those that GCC gives one) width of a named type. */
function typed(name: string, spelling: Spelling, hasWidth: boolean = true): string[] {
  const lines = [`#define __${name}_TYPE__ ${spelling.type}`, maximum(name, spelling)];
  if (hasWidth) lines.push(`#define __${name}_WIDTH__ ${spelling.byteLength * 8}`);
  return lines;
}

function limit(name: string, spelling: Spelling): string[] {
  return [maximum(name, spelling), `#define __${name}_WIDTH__ ${spelling.byteLength * 8}`];
}

function maximum(name: string, spelling: Spelling): string {
  const bits = BigInt(spelling.byteLength * 8 - (spelling.isSigned ? 1 : 0));
  return `#define __${name}_MAX__ 0x${((1n << bits) - 1n).toString(16)}${spelling.suffix}`;
}

function minimum(name: string, spelling: Spelling): string {
  const value = spelling.isSigned ? `(-__${name}_MAX__ - 1)` : `0${spelling.suffix}`;
  return `#define __${name}_MIN__ ${value}`;
}

function sizeMacros(target: Target): string[] {
  const size = (name: string, byteLength: number): string => `#define __SIZEOF_${name}__ ${byteLength}`;
  const lines = [
    size("SHORT", 2),
    size("INT", 4),
    size("LONG", target.long.byteLength),
    size("LONG_LONG", 8),
    size("FLOAT", 4),
    size("DOUBLE", 8),
    size("LONG_DOUBLE", target.longDouble.byteLength),
    size("POINTER", target.pointer.byteLength),
    size("SIZE_T", target.pointer.byteLength),
    size("PTRDIFF_T", target.pointer.byteLength),
    size("WCHAR_T", target.wchar.byteLength),
    size("WINT_T", target.platform === "win32" ? 2 : 4),
  ];
  if (target.hasInt128) lines.push(size("INT128", 16));
  if (target.architecture === "x64" || target.architecture === "ia32") {
    lines.push(size("FLOAT80", target.architecture === "x64" ? 16 : 12), size("FLOAT128", 16));
  }
  if (!target.isCharSigned) lines.push("#define __CHAR_UNSIGNED__ 1");
  return lines;
}
