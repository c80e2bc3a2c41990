/* The C side of struct-views.test.ts: what JavaScript views is what C reads and wrote. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct point { double x, y; };
struct line { struct point from, to; char name[8]; unsigned char key[4]; };
struct list { uint16_t count; int32_t *values; };
struct entry { const char *name; struct point *place; };
struct mixed { int kind; union { int64_t whole; double real; } value; int tail[]; };

double sum_points(const struct point *points, size_t count) {
  double sum = 0;
  for (size_t i = 0; i < count; i++) sum += points[i].x * 10 + points[i].y;
  return sum;
}

struct point *make_points(size_t count) {
  struct point *points = calloc(count, sizeof *points);
  for (size_t i = 0; i < count; i++) points[i] = (struct point){ (double)i, -(double)i };
  return points;
}

void scale_point(struct point *point, double factor) {
  point->x *= factor;
  point->y *= factor;
}

void free_memory(void *memory) { free(memory); }

/* 0 when the line is from (1, 2) to (3, 4), called "edge", with the key 1 2 3 255 and NULs after the name. */
int check_line(const struct line *line) {
  static const char name[8] = "edge";
  static const unsigned char key[4] = { 1, 2, 3, 255 };
  if (line->from.x != 1 || line->from.y != 2) return 1;
  if (line->to.x != 3 || line->to.y != 4) return 2;
  if (memcmp(line->name, name, 8) != 0) return 3;
  return memcmp(line->key, key, 4) == 0 ? 0 : 4;
}

void fill_line(struct line *line) {
  memcpy(line->name, "12345678", 8);
  line->key[3] = 9;
}

size_t line_size(void) { return sizeof(struct line); }

void fill_list(struct list *list, int32_t *values, uint16_t count) {
  list->count = count;
  list->values = values;
}

size_t name_length(const struct entry *entry) { return strlen(entry->name); }
double place_x(const struct entry *entry) { return entry->place->x; }
double mixed_real(const struct mixed *mixed) { return mixed->kind == 1 ? mixed->value.real : (double)mixed->value.whole; }
size_t mixed_size(void) { return sizeof(struct mixed); }
