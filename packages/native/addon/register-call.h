/*
 * Calls of C functions whose values all travel in registers, as a C compiler makes them: for the first calls of a function
 * (number-call.c) and for those that V8 does not make by itself (fast-function.c).
 */
#ifndef KOINE_REGISTER_CALL_H
#define KOINE_REGISTER_CALL_H

#include "koine.h"

#include <string.h>

/* The numbers of koine/src/backends/addon/value-kinds.ts. */
typedef enum { VOID, I8, U8, I16, U16, I32, U32, F32, F64, I64, U64, KIND_COUNT } Kind;

/* As many of each as the calling conventions of x64 System V and AArch64 pass in registers. */
enum { MOST_INTEGERS = 6, MOST_FLOATS = 8, MOST_VALUES = MOST_INTEGERS + MOST_FLOATS };

typedef struct {
  uint64_t words[MOST_INTEGERS];
  double floats[MOST_FLOATS];
  int word_count, float_count;
} Registers;

static inline void put_word(Registers *registers, uint64_t word) { registers->words[registers->word_count++] = word; }

static inline void put_float(Registers *registers, Kind kind, double number) {
  double *place = &registers->floats[registers->float_count++];
  float narrow = (float)number;
  /* A float is the low half of its register. */
  if (kind == F64) *place = number;
  else memcpy(place, &narrow, sizeof narrow);
}

#define PARAMETERS                                                                                                   \
  uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, double, double, double, double, double, double, double, \
      double
#define CALL(type)                                                                                                     \
  ((type(*)(PARAMETERS))target)(words[0], words[1], words[2], words[3], words[4], words[5], floats[0], floats[1],      \
                                floats[2], floats[3], floats[4], floats[5], floats[6], floats[7])

/* Calls a function; NULL where it gives nothing. */
static inline napi_value call_registers(napi_env env, uintptr_t target, Kind result_kind, const Registers *registers) {
  const uint64_t *words = registers->words;
  const double *floats = registers->floats;
  napi_value result = NULL;
  /* SAFETY: a C function ignores the registers that it has no parameters for, and the stack behind them. */
  if (result_kind == F64) {
    napi_create_double(env, CALL(double), &result);
    return result;
  }
  if (result_kind == F32) {
    napi_create_double(env, (double)CALL(float), &result);
    return result;
  }
  uint64_t word = CALL(uint64_t);
  switch (result_kind) {
    case I8: napi_create_int32(env, (int8_t)word, &result); break;
    case U8: napi_create_int32(env, (uint8_t)word, &result); break;
    case I16: napi_create_int32(env, (int16_t)word, &result); break;
    case U16: napi_create_int32(env, (uint16_t)word, &result); break;
    case I32: napi_create_int32(env, (int32_t)word, &result); break;
    case U32: napi_create_uint32(env, (uint32_t)word, &result); break;
    case I64: napi_create_bigint_int64(env, (int64_t)word, &result); break;
    case U64: napi_create_bigint_uint64(env, word, &result); break;
    default: break;
  }
  return result;
}

#endif
