/**
 * Headers of processor intrinsics. They declare thousands of inline functions that no library exports, so only their
 * vector types are here, which headers do use.
 */

function vector(name: string, element: string, byteLength: number): string {
  const attributes = `__vector_size__(${byteLength}), __may_alias__`;
  return `typedef ${element} ${name} __attribute__((${attributes}));\n`;
}

const x86Types = `
#ifndef _KOINE_X86_VECTORS
#define _KOINE_X86_VECTORS
${vector("__m64", "int", 8)}${vector("__m128", "float", 16)}${vector("__m128d", "double", 16)}\
${vector("__m128i", "long long", 16)}${vector("__m256", "float", 32)}${vector("__m256d", "double", 32)}\
${vector("__m256i", "long long", 32)}${vector("__m512", "float", 64)}${vector("__m512d", "double", 64)}\
${vector("__m512i", "long long", 64)}typedef unsigned char __mmask8;
typedef unsigned short __mmask16;
typedef unsigned int __mmask32;
typedef unsigned long long __mmask64;
#endif
`;

const neonElements: readonly (readonly [name: string, element: string, byteLength: number])[] = [
  ["int8", "signed char", 1],
  ["int16", "short", 2],
  ["int32", "int", 4],
  ["int64", "__INT64_TYPE__", 8],
  ["uint8", "unsigned char", 1],
  ["uint16", "unsigned short", 2],
  ["uint32", "unsigned int", 4],
  ["uint64", "__UINT64_TYPE__", 8],
  ["float32", "float", 4],
  ["float64", "double", 8],
];

const neonTypes = `
#ifndef _KOINE_NEON_VECTORS
#define _KOINE_NEON_VECTORS
typedef float float32_t;
typedef double float64_t;
${neonElements
  .flatMap(([name, element, byteLength]) =>
    [8, 16].map((total) => vector(`${name}x${total / byteLength}_t`, element, total)),
  )
  .join("")}
#endif
`;

/** Text of a header of intrinsics; `undefined` if `name` is none. */
export function findIntrinsicHeader(name: string): string | undefined {
  if (name === "arm_neon.h") return neonTypes;
  if (name === "arm_acle.h" || name === "cpuid.h" || name === "mm_malloc.h") return "";
  return /^(?:mm3dnow|[a-z0-9]*(?:mm|x86|ia32|avx[a-z0-9]*|gpr)intrin)\.h$/.test(name) ? x86Types : undefined;
}
