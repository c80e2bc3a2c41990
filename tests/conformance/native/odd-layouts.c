// Layouts and names that a declaration must be able to follow: members out of order, and names that JavaScript objects have.
#include <stdint.h>
#include <stddef.h>
#include <string.h>

// As another language lays it out: `code` first in the declaration and last in memory.
struct shuffled {
  uint8_t kind;
  uint8_t gap[3];
  uint16_t size;
  uint8_t hole[2];
  int32_t code;
  uint32_t rest[5];
} __attribute__((aligned(16)));

size_t shuffled_size(void) { return sizeof(struct shuffled); }

int check_shuffled(const struct shuffled *given) {
  return given->kind == 3 && given->size == 500 && given->code == -7 && given->gap[0] == 0 && (uintptr_t)given % 16 == 0;
}

struct shuffled turn_shuffled(struct shuffled given) {
  given.code = -given.code;
  given.kind++;
  return given;
}

struct names {
  int constructor, pointer, toObject, hasOwnProperty;
  double toString;
};

int sum_names(const struct names *given) {
  return given->constructor + given->pointer * 10 + given->toObject * 100 + given->hasOwnProperty * 1000 +
         (int)given->toString * 10000;
}

struct names next_names(struct names given) {
  given.constructor++;
  given.pointer++;
  return given;
}

struct box {
  struct names inner;
  int last;
};

int sum_box(struct box given) { return sum_names(&given.inner) + given.last * 100000; }

// Text and bytes that are given as `const char *const *`.
size_t join(const char *const *parts, size_t count, char *out) {
  size_t length = 0;
  for (size_t index = 0; index < count; index++) {
    size_t own = strlen(parts[index]);
    memcpy(out + length, parts[index], own);
    length += own;
  }
  return length;
}

// As vector code has it.
struct lanes {
  double lane[4];
} __attribute__((aligned(64)));

struct lanes_list {
  const struct lanes *items;
  int count;
};

size_t lanes_size(void) { return sizeof(struct lanes); }

// The sum of all lanes, or -1 where one lies at an address that vector instructions refuse.
double sum_lanes(const struct lanes *items, int count) {
  double sum = 0;
  for (int index = 0; index < count; index++) {
    if ((uintptr_t)&items[index] % 64 != 0) return -1;
    for (int lane = 0; lane < 4; lane++) sum += items[index].lane[lane];
  }
  return sum;
}

double sum_list(const struct lanes_list *list) { return sum_lanes(list->items, list->count); }

struct lanes make_lanes(double first) {
  struct lanes made = {{first, first + 1, first + 2, first + 3}};
  return made;
}

void fill_lanes(struct lanes *out) {
  if ((uintptr_t)out % 64 == 0) *out = make_lanes(5);
}

struct view {
  const char *text;
  const int8_t *bytes;
  char code[4];
};

int check_view(const struct view *given) {
  return strcmp(given->text, "\xc3\xa4") == 0 && given->bytes[0] == -56 && (unsigned char)given->code[3] == 250;
}
