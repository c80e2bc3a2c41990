/* Variadic functions that tell what they received. */
#include <complex.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct pair { double x, y; };
struct mixed { double x; int y; };
struct large { long long values[4]; };
struct byte { char c; };
struct tail { int a, b; float c; };

/* Writes one word per kind: i int, u unsigned, l long long, d double, L long double, C double _Complex, s text, p address,
   2 pair, m mixed, b large, t tail, 1 byte. */
int describe(char *out, size_t size, const char *kinds, ...) {
  size_t at = 0;
  va_list values;
  va_start(values, kinds);
  out[0] = 0;
  for (; *kinds != 0 && at < size; kinds++) {
    char *place = out + at;
    size_t room = size - at;
    int written = 0;
    switch (*kinds) {
      case 'i': written = snprintf(place, room, "%d ", va_arg(values, int)); break;
      case 'u': written = snprintf(place, room, "%u ", va_arg(values, unsigned)); break;
      case 'l': written = snprintf(place, room, "%lld ", va_arg(values, long long)); break;
      case 'd': written = snprintf(place, room, "%.17g ", va_arg(values, double)); break;
      case 'L': written = snprintf(place, room, "%.21Lg ", va_arg(values, long double)); break;
      case 'C': {
        double _Complex value = va_arg(values, double _Complex);
        written = snprintf(place, room, "%g+%gi ", creal(value), cimag(value));
        break;
      }
      case 's': written = snprintf(place, room, "%s ", va_arg(values, const char *)); break;
      case 'p': written = snprintf(place, room, "%s ", va_arg(values, void *) == NULL ? "null" : "address"); break;
      case '2': {
        struct pair value = va_arg(values, struct pair);
        written = snprintf(place, room, "(%g %g) ", value.x, value.y);
        break;
      }
      case 'm': {
        struct mixed value = va_arg(values, struct mixed);
        written = snprintf(place, room, "(%g %d) ", value.x, value.y);
        break;
      }
      case 'b': {
        struct large value = va_arg(values, struct large);
        written = snprintf(place, room, "(%lld %lld) ", value.values[0], value.values[3]);
        break;
      }
      case 't': {
        struct tail value = va_arg(values, struct tail);
        written = snprintf(place, room, "(%d %d %g) ", value.a, value.b, (double)value.c);
        break;
      }
      case '1': written = snprintf(place, room, "(%d) ", va_arg(values, struct byte).c); break;
    }
    at += (size_t)written;
  }
  va_end(values);
  return (int)at;
}

/* Calls back once per value, so that the call is one that JavaScript may be entered from. */
int each_value(int (*visit)(int), int count, ...) {
  int sum = 0;
  va_list values;
  va_start(values, count);
  for (int index = 0; index < count; index++) sum += visit(va_arg(values, int));
  va_end(values);
  return sum;
}

struct mixed make_mixed(const char *kinds, ...) {
  va_list values;
  va_start(values, kinds);
  struct mixed made;
  made.x = va_arg(values, double);
  made.y = va_arg(values, int);
  va_end(values);
  return made;
}

const char *pick(int index, ...) {
  va_list values;
  va_start(values, index);
  const char *text = NULL;
  for (int at = 0; at <= index; at++) text = va_arg(values, const char *);
  va_end(values);
  return text;
}
