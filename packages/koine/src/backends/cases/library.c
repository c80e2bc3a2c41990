/* The native side of the frontend cases. Its twin for the fake backend is simulated-library.ts. */
#include <complex.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct Point {
  double x;
  int y;
};

int add_i8(int8_t a, int8_t b) { return a + b; }
int add_u8(uint8_t a, uint8_t b) { return a + b; }
int8_t echo_i8(int8_t value) { return value; }
uint16_t echo_u16(uint16_t value) { return value; }
int32_t echo_i32(int32_t value) { return value; }
uint32_t echo_u32(uint32_t value) { return value; }
int64_t echo_i64(int64_t value) { return value; }
uint64_t echo_u64(uint64_t value) { return value; }
bool invert(bool value) { return !value; }
float halve(float value) { return value / 2; }
double mix(int a, double b, float c, int64_t d) { return a + b * 10 + c * 100 + (double)d * 1000; }

int64_t weigh12(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l) {
  return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h + 9 * i + 10 * j + 11 * k + 12 * l;
}

uint64_t sum_bytes(const unsigned char *bytes, size_t length) {
  uint64_t sum = 0;
  for (size_t i = 0; i < length; i++) sum += bytes[i];
  return sum;
}

void set_bytes(void *memory, int value, size_t length) { memset(memory, value, length); }

double sum_point(const struct Point *point) { return point == NULL ? -1 : point->x + point->y; }

struct Point move_point(struct Point point, double dx, int dy) {
  struct Point moved = {point.x + dx, point.y + dy};
  return moved;
}

struct Small {
  int8_t a;
  uint8_t b;
  int16_t c;
};

struct Small negate_small(struct Small value) {
  struct Small negated = {-value.a, ~value.b, -value.c};
  return negated;
}

struct Large {
  int64_t values[5];
};

struct Large add_large(struct Large left, int times, struct Large right) {
  struct Large sum;
  for (int i = 0; i < 5; i++) sum.values[i] = left.values[i] + times * right.values[i];
  return sum;
}

int64_t text_length(const char *text) { return text == NULL ? -1 : (int64_t)strlen(text); }

const char *pick_text(int index) {
  if (index < 0) return NULL;
  return index == 0 ? "plain" : "caff\xc3\xa8 \xe2\x98\x95";
}

int same_text(const char *left, const char *right) { return strcmp(left, right) == 0; }

bool divide(int dividend, int divisor, int *quotient, int *remainder) {
  if (divisor == 0) return false;
  *quotient = dividend / divisor;
  *remainder = dividend % divisor;
  return true;
}

void split(double value, int *whole, double *fraction) {
  *whole = (int)value;
  *fraction = value - *whole;
}

void double_it(int64_t *value) { *value *= 2; }

int64_t give_numbers(const int **numbers) {
  static const int three[] = {10, 20, 30};
  *numbers = three;
  return 3;
}

int apply(int (*function)(int), int value) { return function(value); }
double apply_twice(double (*function)(double), double value) { return function(function(value)); }
int apply_or(int (*function)(int), int value) { return function == NULL ? -1 : function(value); }
int tell(int (*listener)(const char *text)) { return listener("native text"); }

void visit(const int *numbers, size_t length, void (*visitor)(int value, const int *place)) {
  for (size_t i = 0; i < length; i++) visitor(numbers[i], &numbers[i]);
}

/* Adds up what its kinds name: int, long long, double, length of a string, byte at a pointer, members of a struct Small. */
double sum_values(const char *kinds, ...) {
  double sum = 0;
  va_list values;
  va_start(values, kinds);
  for (; *kinds != 0; kinds++) {
    switch (*kinds) {
      case 'i': sum += va_arg(values, int); break;
      case 'l': sum += (double)va_arg(values, long long); break;
      case 'd': sum += va_arg(values, double); break;
      case 's': sum += (double)strlen(va_arg(values, const char *)); break;
      case 'p': {
        const unsigned char *bytes = va_arg(values, const unsigned char *);
        sum += bytes == NULL ? 0 : *bytes;
        break;
      }
      case 'S': {
        struct Small small = va_arg(values, struct Small);
        sum += small.a + small.b + small.c;
        break;
      }
    }
  }
  va_end(values);
  return sum;
}

long double echo_wide(long double value) { return value; }
float _Complex conjugate(float _Complex value) { return conjf(value); }

/* Gives errno as it was for a negative reason; fails with any other but 0. */
int fail_with(int reason) {
  if (reason < 0) return errno;
  if (reason > 0) errno = reason;
  return reason == 0 ? 7 : -1;
}

const char *fail_text(int reason) {
  if (reason > 0) errno = reason;
  return reason == 0 ? "fine" : NULL;
}

double fail_halve(double value, double *place) {
  if (value < 0) errno = EDOM;
  *place = value;
  return value / 2;
}
