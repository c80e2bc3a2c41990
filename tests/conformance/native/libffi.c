/* What the tests of the libffi layers call, and what calls their closures. */
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

typedef struct { double x, y; } Point;
typedef struct { int8_t a; int16_t b; int64_t c; float d; } Mixed;
typedef struct { int64_t values[5]; } Large;
typedef struct __attribute__((packed)) { char tag; int value; } Packed;
typedef union { int64_t integer; double real; } Either;

uint64_t add3(uint64_t x, uint64_t y, uint64_t z) { return x + y + z; }
int8_t negate8(int8_t value) { return -value; }
uint16_t next16(uint16_t value) { return value + 1; }
float half(float value) { return value / 2; }
_Bool not(_Bool value) { return !value; }
void *same(void *pointer) { return pointer; }
Point mirror(Point point) { return (Point){point.y, point.x}; }
long double twice(long double value) { return value * 2; }
double _Complex conjugate(double _Complex value) { return __builtin_conj(value); }

double sum_doubles(int count, ...) {
  va_list list;
  va_start(list, count);
  double sum = 0;
  for (int index = 0; index < count; index++) sum += va_arg(list, double);
  va_end(list);
  return sum;
}

__attribute__((ms_abi)) int64_t windows_mix(int8_t a, double b, int64_t c, float d, int64_t e, Large f) {
  return a + (int64_t)b * 10 + c * 100 + (int64_t)d * 1000 + e * 10000 + f.values[4];
}

/* Callers of closures: each returns what C got. */
uint64_t call_u64(uint64_t (*callee)(uint64_t, uint64_t), uint64_t y, uint64_t z) { return callee(y, z); }
int64_t call_i8(int8_t (*callee)(int8_t), int8_t value) { return callee(value); }
int64_t call_u16(uint16_t (*callee)(uint16_t), uint16_t value) { return callee(value); }
int64_t call_bool(_Bool (*callee)(_Bool), _Bool value) { return callee(value); }
float call_float(float (*callee)(float), float value) { return callee(value); }
const char *call_text(const char *(*callee)(const char *), const char *text) { return callee(text); }
Point call_point(Point (*callee)(Point), Point point) { return callee(point); }
Mixed call_mixed(Mixed (*callee)(Mixed, Mixed), Mixed one, Mixed two) { return callee(one, two); }
Large call_large(Large (*callee)(Large, int), Large large, int factor) { return callee(large, factor); }
Either call_either(Either (*callee)(Either), Either either) { return callee(either); }
int64_t call_many(int64_t (*callee)(int, int, int, int, int, int, int, int, double, double, double, double, double, double,
                                    double, double, double, int8_t)) {
  return callee(1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 9, -5);
}
void call_times(void (*callee)(int), int count) {
  for (int index = 0; index < count; index++) callee(index);
}

/* A packed struct of 5 bytes comes back between two canaries; 1 if both are whole. */
int call_packed(Packed (*callee)(int), int value, Packed *result) {
  struct { char before[16]; Packed packed; char after[16]; } room;
  memset(&room, 0x5a, sizeof room);
  room.packed = callee(value);
  *result = room.packed;
  for (int index = 0; index < 16; index++)
    if (room.before[index] != 0x5a || room.after[index] != 0x5a) return 0;
  return 1;
}

/* Keeps a closure beyond the call. */
static uint64_t (*kept)(uint64_t, uint64_t);
void keep(uint64_t (*callee)(uint64_t, uint64_t)) { kept = callee; }
uint64_t call_kept(uint64_t y, uint64_t z) { return kept(y, z); }
