/* Functions of numbers, for their first calls. Each value has a weight of its own, so that two that are exchanged show. */
#include <stdint.h>

double weigh_all(int8_t a, float s, uint8_t b, double t, int16_t c, float u, uint16_t d, double v, int32_t e, double w,
                 uint32_t f, float x, double y, double z) {
  return a + 2.0 * b + 3.0 * c + 5.0 * d + 7.0 * e + 11.0 * f + 13.0 * s + 17.0 * t + 19.0 * u + 23.0 * v + 29.0 * w +
         31.0 * x + 37.0 * y + 41.0 * z;
}

double weigh_more(int a, int b, int c, int d, int e, int f, int g) {
  return a + 2.0 * b + 3.0 * c + 5.0 * d + 7.0 * e + 11.0 * f + 13.0 * g;
}

double weigh_floats(double a, double b, double c, double d, double e, double f, double g, double h, double i) {
  return a + 2.0 * b + 3.0 * c + 5.0 * d + 7.0 * e + 11.0 * f + 13.0 * g + 17.0 * h + 19.0 * i;
}

int8_t give_i8(int8_t value) { return value; }
uint8_t give_u8(uint8_t value) { return value; }
int16_t give_i16(int16_t value) { return value; }
uint16_t give_u16(uint16_t value) { return value; }
int32_t give_i32(int32_t value) { return value; }
uint32_t give_u32(uint32_t value) { return value; }
float give_f32(float value) { return value; }
double give_f64(double value) { return value; }

/* The bits above the result's own are not its. */
int32_t give_dirty(int32_t value) { return (int32_t)0x5a5a5a00 | (value & 0xff); }

static int counted = 0;
void count(void) { counted++; }
int get_counted(void) { return counted; }
