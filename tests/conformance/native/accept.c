/* One function per kind of parameter. What they do hardly matters: wrong calls must not reach them. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

_Bool take_bool(_Bool flag) { return flag; }
int8_t take_i8(int8_t value) { return value; }
uint8_t take_u8(uint8_t value) { return value; }
int16_t take_i16(int16_t value) { return value; }
uint16_t take_u16(uint16_t value) { return value; }
int take_i32(int first, int second) { return first + second; }
uint32_t take_u32(uint32_t value) { return value; }
int64_t take_i64(int64_t value) { return value; }
uint64_t take_u64(uint64_t value) { return value; }
float take_float(float value) { return value; }
double take_double(double value) { return value; }
size_t take_text(const char *text) { return text == NULL ? 0 : strlen(text); }
long take_bytes(const unsigned char *bytes, size_t length) { return length == 0 ? 0 : bytes[length - 1]; }
uintptr_t take_pointer(const int *numbers) { return (uintptr_t)numbers; }

typedef struct { int x, y; } Point;
typedef struct { int z; } Other;
long long take_point_value(Point point) { return point.x * 1000LL + point.y; }
int take_point(const Point *point) { return point == NULL ? 0 : point->x; }
Point *give_point(void) {
  static Point point = {1, 2};
  return &point;
}
Other *give_other(void) {
  static Other others[2];
  return others;
}
int take_color(int color) { return color; }
int take_callback(int (*callback)(int), int value) { return callback(value); }
void take_inout(uint8_t *value) { ++*value; }
int take_nothing(void) { return 1; }
