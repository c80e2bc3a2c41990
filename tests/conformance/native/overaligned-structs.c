/* Structs and unions that are aligned to more than a stack is. Every function looks whether its arguments lie where they must. */
#include <errno.h>
#include <stdarg.h>
#include <stddef.h>

struct lanes { double lane[4]; } __attribute__((aligned(32)));
struct line { unsigned char tag; } __attribute__((aligned(64)));
struct page { int words[300]; } __attribute__((aligned(4096)));
union wide { long long whole; double real; } __attribute__((aligned(32)));
struct holder { char first; struct lanes inner; char last; };

/* Out of the sight of gcc, which takes the alignment of its own variables for granted. */
__attribute__((noipa)) static int is_beyond(const void *place, size_t alignment) { return (size_t)place % alignment != 0; }

double sum_lanes(struct lanes value, int factor) {
  if (is_beyond(&value, 32)) return -1;
  return (value.lane[0] + 10 * value.lane[1] + 100 * value.lane[2] + 1000 * value.lane[3]) * factor;
}

/* More than the registers hold, with holes on the stack. */
double mix(char a, struct lanes b, double c, struct line d, long e, long f, long g, long h, long i, long j, struct page k,
           float l, union wide m, struct holder n) {
  if (is_beyond(&b, 32) || is_beyond(&d, 64) || is_beyond(&k, 4096) || is_beyond(&m, 32) || is_beyond(&n, 32)) return -1;
  return a + b.lane[3] + c + d.tag + e + f + g + h + i + j + k.words[0] + k.words[299] + l + m.real + n.first +
         n.inner.lane[1] + n.last;
}

struct lanes scale(struct lanes value, double factor) {
  for (int i = 0; i < 4; i++) value.lane[i] *= is_beyond(&value, 32) ? 0 : factor;
  return value;
}

struct page make_page(int first) {
  struct page page = { { first } };
  page.words[299] = first + 1;
  return page;
}

int fail_with(struct line value, int number) {
  errno = number;
  return is_beyond(&value, 64) ? -1 : value.tag;
}

const char *name_of(struct line value) { return is_beyond(&value, 64) ? "elsewhere" : value.tag == 7 ? "seven" : "other"; }

int sum_all(int count, ...) {
  int sum = 0;
  va_list values;
  va_start(values, count);
  for (int i = 0; i < count; i++) {
    struct lanes value = va_arg(values, struct lanes);
    sum += (int)value.lane[i];
    sum += va_arg(values, int);
  }
  va_end(values);
  return sum;
}

/* C calls back with each of them, and gets one. */
double visit(struct lanes (*visitor)(char, struct line, struct lanes, struct page), struct lanes value) {
  if (is_beyond(&value, 32)) return -1;
  struct line line = { 3 };
  struct lanes got = visitor(5, line, value, make_page(11));
  return got.lane[0] + 10 * got.lane[3];
}
