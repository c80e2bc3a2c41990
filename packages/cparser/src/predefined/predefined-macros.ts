/**
 * The macros that exist before the first line is read. On every target but MSVC's they are those of a GNU C compiler, so
 * that C libraries declare what they declare for GCC.
 */
import type { Target } from "@koine/ctypes";
import type { LanguageStandard } from "../standard/language-standard.ts";
import { appleArm64Macros, appleMacros } from "./apple-macros.ts";
import { floatMacros } from "./float-formats.ts";
import { integerMacros } from "./integer-macros.ts";

/** Gives the definitions as the text of a header. */
export function renderPredefinedMacros(target: Target, standard: LanguageStandard): string {
  const isMsvc = target.recordRules === "microsoft";
  const lines = [
    ...languageMacros(target, standard),
    ...(isMsvc ? msvcMacros(target) : gnuMacros(target, standard)),
    // Not Microsoft's, but Clang's for that target too: our own stddef.h, stdint.h and float.h are written with them.
    ...integerMacros(target),
    ...floatMacros(target),
    ...define([...platformMacros(target), ...architectureMacros(target)].filter(isIn(standard))),
  ];
  return `${lines.join("\n")}\n`;
}

/** Turns `NAME` into a definition as 1, and `NAME value` into one as `value`. */
function define(macros: readonly string[]): string[] {
  return macros.map((macro) => (macro.includes(" ") ? `#define ${macro}` : `#define ${macro} 1`));
}

/** Strict standards leave names to programs that do not begin with an underscore and a capital letter or another underscore. */
function isIn({ isStrict }: LanguageStandard): (macro: string) => boolean {
  return (macro) => !isStrict || /^_[A-Z_]/.test(macro);
}

const versions: Readonly<Record<LanguageStandard["year"], string | undefined>> = {
  1989: undefined,
  1994: "199409L",
  1999: "199901L",
  2011: "201112L",
  2017: "201710L",
  2023: "202311L",
};

function languageMacros(target: Target, { year, isStrict }: LanguageStandard): string[] {
  const lines = ["#define __STDC__ 1", "#define __STDC_HOSTED__ 1"];
  const { [year]: version } = versions;
  if (version !== undefined) lines.push(`#define __STDC_VERSION__ ${version}`);
  const isMsvc = target.recordRules === "microsoft";
  if (isStrict && !isMsvc) lines.push("#define __STRICT_ANSI__ 1");
  const hasUtf = year >= 2011 || (year === 1999 && !isStrict);
  if (hasUtf && !isMsvc) lines.push("#define __STDC_UTF_16__ 1", "#define __STDC_UTF_32__ 1");
  if (target.platform === "darwin") lines.push("#define __STDC_NO_THREADS__ 1");
  return lines;
}

/** The version that is imitated, and what it says about itself on all targets. */
function gnuMacros(target: Target, { year }: LanguageStandard): string[] {
  const atomicTypes = ["BOOL", "CHAR", "CHAR16_T", "CHAR32_T", "WCHAR_T", "SHORT", "INT", "LONG", "LLONG", "POINTER"];
  return [
    ...define([
      "__GNUC__ 12",
      "__GNUC_MINOR__ 2",
      "__GNUC_PATCHLEVEL__ 0",
      '__VERSION__ "12.2.0"',
      year < 1999 ? "__GNUC_GNU_INLINE__" : "__GNUC_STDC_INLINE__",
      "__GXX_ABI_VERSION 1017",
      '__GNUC_EXECUTION_CHARSET_NAME "UTF-8"',
      `__GNUC_WIDE_EXECUTION_CHARSET_NAME "UTF-${target.wchar.byteLength * 8}LE"`,
      "__NO_INLINE__",
      "__PRAGMA_REDEFINE_EXTNAME",
      "__HAVE_SPECULATION_SAFE_VALUE",
      "__ORDER_LITTLE_ENDIAN__ 1234",
      "__ORDER_BIG_ENDIAN__ 4321",
      "__ORDER_PDP_ENDIAN__ 3412",
      "__BYTE_ORDER__ __ORDER_LITTLE_ENDIAN__",
      "__FLOAT_WORD_ORDER__ __ORDER_LITTLE_ENDIAN__",
      "__ATOMIC_RELAXED 0",
      "__ATOMIC_CONSUME 1",
      "__ATOMIC_ACQUIRE 2",
      "__ATOMIC_RELEASE 3",
      "__ATOMIC_ACQ_REL 4",
      "__ATOMIC_SEQ_CST 5",
      `__BIGGEST_ALIGNMENT__ ${biggestAlignment(target)}`,
      "__GCC_ATOMIC_TEST_AND_SET_TRUEVAL",
      "__GCC_CONSTRUCTIVE_SIZE 64",
      `__GCC_DESTRUCTIVE_SIZE ${target.architecture === "arm64" ? 256 : 64}`,
      ...(target.platform === "win32" ? [] : ["__GCC_HAVE_DWARF2_CFI_ASM"]),
      ...[1, 2, 4, 8].map((length) => `__GCC_HAVE_SYNC_COMPARE_AND_SWAP_${length}`),
      ...atomicTypes.map((type) => `__GCC_ATOMIC_${type}_LOCK_FREE 2`),
    ]),
    "#define __REGISTER_PREFIX__",
  ];
}

