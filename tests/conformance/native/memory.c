/* Buffers, pointers, out-parameters and structs. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

long sum_bytes(const unsigned char *bytes, size_t length) {
  long sum = 0;
  for (size_t index = 0; index < length; index++) sum += bytes[index];
  return sum;
}

/* Adds the bytes before and after a call of the callback. */
long sum_around(const unsigned char *bytes, size_t length, void (*callback)(void)) {
  long sum = sum_bytes(bytes, length);
  callback();
  return sum + sum_bytes(bytes, length);
}

void fill_bytes(unsigned char *bytes, size_t length, int first) {
  for (size_t index = 0; index < length; index++) bytes[index] = (unsigned char)(first + (int)index);
}

uintptr_t address_of(const void *address) { return (uintptr_t)address; }
void *same_address(void *address) { return address; }

typedef struct { int x, y; } Point;
int move_point(Point *point) { return ++point->x + ++point->y; }
const char *name_point(Point *point) { return point->x == 1 ? "one" : "other"; }
int visit_point(Point *point, int (*callback)(int)) { return callback(point->x); }
int take_point(Point point) { return point.x + point.y; }
long sum_and_take(const unsigned char *bytes, size_t length, Point point) {
  return sum_bytes(bytes, length) + take_point(point);
}
long sum_and_move(const unsigned char *bytes, size_t length, Point *point) {
  move_point(point);
  return sum_bytes(bytes, length);
}

void give_bool(_Bool value, _Bool *out) { *out = value; }
void give_i8(int8_t value, int8_t *out) { *out = value; }
void give_u8(uint8_t value, uint8_t *out) { *out = value; }
void give_i16(int16_t value, int16_t *out) { *out = value; }
void give_u16(uint16_t value, uint16_t *out) { *out = value; }
void give_int(int value, int *out) { *out = value; }
void give_u32(uint32_t value, uint32_t *out) { *out = value; }
void give_i64(int64_t value, int64_t *out) { *out = value; }
void give_u64(uint64_t value, uint64_t *out) { *out = value; }
void give_float(float value, float *out) { *out = value; }
void give_double(double value, double *out) { *out = value; }
void give_pointer(void *value, void **out) { *out = value; }
void give_point(int x, int y, Point *out) { *out = (Point){x, y}; }
int leave_alone(int *out) { (void)out; return 7; }
void add_one_i8(int8_t *value) { ++*value; }
void add_one_u64(uint64_t *value) { ++*value; }
void halve(double *value) { *value /= 2; }
int divide(int dividend, int divisor, int *quotient, int *remainder) {
  if (divisor == 0) return -1;
  *quotient = dividend / divisor;
  *remainder = dividend % divisor;
  return 0;
}

typedef struct {
  _Bool flag;
  int8_t small;
  uint16_t middle;
  int64_t wide;
  float single;
  double twice;
  void *address;
  int numbers[3];
  Point inner;
} Record;

size_t record_size(void) { return sizeof(Record); }
void fill_record(Record *record) {
  *record = (Record){1, -5, 60000, INT64_MIN, 1.5f, -0.25, record, {7, -8, 9}, {11, 12}};
}
/* Adds up everything but the address, so that each member counts. */
double sum_record(const Record *record) {
  return record->flag + record->small + record->middle + (double)record->wide + record->single + record->twice +
         record->numbers[0] + 10 * record->numbers[1] + 100 * record->numbers[2] + 1000 * record->inner.x +
         10000 * record->inner.y;
}

typedef struct {
  unsigned low : 3;
  signed middle : 7;
  unsigned long long high : 40;
  _Bool flag : 1;
} Bits;

size_t bits_size(void) { return sizeof(Bits); }
void fill_bits(Bits *bits, unsigned low, int middle, unsigned long long high, _Bool flag) {
  *bits = (Bits){low, middle, high, flag};
}
unsigned bits_low(const Bits *bits) { return bits->low; }
int bits_middle(const Bits *bits) { return bits->middle; }
unsigned long long bits_high(const Bits *bits) { return bits->high; }
_Bool bits_flag(const Bits *bits) { return bits->flag; }

typedef union {
  int64_t whole;
  double real;
  unsigned char bytes[8];
} Value;

void put_real(Value *value, double real) { value->real = real; }
int64_t get_whole(const Value *value) { return value->whole; }

typedef struct opened Opened;
struct opened { int count; };
static struct opened only = {41};
Opened *open_one(void) { return &only; }
int count_one(Opened *opened) { return ++opened->count; }

typedef enum { RED, GREEN = 5, BLUE = -3 } Color;
Color same_color(Color color) { return color; }
int color_number(Color color) { return (int)color; }
