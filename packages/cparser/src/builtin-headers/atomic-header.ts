/**
 * `stdatomic.h`: the types, how atomic each is, and the operations as far as programs ask whether there are such.
 *
 * @see C17 7.17, C23 7.17
 */

const atomicTypes: readonly (readonly [name: string, type: string])[] = [
  ["bool", "_Bool"],
  ["char", "char"],
  ["schar", "signed char"],
  ["uchar", "unsigned char"],
  ["short", "short"],
  ["ushort", "unsigned short"],
  ["int", "int"],
  ["uint", "unsigned int"],
  ["long", "long"],
  ["ulong", "unsigned long"],
  ["llong", "long long"],
  ["ullong", "unsigned long long"],
  ["char16_t", "__CHAR16_TYPE__"],
  ["char32_t", "__CHAR32_TYPE__"],
  ["wchar_t", "__WCHAR_TYPE__"],
  ["intptr_t", "__INTPTR_TYPE__"],
  ["uintptr_t", "__UINTPTR_TYPE__"],
  ["size_t", "__SIZE_TYPE__"],
  ["ptrdiff_t", "__PTRDIFF_TYPE__"],
  ["intmax_t", "__INTMAX_TYPE__"],
  ["uintmax_t", "__UINTMAX_TYPE__"],
  ...([8, 16, 32, 64] as const).flatMap((width) => [
    [`int_least${width}_t`, `__INT_LEAST${width}_TYPE__`] as const,
    [`uint_least${width}_t`, `__UINT_LEAST${width}_TYPE__`] as const,
    [`int_fast${width}_t`, `__INT_FAST${width}_TYPE__`] as const,
    [`uint_fast${width}_t`, `__UINT_FAST${width}_TYPE__`] as const,
  ]),
];

const lockFreeTypes = "BOOL CHAR CHAR16_T CHAR32_T WCHAR_T SHORT INT LONG LLONG POINTER".split(" ");

/** GNU's builtins by what is behind `atomic_`: their parameters in front of the memory order. */
const operations: readonly (readonly [name: string, builtin: string, parameters: string])[] = [
  ["store", "__atomic_store_n", "P, V"],
  ["load", "__atomic_load_n", "P"],
  ["exchange", "__atomic_exchange_n", "P, V"],
  ...["add", "sub", "or", "xor", "and"].map(
    (name) => [`fetch_${name}`, `__atomic_fetch_${name}`, "P, V"] as [string, string, string],
  ),
  ["flag_test_and_set", "__atomic_test_and_set", "P"],
  ["flag_clear", "__atomic_clear", "P"],
];

function defineOperation([name, builtin, parameters]: (typeof operations)[number]): string {
  const operands = parameters.replaceAll(/\w/g, "($&)");
  return `#define atomic_${name}(${parameters}) ${builtin}(${operands}, __ATOMIC_SEQ_CST)
#define atomic_${name}_explicit(${parameters}, O) ${builtin}(${operands}, (O))
`;
}

function defineExchange(name: string, isWeak: 0 | 1): string {
  const call = `__atomic_compare_exchange_n((P), (E), (V), ${isWeak}`;
  return `#define atomic_compare_exchange_${name}(P, E, V) ${call}, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)
#define atomic_compare_exchange_${name}_explicit(P, E, V, S, F) ${call}, (S), (F))
`;
}

/** Renders `stdatomic.h`. */
export function renderAtomicHeader(): string {
  return `
#ifndef _STDATOMIC_H
#define _STDATOMIC_H
typedef enum {
  memory_order_relaxed = 0,
  memory_order_consume = 1,
  memory_order_acquire = 2,
  memory_order_release = 3,
  memory_order_acq_rel = 4,
  memory_order_seq_cst = 5
} memory_order;
${atomicTypes.map(([name, type]) => `typedef _Atomic ${type} atomic_${name};`).join("\n")}
typedef struct {
  atomic_bool __val;
} atomic_flag;
${lockFreeTypes.map((name) => `#define ATOMIC_${name}_LOCK_FREE __GCC_ATOMIC_${name}_LOCK_FREE`).join("\n")}
#if defined __STDC_VERSION__ && __STDC_VERSION__ > 201710L
#define __STDC_VERSION_STDATOMIC_H__ 202311L
typedef _Atomic unsigned char atomic_char8_t;
#define ATOMIC_CHAR8_T_LOCK_FREE __GCC_ATOMIC_CHAR_LOCK_FREE
#else
#define ATOMIC_VAR_INIT(VALUE) (VALUE)
#endif
#define ATOMIC_FLAG_INIT { 0 }
#define atomic_init(P, V) atomic_store_explicit((P), (V), __ATOMIC_RELAXED)
#define kill_dependency(Y) (Y)
#define atomic_thread_fence(O) __atomic_thread_fence(O)
#define atomic_signal_fence(O) __atomic_signal_fence(O)
#define atomic_is_lock_free(P) __atomic_is_lock_free(sizeof *(P), (P))
${operations.map(defineOperation).join("")}${defineExchange("strong", 0)}${defineExchange("weak", 1)}#endif
`;
}
