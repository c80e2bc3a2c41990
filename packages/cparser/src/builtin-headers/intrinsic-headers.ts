/**
 * Headers of processor intrinsics. They declare thousands of inline functions that no library exports, so only their
 * vector types are here, which headers do use.
 */

/** @param alignment What the header states. It is that of any vector of the size, but for targets that cap it. */
function vector(name: string, element: string, byteLength: number, alignment?: number): string {
  const attributes = `__vector_size__(${byteLength}), __may_alias__${alignment === undefined ? "" : `, __aligned__(${alignment})`}`;
  return `typedef ${element} ${name} __attribute__((${attributes}));\n`;
}

const x86Types = `
#ifndef _KOINE_X86_VECTORS
#define _KOINE_X86_VECTORS
${vector("__m64", "int", 8)}${vector("__m128", "float", 16)}${vector("__m128d", "double", 16)}\
${vector("__m128i", "long long", 16)}${vector("__m256", "float", 32, 32)}${vector("__m256d", "double", 32, 32)}\
${vector("__m256i", "long long", 32, 32)}${vector("__m512", "float", 64, 64)}${vector("__m512d", "double", 64, 64)}\
${vector("__m512i", "long long", 64, 64)}typedef unsigned char __mmask8;
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
  ["float16", "__fp16", 2],
  ["poly8", "poly8_t", 1],
  ["poly16", "poly16_t", 2],
  ["poly64", "poly64_t", 8],
];

/** Vectors of 8 and 16 bytes, and the structs of two to four of them that are loaded and stored together. */
function neonVectors([name, element, byteLength]: (typeof neonElements)[number]): string {
  return [8, 16]
    .map((total) => {
      const type = `${name}x${total / byteLength}`;
      const structs = [2, 3, 4].map(
        (count) => `typedef struct ${type}x${count}_t { ${type}_t val[${count}]; } ${type}x${count}_t;\n`,
      );
      return vector(`${type}_t`, element, total) + structs.join("");
    })
    .join("");
}

const halfType = `
#ifndef _KOINE_ARM_HALF
#define _KOINE_ARM_HALF
#include <stdint.h>
typedef __fp16 float16_t;
#endif
`;

const neonTypes = `${halfType}
#ifndef _KOINE_NEON_VECTORS
#define _KOINE_NEON_VECTORS
typedef float float32_t;
typedef double float64_t;
typedef unsigned char poly8_t;
typedef unsigned short poly16_t;
typedef __UINT64_TYPE__ poly64_t;
${neonElements.map(neonVectors).join("")}
#endif
`;

/** Text of a header of intrinsics; `undefined` if `name` is none. */
export function findIntrinsicHeader(name: string): string | undefined {
  if (name === "arm_neon.h") return neonTypes;
  if (name === "arm_fp16.h") return halfType;
  if (name === "arm_acle.h" || name === "cpuid.h" || name === "mm_malloc.h") return "";
  return /^(?:mm3dnow|[a-z0-9]*(?:mm|x86|ia32|avx[a-z0-9]*|gpr)intrin)\.h$/.test(name) ? x86Types : undefined;
}
