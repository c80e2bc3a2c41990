/* Functions that wrappers of two forms call: some of one shape, some with values in every kind of register. */
#include <errno.h>
#include <stdint.h>

int add(int a, int b) { return a + b; }
int subtract(int a, int b) { return a - b; }

int64_t negate(int64_t value) { return -value; }
uint64_t invert(uint64_t value) { return ~value; }
int64_t last_of_five(int64_t a, int64_t b, int64_t c, int64_t d, int64_t e) {
  return a + 2 * b + 4 * c + 8 * d + 16 * e;
}
int64_t last_of_six(int64_t a, int64_t b, int64_t c, int64_t d, int64_t e, int64_t f) {
  return a + 2 * b + 4 * c + 8 * d + 16 * e + 32 * f;
}
double mix(int64_t a, double b, uint64_t c, float d) { return (double)a + b * 10 + (double)c * 100 + (double)d * 1000; }
int64_t truncate(double value) { return (int64_t)value; }
void store(int64_t value, double factor);
static double stored;
void store(int64_t value, double factor) { stored = (double)value * factor; }
double load(void) { return stored; }

int call(int (*callback)(int), int value) { return callback(value) + 1; }

static int count;
void count_up(void) { count++; }
void count_down(void) { count--; }
int counted(void) { return count; }

const char *small_word(int index) { return index > 0 ? "small" : 0; }
const char *large_word(int index) { return index > 0 ? "large" : 0; }

int fail_with(int code) { return (errno = code), -1; }
int pass_with(int code) { return (errno = code + 1), 1; }

/* Each value in a digit of its own, so that none can be taken for another. */
int narrow(int8_t a, uint8_t b, int16_t c, uint16_t d) { return a + b * 2 + c * 3 + d * 5; }
uint32_t halve(uint32_t a, uint32_t b) { return a / 2 + b; }
double blend(int a, double b, uint32_t c, float d, int8_t e) { return a + b * 2 + c * 4.0 + (double)d * 8 + e * 16; }
int8_t narrow_result(int value) { return (int8_t)value; }
static int kept;
void keep(int value, unsigned other) { kept = value + (int)(other >> 16); }
int give(int unused) { return kept; }
double mix_floats(float a, double b) { return (double)a + b * 10; }
