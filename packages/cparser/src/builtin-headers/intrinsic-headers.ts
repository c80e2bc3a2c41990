/**
 * Headers of processor intrinsics. They declare thousands of inline functions that no library exports, so only their
 * vector types are here, which headers do use.
 */

/** @param alignment What the header states. It is that of any vector of the size, but for targets that cap it. */
function vector(name: string, element: string, byteLength: number, alignment?: number): string {
  const attributes = `__vector_size__(${byteLength}), __may_alias__${alignment === undefined ? "" : `, __aligned__(${alignment})`}`;
  return `typedef ${element} ${name} __attribute__((${attributes}));\n`;
}

/** Letters behind `__m128`, with the element: the types that programs use. Both compilers state the alignment of wide ones. */
const x86Letters = [
  ["", "float"],
  ["d", "double"],
  ["i", "long long"],
  ["h", "_Float16"],
  ["bh", "short"],
] as const;

/** Letters behind `__v4`, with the element and its size: what the compilers' own headers, and some programs, calculate with. */
const x86Modes = [
  ["sf", "float", 4],
  ["df", "double", 8],
  ["qi", "char", 1],
  ["qs", "signed char", 1],
  ["qu", "unsigned char", 1],
  ["hi", "short", 2],
  ["hu", "unsigned short", 2],
  ["si", "int", 4],
  ["su", "unsigned int", 4],
  ["di", "long long", 8],
  ["du", "unsigned long long", 8],
  ["hf", "_Float16", 2],
  ["bh", "short", 2],
] as const;

function x86Vectors(byteLength: number): string {
  const alignment = byteLength > 16 ? byteLength : undefined;
  const names = x86Letters.map(([letters, element]) => {
    const name = `__m${byteLength * 8}${letters}`;
    return vector(name, element, byteLength, alignment) + vector(`${name}_u`, element, byteLength, 1);
  });
  const modes = x86Modes.map(
    ([mode, element, size]) =>
      `typedef ${element} __v${byteLength / size}${mode} __attribute__((__vector_size__(${byteLength})));\n`,
  );
  return [...names, ...modes].join("");
}

function renderX86Types(): string {
  return `
#ifndef _KOINE_X86_VECTORS
#define _KOINE_X86_VECTORS
/* GCC's immintrin.h includes headers that ask whether this one was there, and others that are not known here. */
#define _X86GPRINTRIN_H_INCLUDED
${vector("__m64", "int", 8)}${vector("__m64_u", "int", 8, 1)}${[16, 32, 64].map(x86Vectors).join("")}\
typedef unsigned char __mmask8;
typedef unsigned short __mmask16;
typedef unsigned int __mmask32;
typedef unsigned long long __mmask64;
typedef unsigned short __bfloat16;
#endif
`;
}

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
  ["bfloat16", "__bf16", 2],
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

/** @see Arm C Language Extensions, "Load/store 64 Byte intrinsics" (`data512_t`) */
const armExtensions = `
#include <stdint.h>
#if defined __ARM_FEATURE_LS64 && !defined _KOINE_ARM_DATA512
#define _KOINE_ARM_DATA512
typedef struct { uint64_t val[8]; } data512_t;
#endif
`;

function renderNeonTypes(): string {
  return `${halfType}
#ifndef _KOINE_NEON_VECTORS
#define _KOINE_NEON_VECTORS
typedef __bf16 bfloat16_t;
typedef float float32_t;
typedef double float64_t;
typedef unsigned char poly8_t;
typedef unsigned short poly16_t;
typedef __UINT64_TYPE__ poly64_t;
${neonElements.map(neonVectors).join("")}
#endif
`;
}

/** Renders a header of intrinsics; `undefined` if `name` is none. */
export function findIntrinsicHeader(name: string): string | undefined {
  if (name === "arm_neon.h") return renderNeonTypes();
  if (name === "arm_fp16.h") return halfType;
  if (name === "arm_acle.h") return armExtensions;
  if (name === "cpuid.h" || name === "mm_malloc.h") return "";
  if (name === "mm3dnow.h") return renderX86Types();
  // Asked first, because the pattern would try each letter of all other names.
  if (!name.endsWith("intrin.h")) return undefined;
  return /^[a-z0-9]*(?:mm|x86|ia32|avx[a-z0-9]*|gpr)intrin\.h$/.test(name) ? renderX86Types() : undefined;
}
