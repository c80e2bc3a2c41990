/* Functions that pass structs to callbacks and check what comes back. Each gives 1 if all was as expected, else 0. */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

typedef struct { double x, y; } Point;
typedef struct { float r, g, b; } Color;
typedef struct { char letters[3]; } Three;
typedef struct { int whole; double part; char letter; } Mixed;
typedef struct { long values[40]; } Forty;
typedef struct { int a : 3; unsigned b : 5; short c; } Bits;
typedef struct __attribute__((packed)) { char tag; int value; } Packed;
typedef union { long integer; double real; } Either;
typedef struct { Point from, to; } Line;
typedef struct { short a; float b; } Pair;

int mirror_point(Point (*callback)(Point)) {
  Point r = callback((Point){1.5, -2.5});
  return r.x == -2.5 && r.y == 1.5;
}

int brighten(Color (*callback)(Color, float)) {
  Color r = callback((Color){1, 2, 4}, 0.5f);
  return r.r == 0.5f && r.g == 1 && r.b == 2;
}

int rotate(Three (*callback)(Three)) {
  Three r = callback((Three){{1, 2, 3}});
  return r.letters[0] == 2 && r.letters[1] == 3 && r.letters[2] == 1;
}

int change_bits(Bits (*callback)(Bits)) {
  Bits r = callback((Bits){.a = -3, .b = 17, .c = -300});
  return r.a == 2 && r.b == 31 && r.c == -301;
}

int bump_packed(Packed (*callback)(Packed)) {
  Packed r = callback((Packed){-1, 0x12345678});
  return r.tag == 1 && r.value == 0x12345679;
}

int negate_either(Either (*callback)(Either)) { return callback((Either){.real = 0.25}).real == -0.25; }

/* Results in memory must not be written past their end. */
int make_mixed(Mixed (*callback)(int, Mixed, double)) {
  struct { Mixed value; unsigned char guard[16]; } r;
  memset(r.guard, 0x5a, sizeof r.guard);
  r.value = callback(-7, (Mixed){8, 0.5, 'x'}, 1e300);
  for (size_t i = 0; i < sizeof r.guard; i++)
    if (r.guard[i] != 0x5a) return 0;
  return r.value.whole == -7 && r.value.part == 1e300 && r.value.letter == 'x';
}

int reverse_forty(Forty (*callback)(Forty)) {
  Forty forty;
  for (int i = 0; i < 40; i++) forty.values[i] = i * 1000000007L;
  forty = callback(forty);
  for (int i = 0; i < 40; i++)
    if (forty.values[i] != (39 - i) * 1000000007L) return 0;
  return 1;
}

int pass_many(double (*callback)(Point, Point, Point, Point, Point, Mixed, long, long, long, long, long, long, Pair, Line)) {
  Line line = {{1, 2}, {3, 4}};
  return callback((Point){1, 2}, (Point){3, 4}, (Point){5, 6}, (Point){7, 8}, (Point){9, 10}, (Mixed){11, 12, 13}, 1, 2, 3, 4,
                  5, 6, (Pair){14, 15}, line) == 151;
}

/* The struct is C's own again after the callback: what JavaScript kept must not change. */
int pass_twice(int (*callback)(Line)) {
  int first = callback((Line){{1, 2}, {3, 4}});
  int second = callback((Line){{-1, -2}, {-3, -4}});
  return first == 1 && second == 2;
}

/* What does not exist in the declared types must not reach JavaScript: the upper bits of narrow arguments are anything. */
int pass_garbage(int (*callback)(bool, int8_t, uint8_t, int16_t, uint16_t, int32_t, uint32_t)) {
  typedef int (*wide)(long, long, long, long, long, long, long);
  return ((wide)callback)(0x7f00000000000001, 0x5a5a5a5a5a5a5aff, 0x1234567812345680, 0x777777777777fffe,
                          0x5555555555558000, 0x7eeeeeee80000000, 0x7777777780000000);
}

/* Forty arguments of mixed kinds: most are on the stack. */
int pass_forty(double (*callback)(signed char, float, int64_t, double, signed char, float, int64_t, double, signed char,
                                  float, int64_t, double, signed char, float, int64_t, double, signed char, float,
                                  int64_t, double, signed char, float, int64_t, double, signed char, float, int64_t,
                                  double, signed char, float, int64_t, double, signed char, float, int64_t, double,
                                  signed char, float, int64_t, double)) {
#define VALUES(n) -(n) - 1, (n) + 0.5f, (n) * -10000000000, (n) / 4.0
  return callback(VALUES(0), VALUES(1), VALUES(2), VALUES(3), VALUES(4), VALUES(5), VALUES(6), VALUES(7), VALUES(8),
                  VALUES(9)) == 42;
}

static Point kept_result;
Point call_point(Point (*callback)(void)) { return kept_result = callback(); }
