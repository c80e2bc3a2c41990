/* Declarations of workloads.c for the three addons that are linked against it. */
#ifndef KOINE_BENCH_WORKLOADS_H
#define KOINE_BENCH_WORKLOADS_H

#include <stddef.h>
#include <stdint.h>

void nop(void);
int add_i32(int a, int b);
uint8_t add_u8(uint8_t a, uint8_t b);
double add_f64(double a, double b);
int64_t add_i64(int64_t a, int64_t b);
double mix8(int a, double b, int c, double d, int e, double f, int g, double h);
int add12(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l);
size_t text_length(const char *text);
const char *get_text(void);
int sum_bytes(const uint8_t *bytes, size_t count);
void out_int(int *result);
int add_many(int count, ...);
long run_callback(int (*callback)(int), int count);

struct vec2 {
  double x, y;
};
struct color {
  float r, g, b, a;
};
struct triple {
  double x, y, z;
};
struct vec2 vec2_add(struct vec2 a, struct vec2 b);
struct color color_add(struct color a, struct color b);
struct triple triple_add(struct triple a, struct triple b);
double vec2_sum(const struct vec2 *a);
void sort_ints(int *values, size_t count, int (*compare)(const void *, const void *));

#endif
