// Values that JavaScript cannot take as they are declared: integers beyond 2^53 and text in another encoding.
#include <stdint.h>
#include <stdlib.h>

struct inner {
  uint64_t big;
  int64_t table[3];
};

struct outer {
  int tag;
  struct inner nested;
  struct inner list[2];
  const char *text;
};

struct outer shared;
uint64_t shared_number;
uint64_t shared_numbers[2];
const char *shared_text = "caf\xe9";

void fill_outer(struct outer *out, uint64_t big) {
  out->tag = 1;
  out->nested.big = big;
  for (int index = 0; index < 3; index++) out->nested.table[index] = index;
  out->nested.table[2] = -(int64_t)big;
  out->list[0] = out->nested;
  out->list[0].table[2] = 0;
  out->list[0].big = 7;
  out->list[1] = out->list[0];
  out->list[1].big = big;
  out->text = "caf\xe9";
}

struct outer make_outer(uint64_t big) {
  struct outer made;
  fill_outer(&made, big);
  return made;
}

void fill_shared(uint64_t big) {
  fill_outer(&shared, big);
  shared_number = shared_numbers[1] = big;
  shared_numbers[0] = 1;
}

void fill_number(uint64_t *out, uint64_t big) { *out = big; }

void visit(uint64_t big, void (*visitor)(uint64_t)) { visitor(big); }
