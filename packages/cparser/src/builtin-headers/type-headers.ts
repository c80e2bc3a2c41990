/**
 * Freestanding headers that define types: `stddef.h`, `stdarg.h`, `stdint.h`; `stdatomic.h` is a file of its own. The C library's own versions are
 * used instead where it has them (`#include_next`).
 *
 * @see C17 7.16, 7.19, 7.20
 */

/** C libraries ask for single types: `#define __need_size_t` and `#include <stddef.h>`. */
export const stddef = `
#if !defined __need_size_t && !defined __need_ptrdiff_t && !defined __need_wchar_t && !defined __need_wint_t \\
  && !defined __need_NULL && !defined __need_max_align_t && !defined __need_offsetof
#define __need_size_t
#define __need_ptrdiff_t
#define __need_wchar_t
#define __need_NULL
#define __need_max_align_t
#define __need_offsetof
#define _STDDEF_H
#endif
#ifdef __need_ptrdiff_t
#ifndef _PTRDIFF_T
#define _PTRDIFF_T
#define _PTRDIFF_T_DEFINED
typedef __PTRDIFF_TYPE__ ptrdiff_t;
#endif
#undef __need_ptrdiff_t
#endif
#ifdef __need_size_t
#ifndef _SIZE_T
#define _SIZE_T
#define __size_t
#define _SIZE_T_DEFINED
typedef __SIZE_TYPE__ size_t;
#endif
#undef __need_size_t
#endif
#ifdef __need_wchar_t
#ifndef _WCHAR_T
#define _WCHAR_T
#define _WCHAR_T_DEFINED
typedef __WCHAR_TYPE__ wchar_t;
#endif
#undef __need_wchar_t
#endif
#ifdef __need_wint_t
#ifndef _WINT_T
#define _WINT_T
typedef __WINT_TYPE__ wint_t;
#endif
#undef __need_wint_t
#endif
#ifdef __need_NULL
#undef NULL
#define NULL ((void *)0)
#undef __need_NULL
#endif
#ifdef __need_max_align_t
#if !defined _GCC_MAX_ALIGN_T && defined __STDC_VERSION__ && __STDC_VERSION__ >= 201112L
#define _GCC_MAX_ALIGN_T
/* As clang's header has it: Microsoft's and Apple's own are such. */
#ifdef _MSC_VER
typedef double max_align_t;
#elif defined __APPLE__
typedef long double max_align_t;
#else
typedef struct {
  long long __max_align_ll __attribute__((__aligned__(__alignof__(long long))));
  long double __max_align_ld __attribute__((__aligned__(__alignof__(long double))));
#ifdef __i386__
  __float128 __max_align_f128 __attribute__((__aligned__(__alignof__(__float128))));
#endif
} max_align_t;
#endif
#endif
#undef __need_max_align_t
#endif
#ifdef __need_offsetof
#undef offsetof
#define offsetof(TYPE, MEMBER) __builtin_offsetof(TYPE, MEMBER)
#undef __need_offsetof
#endif
#if defined _STDDEF_H && defined __STDC_VERSION__ && __STDC_VERSION__ > 201710L && !defined __STDC_VERSION_STDDEF_H__
#define __STDC_VERSION_STDDEF_H__ 202311L
typedef __typeof__(nullptr) nullptr_t;
#define unreachable() (__builtin_unreachable())
#endif
/* What mingw-w64 adds is in a header of its own. */
#if defined __MINGW32__ && defined _STDDEF_H
#if __has_include_next(<stddef.h>)
#include_next <stddef.h>
#endif
#endif
`;

export const stdarg = `
#ifndef __GNUC_VA_LIST
#define __GNUC_VA_LIST
typedef __builtin_va_list __gnuc_va_list;
#endif
#ifdef __need___va_list
#undef __need___va_list
#elif !defined _STDARG_H
#define _STDARG_H
#if defined __STDC_VERSION__ && __STDC_VERSION__ > 201710L
#define __STDC_VERSION_STDARG_H__ 202311L
#define va_start(v, ...) __builtin_va_start(v, 0)
#else
#define va_start(v, l) __builtin_va_start(v, l)
#endif
#define va_end(v) __builtin_va_end(v)
#define va_arg(v, l) __builtin_va_arg(v, l)
#if !defined __STRICT_ANSI__ || (defined __STDC_VERSION__ && __STDC_VERSION__ >= 199901L)
#define va_copy(d, s) __builtin_va_copy(d, s)
#endif
#define __va_copy(d, s) __builtin_va_copy(d, s)
#ifndef _VA_LIST_DEFINED
#define _VA_LIST_DEFINED
typedef __gnuc_va_list va_list;
#endif
#endif
`;