/** What `aligned` without a number stands for is 16 on Apple's machines all the same. */
function biggestAlignment({ architecture, platform }: Target): number {
  return architecture === "arm" || (architecture === "arm64" && platform === "darwin") ? 8 : 16;
}

/** @see https://learn.microsoft.com/cpp/preprocessor/predefined-macros */
function msvcMacros(target: Target): string[] {
  return define([
    "_MSC_VER 1939",
    "_MSC_FULL_VER 193933523",
    "_MSC_BUILD 0",
    "_MSC_EXTENSIONS",
    "_INTEGRAL_MAX_BITS 64",
    "_MT",
    "_DLL",
    "_NATIVE_WCHAR_T_DEFINED",
    ...(target.architecture === "x64" ? ["_M_X64 100", "_M_AMD64 100"] : ["_M_ARM64"]),
  ]);
}

function platformMacros(target: Target): readonly string[] {
  const isWide = target.pointer.byteLength === 8;
  const isLp64 = isWide && target.long.byteLength === 8;
  const dataModel = isLp64 ? ["_LP64", "__LP64__"] : isWide ? [] : ["_ILP32", "__ILP32__"];
  switch (target.platform) {
    case "linux": {
      const unix = ["__unix", "__unix__", "unix", "__linux", "__linux__", "linux", "__gnu_linux__", "__ELF__"];
      const code = ["__pic__ 2", "__PIC__ 2", "__pie__ 2", "__PIE__ 2", "__USER_LABEL_PREFIX__ "];
      return [...dataModel, ...unix, ...code];
    }
    case "darwin":
      return [...dataModel, ...appleMacros(target)];
    case "win32":
      return target.recordRules === "microsoft" ? ["_WIN32", "_WIN64"] : mingwMacros();
    case "emscripten":
      return [...dataModel, "__EMSCRIPTEN__", "__unix", "__unix__", "unix", "__USER_LABEL_PREFIX__ "];
    default:
      return target.platform satisfies never;
  }
}

function mingwMacros(): string[] {
  return [
    ..."_WIN32 __WIN32 __WIN32__ WIN32 WINNT __WINNT __WINNT__ _WIN64 __WIN64 __WIN64__ WIN64".split(" "),
    ..."__MINGW32__ __MINGW64__ __MSVCRT__ __SEH__ __pic__ __PIC__".split(" "),
    "_INTEGRAL_MAX_BITS 64",
    "__USER_LABEL_PREFIX__ ",
    "__declspec(x) __attribute__((x))",
    ...["cdecl", "stdcall", "fastcall", "thiscall"].flatMap((name) => [
      `__${name} __attribute__((__${name}__))`,
      `_${name} __attribute__((__${name}__))`,
    ]),
  ];
}

