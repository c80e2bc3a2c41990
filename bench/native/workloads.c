/*
 * The library under test: the C functions that every peer of the benchmark calls.
 * Each is as small as it can be, so that what is measured is the way into C, not the work done there. They are not
 * inlined and have default visibility: a peer reaches them by their address or through the dynamic linker.
 * The peers' prototypes are in ../src/peers/, the loops around the calls in ../src/workloads/.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "workloads.h"

#define EXPORT __attribute__((visibility("default"), noinline))

/* The empty asm statement keeps the compiler from treating the call as free of effects. */
EXPORT void nop(void) { __asm__ volatile(""); }

/* Unsigned arithmetic: the benchmark's sums may wrap, and signed overflow is undefined. */
EXPORT int add_i32(int a, int b) { return (int)((unsigned)a + (unsigned)b); }

EXPORT uint8_t add_u8(uint8_t a, uint8_t b) { return (uint8_t)(a + b); }

EXPORT double add_f64(double a, double b) { return a + b; }

EXPORT int64_t add_i64(int64_t a, int64_t b) { return (int64_t)((uint64_t)a + (uint64_t)b); }

EXPORT double mix8(int a, double b, int c, double d, int e, double f, int g, double h) {
  return a + b + c + d + e + f + g + h;
}

/* On System V x86-64 and AAPCS64 alike, some of twelve integers travel on the stack. */
EXPORT int add12(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l) {
  return a + b + c + d + e + f + g + h + i + j + k + l;
}

EXPORT size_t text_length(const char *text) { return strlen(text); }

/* Twenty ASCII characters. */
EXPORT const char *get_text(void) { return "hello from C land!!!"; }

/* Texts of 8, 64, 1,024 and 65,536 characters: 0 to 3 of "x", 4 to 7 of U+6F22, which has three bytes. */
EXPORT const char *text_of(int index) {
  static char *texts[8];
  static const int lengths[4] = {8, 64, 1024, 65536};
  if (texts[index] == NULL) {
    const char *character = index < 4 ? "x" : "\xe6\xbc\xa2";
    size_t width = strlen(character), length = (size_t)lengths[index % 4];
    char *text = calloc(length * width + 1, 1);
    for (size_t at = 0; at < length; at++) memcpy(text + at * width, character, width);
    texts[index] = text;
  }
  return texts[index];
}

EXPORT int sum_bytes(const uint8_t *bytes, size_t count) {
  int sum = 0;
  for (size_t index = 0; index < count; index++) sum += bytes[index];
  return sum;
}

EXPORT void out_int(int *result) { *result = 42; }

EXPORT int add_many(int count, ...) {
  unsigned sum = 0;
  va_list values;
  va_start(values, count);
  for (int index = 0; index < count; index++) sum += va_arg(values, unsigned);
  va_end(values);
  return (int)sum;
}

/* Sixteen bytes in two registers, sixteen bytes of floats in two, and twenty-four in memory (System V x86-64). */
/* GCC 12 packs members into one register by way of memory, and the wait for it would take longer than the calls. */
#pragma GCC push_options
#pragma GCC optimize("no-tree-slp-vectorize")

EXPORT struct vec2 vec2_add(struct vec2 a, struct vec2 b) { return (struct vec2){a.x + b.x, a.y + b.y}; }

EXPORT struct color color_add(struct color a, struct color b) {
  return (struct color){a.r + b.r, a.g + b.g, a.b + b.b, a.a + b.a};
}

EXPORT struct triple triple_add(struct triple a, struct triple b) {
  return (struct triple){a.x + b.x, a.y + b.y, a.z + b.z};
}

#pragma GCC pop_options

EXPORT double vec2_sum(const struct vec2 *a) { return a->x + a->y; }

EXPORT long run_callback(int (*callback)(int), int count) {
  long sum = 0;
  for (int index = 0; index < count; index++) sum += callback(index);
  return sum;
}

EXPORT void sort_ints(int *values, size_t count, int (*compare)(const void *, const void *)) {
  qsort(values, count, sizeof *values, compare);
}
