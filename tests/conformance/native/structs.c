/* Structs and unions by value, of every class that the conventions know. Each function tells what it received. */
#include <stdarg.h>
#include <string.h>

typedef struct { double x, y; } Point;
typedef struct { float r, g, b; } Color;
typedef struct { int whole; double part; char letter; } Mixed;
typedef struct { long values[5]; } Five;
typedef struct { long values[40]; } Forty;
typedef struct { char letters[3]; } Three;
typedef struct { short a; float b; } Pair;
typedef struct { int a : 3; unsigned b : 5; short c; } Bits;
typedef struct { Point from; Point to; } Line;
typedef struct { Pair pair; int last; } Nested;
typedef union { long integer; double real; } Either;
typedef struct __attribute__((packed)) { char tag; int value; } Packed;

Point add(Point a, Point b) { return (Point){a.x + b.x, a.y + b.y}; }
Color scale(Color color, float factor) { return (Color){color.r * factor, color.g * factor, color.b * factor}; }
double total(int before, Mixed mixed, double after) { return before + mixed.whole + mixed.part + mixed.letter + after; }
Mixed make_mixed(int whole, double part, char letter) { return (Mixed){whole, part, letter}; }
Five times(Five five, int factor) {
  for (int index = 0; index < 5; index++) five.values[index] *= factor;
  return five;
}
long sum(int before, Forty forty, int after) {
  long result = before + after;
  for (int index = 0; index < 40; index++) result += forty.values[index];
  return result;
}
Three rotate(Three three) { return (Three){{three.letters[1], three.letters[2], three.letters[0]}}; }
Pair swap_signs(Pair pair) { return (Pair){-pair.a, -pair.b}; }
Bits change(Bits bits) {
  bits.a = -bits.a;
  bits.b++;
  bits.c *= 2;
  return bits;
}
Line reverse(Line line) { return (Line){line.to, line.from}; }
Nested unnest(Nested nested) {
  nested.last = nested.pair.a + (int)nested.pair.b;
  return nested;
}
Either negate(Either either) {
  either.integer = -either.integer;
  return either;
}
Packed bump(Packed packed) {
  packed.value += packed.tag;
  return packed;
}
/* More than the registers hold: the later structs travel on the stack. */
double many(Point a, Point b, Point c, Point d, Point e, double x, Mixed f, long i, long j, long k, long l, long m, Pair g) {
  return a.x + 2 * b.y + 3 * c.x + 4 * d.y + 5 * e.x + 6 * x + 7 * f.part + i + j + k + l + m + 8 * g.b + g.a;
}

Point grow(Point a, const char *text, int *length, Point b) {
  *length = (int)strlen(text);
  return (Point){a.x + b.x + *length, a.y + b.y};
}

double fold(Point a, double (*step)(Point, Color), Color color) {
  double sum = 0;
  for (int index = 0; index < 3; index++) sum += step(a, color);
  return sum;
}
