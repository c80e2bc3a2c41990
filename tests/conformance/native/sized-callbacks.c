/* Functions that pass an address and a count to callbacks. */
#include <stddef.h>
#include <stdint.h>

typedef int (*sum_values)(const int *values, size_t count);
typedef int64_t (*weigh)(void *context, const char *text, int64_t length, const double *weights, uint8_t weight_count);

struct point {
  short x, y;
};

int call_with_values(sum_values sum, int count) {
  static const int values[] = {1, 2, 4, 8, 16};
  return sum(count < 0 ? NULL : values, count < 0 ? 0 : (size_t)count);
}

int64_t call_with_text(weigh callee, int64_t length, uint8_t weight_count) {
  static const double weights[] = {0.5, 1.5, 2.5};
  return callee(NULL, "a\0\xc3\xa9z", length, weights, weight_count);
}

int call_with_points(int (*callee)(unsigned char count, struct point *points)) {
  struct point points[] = {{1, 2}, {3, 4}};
  int sum = callee(2, points);
  return sum * 100 + points[1].x;
}

static sum_values kept;

void keep_sum(sum_values sum) { kept = sum; }

int run_kept(int count) { return call_with_values(kept, count); }