function exactWidths(width: 8 | 16 | 32 | 64): string {
  return `
typedef __INT${width}_TYPE__ int${width}_t;
typedef __UINT${width}_TYPE__ uint${width}_t;
typedef __INT_LEAST${width}_TYPE__ int_least${width}_t;
typedef __UINT_LEAST${width}_TYPE__ uint_least${width}_t;
typedef __INT_FAST${width}_TYPE__ int_fast${width}_t;
typedef __UINT_FAST${width}_TYPE__ uint_fast${width}_t;
#define INT${width}_MAX __INT${width}_MAX__
#define INT${width}_MIN (-__INT${width}_MAX__ - 1)
#define UINT${width}_MAX __UINT${width}_MAX__
#define INT_LEAST${width}_MAX __INT_LEAST${width}_MAX__
#define INT_LEAST${width}_MIN (-__INT_LEAST${width}_MAX__ - 1)
#define UINT_LEAST${width}_MAX __UINT_LEAST${width}_MAX__
#define INT_FAST${width}_MAX __INT_FAST${width}_MAX__
#define INT_FAST${width}_MIN (-__INT_FAST${width}_MAX__ - 1)
#define UINT_FAST${width}_MAX __UINT_FAST${width}_MAX__
#define INT${width}_C(c) __INT${width}_C(c)
#define UINT${width}_C(c) __UINT${width}_C(c)`;
}

/** Of C23 and TS 18661-1: those of types without a width of their own are their counterparts'. */
const widths: string = [
  ...[8, 16, 32, 64].flatMap((width) => [
    `INT${width}_WIDTH ${width}`,
    `UINT${width}_WIDTH ${width}`,
    ...["LEAST", "FAST"].flatMap((kind) =>
      ["", "U"].map((sign) => `${sign}INT_${kind}${width}_WIDTH __INT_${kind}${width}_WIDTH__`),
    ),
  ]),
  ...["INTPTR", "INTMAX"].flatMap((name) => ["", "U"].map((sign) => `${sign}${name}_WIDTH __${name}_WIDTH__`)),
  ...["PTRDIFF", "SIZE", "SIG_ATOMIC", "WCHAR", "WINT"].map((name) => `${name}_WIDTH __${name}_WIDTH__`),
]
  .map((macro) => `#define ${macro}`)
  .join("\n");

export const stdint: string = `
#if __STDC_HOSTED__ && __has_include_next(<stdint.h>)
#include_next <stdint.h>
#elif !defined _GCC_STDINT_H
#define _GCC_STDINT_H
${exactWidths(8)}${exactWidths(16)}${exactWidths(32)}${exactWidths(64)}
typedef __INTPTR_TYPE__ intptr_t;
typedef __UINTPTR_TYPE__ uintptr_t;
typedef __INTMAX_TYPE__ intmax_t;
typedef __UINTMAX_TYPE__ uintmax_t;
#define INTPTR_MAX __INTPTR_MAX__
#define INTPTR_MIN (-__INTPTR_MAX__ - 1)
#define UINTPTR_MAX __UINTPTR_MAX__
#define INTMAX_MAX __INTMAX_MAX__
#define INTMAX_MIN (-__INTMAX_MAX__ - 1)
#define UINTMAX_MAX __UINTMAX_MAX__
#define PTRDIFF_MAX __PTRDIFF_MAX__
#define PTRDIFF_MIN (-__PTRDIFF_MAX__ - 1)
#define SIZE_MAX __SIZE_MAX__
#define SIG_ATOMIC_MAX __SIG_ATOMIC_MAX__
#define SIG_ATOMIC_MIN __SIG_ATOMIC_MIN__
#define WCHAR_MAX __WCHAR_MAX__
#define WCHAR_MIN __WCHAR_MIN__
#define WINT_MAX __WINT_MAX__
#define WINT_MIN __WINT_MIN__
#define INTMAX_C(c) __INTMAX_C(c)
#define UINTMAX_C(c) __UINTMAX_C(c)
#if defined __STDC_WANT_IEC_60559_BFP_EXT__ || (defined __STDC_VERSION__ && __STDC_VERSION__ > 201710L)
${widths}
#endif
#endif
`;
