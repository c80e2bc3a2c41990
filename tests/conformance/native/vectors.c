/* Functions that take, give and call back with vectors of 8 and 16 bytes, for vectors.test.ts. */
#include <errno.h>
#include <stdarg.h>

typedef float four_floats __attribute__((vector_size(16)));
typedef double two_doubles __attribute__((vector_size(16)));
typedef long long two_longs __attribute__((vector_size(16)));
typedef unsigned char eight_bytes __attribute__((vector_size(8)));
typedef float two_floats __attribute__((vector_size(8)));
typedef float eight_floats __attribute__((vector_size(32)));

struct one { four_floats v; };
struct twins { four_floats a; two_longs b; };
struct tagged { char tag; four_floats v; eight_bytes bytes; };
struct narrow { int number; two_floats v; };
union halves { four_floats v; double d[2]; };
struct wide { int tag; eight_floats v; };

four_floats origin = { 1, 2, 3, 4 };

four_floats add_floats(four_floats a, four_floats b) { return a + b; }
two_doubles scale_doubles(two_doubles v, double by) { return v * by; }
two_longs shift_longs(two_longs v, int by) { return v << by; }
eight_bytes invert_bytes(eight_bytes v) { return ~v; }
two_floats swap_floats(two_floats v) { return (two_floats){ v[1], v[0] }; }

/* Ten vectors: two of them, and some integers, on the stack. */
four_floats many(int a, four_floats b, double c, four_floats d, two_floats e, long long f, four_floats g, four_floats h,
                 int i, four_floats j, two_longs k, four_floats l, int m, int n, int o, char p, two_doubles q,
                 struct one r, struct tagged s) {
  if (c != 0.5 || e[1] != 7 || k[1] != -9 || q[0] != 0.25 || s.bytes[7] != 255) return (four_floats){ -1 };
  float integers = (float)(a + f + i + m + n + o + p + s.tag);
  return b + d + g + h + j + l + r.v + s.v + (four_floats){ integers, e[0], (float)k[0], (float)q[1] };
}

struct one turn_one(struct one given) { return (struct one){ -given.v }; }
struct twins cross(struct twins given, int times) {
  given.a *= (float)times;
  given.b *= times;
  return given;
}
struct tagged tag(char tag, four_floats v, eight_bytes bytes) { return (struct tagged){ tag, v, bytes }; }
double sum_tagged(struct tagged given) {
  return given.tag + given.v[0] + given.v[1] + given.v[2] + given.v[3] + given.bytes[0] + given.bytes[7];
}
struct narrow double_narrow(struct narrow given) { return (struct narrow){ given.number * 2, given.v + given.v }; }
union halves add_halves(union halves one, union halves other) {
  one.v += other.v;
  return one;
}

four_floats fail_floats(four_floats v, int number) {
  errno = number;
  return v;
}

const char *describe_floats(four_floats v) { return v[3] == 4 ? "four" : "other"; }

double sum_lanes(int count, ...) {
  va_list list;
  va_start(list, count);
  double sum = 0;
  for (int i = 0; i < count; i++) {
    four_floats v = va_arg(list, four_floats);
    struct one one = va_arg(list, struct one);
    sum += va_arg(list, int) + v[0] * 10 + v[3] + one.v[1] * 1000;
  }
  va_end(list);
  return sum;
}

typedef four_floats (*visitor)(four_floats v, int number, struct one one, eight_bytes bytes, struct tagged tagged,
                               two_doubles a, two_doubles b, two_doubles c, two_doubles d, two_doubles e, two_doubles f,
                               two_doubles g);
four_floats visit(visitor call, four_floats v) {
  two_doubles a = { 1, 2 };
  struct tagged tagged = { 9, v * 2, { 1, 2, 3, 4, 5, 6, 7, 8 } };
  return 1 + call(v, 5, (struct one){ v + 1 }, tagged.bytes, tagged, a, a * 2, a * 3, a * 4, a * 5, a * 6, a * 7);
}
struct one visit_one(struct one (*call)(struct one), struct one given) { return call(turn_one(given)); }
eight_bytes visit_bytes(eight_bytes (*call)(eight_bytes), eight_bytes given) { return ~call(~given); }

void store_floats(four_floats *out, float first) { *out = (four_floats){ first, first + 1, first + 2, first + 3 }; }
void double_floats(four_floats *v) { *v += *v; }
four_floats sum_floats(const four_floats *values, int count) {
  four_floats sum = { 0 };
  for (int i = 0; i < count; i++) sum += values[i];
  return sum;
}
long long sum_longs(const two_longs *v) { return (*v)[0] + (*v)[1]; }
double sum_wide(const eight_floats *v, const struct wide *given) {
  double sum = given->tag;
  for (int i = 0; i < 8; i++) sum += (*v)[i] + given->v[i] * 100;
  return sum;
}
int by_value_wide(struct wide given) { return given.tag; }
