/* long double and complex numbers: arguments, results and members. */
#include <complex.h>
#include <float.h>
#include <string.h>

typedef struct { long double value; } exact;
typedef struct { long double value; int tag; } tagged;
typedef struct { float _Complex z; } small_complex;
typedef struct { double _Complex z; char tag; } large_complex;
typedef union { long double value; unsigned char bytes[sizeof(long double)]; } bits;

long double ld_echo(long double value) { return value; }
long double ld_from_double(double value) { return value; }
double ld_to_double(long double value) { return (double)value; }
long double ld_third(void) { return 1.0L / 3; }
long double ld_huge(void) { return LDBL_MAX; }
long double ld_tiny(void) { return LDBL_MIN; }
long double ld_between(int bits) {
  /* 1 + 2^-53 + 2^-(53+bits): half way between two doubles, or just above. */
  long double step = 1;
  for (int i = 0; i < 53; i++) step /= 2;
  long double extra = step;
  for (int i = 0; i < bits; i++) extra /= 2;
  return bits == 0 ? 1 + step : 1 + step + extra;
}
long double ld_subnormal(int halves) {
  /* DBL_TRUE_MIN * 1.5 / 2^halves */
  long double value = 1.5L * DBL_TRUE_MIN;
  for (int i = 0; i < halves; i++) value /= 2;
  return value;
}
int ld_same_bits(double value, long double given) {
  long double expected = value;
  return memcmp(&expected, &given, LDBL_MANT_DIG == 64 ? 10 : sizeof expected) == 0;
}
long double ld_weigh(int a, long double b, double c, long double d, float e, long double f) {
  return a + b * 10 + c * 100 + d * 1000 + e * 10000 + f * 100000;
}
exact exact_third(void) { exact made = {1.0L / 3}; return made; }
int exact_is_third(exact given) { return given.value == 1.0L / 3; }
tagged tag_it(long double value, int tag) { tagged made = {value, tag}; return made; }
long double untag(tagged given) { return given.value + given.tag; }
long double ld_sum(const long double *values, int count) {
  long double sum = 0;
  for (int i = 0; i < count; i++) sum += values[i];
  return sum;
}
void ld_third_into(long double *place) { *place = 1.0L / 3; }
bits bits_of(long double value) {
  bits made;
  memset(&made, 0, sizeof made);
  made.value = value;
  return made;
}

float _Complex cf_multiply(float _Complex a, float _Complex b) { return a * b; }
double _Complex cd_multiply(double _Complex a, double _Complex b) { return a * b; }
long double _Complex cl_multiply(long double _Complex a, long double _Complex b) { return a * b; }
double _Complex cd_many(int n, double _Complex a, float _Complex b, double c, double _Complex d, double _Complex e,
                        double _Complex f) {
  return n + a + b * 10 + c * 100 + d * 1000 + e * 10000 + f * 100000;
}
double cd_abs2(double _Complex z) { return creal(z) * creal(z) + cimag(z) * cimag(z); }
small_complex conjugate_small(small_complex given) {
  given.z = conjf(given.z);
  return given;
}
large_complex conjugate_large(large_complex given) {
  given.z = conj(given.z);
  given.tag++;
  return given;
}
double _Complex cd_array_sum(const double _Complex *values, int count) {
  double _Complex sum = 0;
  for (int i = 0; i < count; i++) sum += values[i];
  return sum;
}
double call_with_pair(double (*visit)(double _Complex, long double), double _Complex z, long double x) {
  return visit(z, x) * 2;
}

long double call_wide(long double (*visit)(int, long double), long double x) { return visit(3, x) + 1; }
double _Complex call_complex(double _Complex (*visit)(float _Complex), float _Complex z) { return visit(z) * 2; }