function architectureMacros(target: Target): readonly string[] {
  if (target.recordRules === "microsoft") return [];
  switch (target.architecture) {
    case "x64":
      return [
        ..."__x86_64 __x86_64__ __amd64 __amd64__ __k8 __k8__ __MMX__ __SSE__ __SSE2__ __SSE_MATH__".split(" "),
        ..."__SSE2_MATH__ __MMX_WITH_SSE__ __FXSR__ __SEG_FS __SEG_GS".split(" "),
        // Windows places code and data anywhere in 64 bits.
        target.platform === "win32" ? "__code_model_medium__" : "__code_model_small__",
        ..."__GCC_ASM_FLAG_OUTPUTS__".split(" "),
        "__ATOMIC_HLE_ACQUIRE 65536",
        "__ATOMIC_HLE_RELEASE 131072",
      ];
    case "ia32":
      return [
        ..."__i386 __i386__ i386 __i686 __i686__ __pentiumpro __pentiumpro__ __LAHF_SAHF__".split(" "),
        ..."__SEG_FS __SEG_GS __code_model_32__ __GCC_ASM_FLAG_OUTPUTS__".split(" "),
        "__ATOMIC_HLE_ACQUIRE 65536",
        "__ATOMIC_HLE_RELEASE 131072",
      ];
    case "arm64":
      return target.platform === "darwin"
        ? appleArm64Macros()
        : [
            ..."__aarch64__ __ARM_NEON __AARCH64EL__ __AARCH64_CMODEL_SMALL__ __ARM_64BIT_STATE __ARM_ARCH_8A".split(
              " ",
            ),
            ..."__ARM_ARCH_ISA_A64 __ARM_PCS_AAPCS64 __ARM_FP16_FORMAT_IEEE __ARM_FP16_ARGS".split(" "),
            ...["CLZ", "FMA", "IDIV", "NUMERIC_MAXMIN", "UNALIGNED"].map((name) => `__ARM_FEATURE_${name}`),
            "__ARM_ARCH 8",
            "__ARM_ARCH_PROFILE 65",
            "__ARM_FP 14",
            "__ARM_SIZEOF_WCHAR_T 4",
            "__ARM_SIZEOF_MINIMAL_ENUM 4",
            "__ARM_ALIGN_MAX_PWR 28",
            "__ARM_ALIGN_MAX_STACK_PWR 16",
            "__GCC_ASM_FLAG_OUTPUTS__",
            "__GCC_HAVE_SYNC_COMPARE_AND_SWAP_16",
            ...["", "F", "F32", "F64", "F32x"].map((suffix) => `__FP_FAST_FMA${suffix}`),
          ];
    case "arm":
      return armMacros();
    case "riscv64":
      return riscvMacros();
    case "wasm32":
      return ["__wasm", "__wasm__", "__wasm32", "__wasm32__"];
    default:
      return target.architecture satisfies never;
  }
}

function armMacros(): string[] {
  return [
    ..."__arm__ __ARM_EABI__ __ARMEL__ __ARM_PCS __ARM_PCS_VFP __APCS_32__ __VFP_FP__ __thumb2__".split(" "),
    ..."__ARM_ARCH_7A__ __ARM_ARCH_ISA_ARM __ARM_32BIT_STATE __THUMB_INTERWORK__".split(" "),
    ...["CLZ", "DSP", "QBIT", "SAT", "SIMD32", "UNALIGNED"].map((name) => `__ARM_FEATURE_${name}`),
    "__ARM_FEATURE_LDREX 15",
    "__ARM_ARCH 7",
    "__ARM_ARCH_ISA_THUMB 2",
    "__ARM_ARCH_PROFILE 65",
    "__ARM_FP 12",
    "__ARM_SIZEOF_WCHAR_T 4",
    "__ARM_SIZEOF_MINIMAL_ENUM 4",
  ];
}

function riscvMacros(): string[] {
  return [
    ..."__riscv __riscv_atomic __riscv_mul __riscv_div __riscv_muldiv __riscv_fdiv __riscv_fsqrt".split(" "),
    ..."__riscv_compressed __riscv_float_abi_double __riscv_arch_test".split(" "),
    "__riscv_xlen 64",
    "__riscv_flen 64",
  ];
}
