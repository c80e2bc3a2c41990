/* Structs with a number of every type: C fills them and checks them. The values for a step are those of the test's valuesFor. */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define MEMBERS                                                                                                        \
  bool flag;                                                                                                           \
  int8_t i8;                                                                                                           \
  uint8_t u8;                                                                                                          \
  int16_t i16;                                                                                                         \
  uint16_t u16;                                                                                                        \
  int32_t i32;                                                                                                         \
  uint32_t u32;                                                                                                        \
  float f32;                                                                                                           \
  int64_t i64;                                                                                                         \
  uint64_t u64;                                                                                                        \
  double f64;

#define VALUES(step)                                                                                                   \
  {(step) % 2 == 1,                                                                                                    \
   (int8_t)(-(step)),                                                                                                  \
   (uint8_t)(200 + (step)),                                                                                            \
   (int16_t)(-3000 - (step)),                                                                                          \
   (uint16_t)(60000 + (step)),                                                                                         \
   -2000000000 - (step),                                                                                               \
   4000000000u + (uint32_t)(step),                                                                                     \
   (float)(step) + 0.5f,                                                                                               \
   -9000000000000000000LL - (step),                                                                                    \
   18000000000000000000ULL + (uint64_t)(step),                                                                         \
   (double)(step) / 4}

struct numbers {
  MEMBERS
};
struct __attribute__((packed)) packed_numbers {
  MEMBERS
};

const struct numbers constant_numbers = VALUES(7);

void fill_numbers(struct numbers *place, int step) {
  struct numbers values = VALUES(step);
  memcpy(place, &values, sizeof values);
}

/* The place may be misaligned. */
bool check_numbers(const struct numbers *place, int step) {
  struct numbers found, expected = VALUES(step);
  memcpy(&found, place, sizeof found);
  return found.flag == expected.flag && found.i8 == expected.i8 && found.u8 == expected.u8 &&
         found.i16 == expected.i16 && found.u16 == expected.u16 && found.i32 == expected.i32 &&
         found.u32 == expected.u32 && found.f32 == expected.f32 && found.i64 == expected.i64 &&
         found.u64 == expected.u64 && found.f64 == expected.f64;
}

void fill_packed(struct packed_numbers *place, int step) {
  struct packed_numbers values = VALUES(step);
  *place = values;
}

bool check_packed(const struct packed_numbers *place, int step) {
  struct packed_numbers expected = VALUES(step);
  return memcmp(place, &expected, sizeof expected) == 0;
}

static struct numbers foreign[2];
static char crooked[2 * sizeof(struct numbers) + 16];

struct numbers *foreign_numbers(void) { return foreign; }

struct numbers *crooked_numbers(void) {
  return (struct numbers *)(crooked + (9 - (uintptr_t)crooked % 8));
}
