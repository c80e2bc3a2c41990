/** What Apple's compilers predefine besides: for their system, for Objective-C's words in C, and for the processors of their machines. */
import type { Target } from "@koine/ctypes";

/** Gives the macros of Apple's system, as `NAME` or `NAME value`. */
export function appleMacros(target: Target): readonly string[] {
  return [
    "__APPLE__",
    "__APPLE_CC__ 6000",
    "__MACH__",
    "__LITTLE_ENDIAN__",
    "__DYNAMIC__",
    '__private_extern__ extern __attribute__((__visibility__("hidden")))',
    "__ENVIRONMENT_MAC_OS_X_VERSION_MIN_REQUIRED__ 110000",
    "__ENVIRONMENT_OS_VERSION_MIN_REQUIRED__ 110000",
    "__USER_LABEL_PREFIX__ _",
    "__PIC__ 2",
    "__pic__ 2",
    "__BLOCKS__",
    "__CONSTANT_CFSTRINGS__",
    `__OBJC_BOOL_IS_BOOL ${target.architecture === "arm64" ? 1 : 0}`,
    "__block __attribute__((__blocks__(byref)))",
    "__weak __attribute__((objc_gc(weak)))",
    "__strong ",
    "__unsafe_unretained ",
    "__nonnull _Nonnull",
    "__nullable _Nullable",
    "__null_unspecified _Null_unspecified",
  ];
}

/** Gives those of the M1, which is the oldest processor that Clang compiles for when a system for machines is meant. */
export function appleArm64Macros(): readonly string[] {
  const features = [
    ..."AES ATOMICS CLZ COMPLEX CRC32 CRYPTO DIRECTED_ROUNDING DIV DOTPROD FMA FP16_FML FP16_SCALAR_ARITHMETIC".split(
      " ",
    ),
    ..."FP16_VECTOR_ARITHMETIC IDIV JCVT NUMERIC_MAXMIN QRDMX SHA2 SHA3 SHA512 UNALIGNED".split(" "),
  ];
  return [
    ..."__aarch64__ __arm64__ __arm64 __ARM64_ARCH_8__ __AARCH64EL__ __AARCH64_SIMD__ __AARCH64_CMODEL_SMALL__".split(
      " ",
    ),
    ..."__ARM_NEON __ARM_NEON__ __ARM_64BIT_STATE __ARM_ARCH_ISA_A64 __ARM_PCS_AAPCS64".split(" "),
    ..."__ARM_FP16_FORMAT_IEEE __ARM_FP16_ARGS __GCC_HAVE_SYNC_COMPARE_AND_SWAP_16".split(" "),
    ...features.map((name) => `__ARM_FEATURE_${name}`),
    "__ARM_FEATURE_LDREX 0xF",
    "__ARM_ARCH 8",
    "__ARM_ARCH_PROFILE 'A'",
    "__ARM_FP 0xE",
    "__ARM_NEON_FP 0xE",
    "__ARM_SIZEOF_WCHAR_T 4",
    "__ARM_SIZEOF_MINIMAL_ENUM 4",
    "__ARM_ALIGN_MAX_STACK_PWR 4",
  ];
}
