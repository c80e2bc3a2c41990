/* Functions that set errno, with every kind of result, and some that are called back. */
#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

struct point { double x, y; };
struct large { long long values[4]; };

int set_int(int reason) { errno = reason; return -1; }
unsigned char set_byte(int reason) { errno = reason; return 255; }
size_t set_size(int reason) { errno = reason; return (size_t)-1; }
long long set_long(int reason) { errno = reason; return -1; }
void set_nothing(int reason) { errno = reason; }
double set_double(int reason, double value) { errno = reason; return value; }
float set_float(int reason, float value) { errno = reason; return value; }
long double set_wide(int reason, long double value) { errno = reason; return value; }
void *set_pointer(int reason) { errno = reason; return NULL; }
void *set_bad_pointer(int reason) { errno = reason; return (void *)-1; }
const char *set_text(int reason) { errno = reason; return reason == 0 ? "text" : NULL; }
struct point set_point(int reason, double x) { errno = reason; struct point made = {x, -x}; return made; }
struct large set_large(int reason) { errno = reason; struct large made = {{1, 2, 3, 4}}; return made; }
int seen(void) { return errno; }
int keep(int value) { return value; }
int on_stack(int a, int b, int c, int d, int e, int f, int g, int h, double i, const char *text) {
  errno = a + b + c + d + e + f + g + h + (int)i + (int)strlen(text);
  return -1;
}
int set_variadic(int count, ...) {
  va_list values;
  va_start(values, count);
  int sum = 0;
  for (int i = 0; i < count; i++) sum += va_arg(values, int);
  va_end(values);
  errno = sum;
  return -1;
}
int call_between(int (*visit)(int), int reason) {
  errno = reason;
  int result = visit(reason);
  return result == 0 ? -1 : result;
}
int call_then(int (*visit)(int), int reason) {
  int result = visit(reason);
  errno = reason;
  return result == 0 ? -1 : result;
}
