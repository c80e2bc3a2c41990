/* The C side of type-arguments.test.ts: each function looks at what it was passed, or makes what it gives. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A resource with an owner. */
struct counter { int value; };
static int live_counters;
struct counter *counter_open(int value) {
  if (value < 0) return NULL;
  struct counter *counter = malloc(sizeof *counter);
  counter->value = value;
  live_counters++;
  return counter;
}
int counter_open_into(int value, struct counter **counter) { return (*counter = counter_open(value)) == NULL ? -1 : 0; }
int counter_next(struct counter *counter) { return counter->value++; }
int counter_close(struct counter *counter) {
  free(counter);
  live_counters--;
  return 7;
}
int counter_live(void) { return live_counters; }

/* Sized and terminated arrays. */
int64_t sum_ints(const int32_t *values, size_t count) {
  int64_t sum = 0;
  for (size_t i = 0; i < count; i++) sum += values[i];
  return sum;
}
int count_first(uint8_t count, const int32_t *values) { return values == NULL ? -1 : count; }
int fill_bytes(unsigned char *bytes, size_t *length, int value) {
  size_t capacity = *length;
  *length = capacity / 2;
  memset(bytes, value, *length);
  return (int)capacity;
}
double dot(const double *left, const double *right, int count) {
  double sum = 0;
  for (int i = 0; i < count; i++) sum += left[i] * right[i];
  return sum;
}
size_t total_length(char **words) {
  size_t total = 0;
  for (; *words != NULL; words++) total += strlen(*words) + 1;
  return total;
}
int sum_until_zero(const int *values) {
  int sum = 0;
  while (*values != 0) sum += *values++;
  return sum;
}
static char *months[] = { "January", "February", "March", NULL };
char **month_names(int any) { return any ? months : NULL; }
size_t third_length(const char *const *words) { return strlen(words[2]); }

/* Arrays of structs. */
struct point { int x, y; };
struct label { const char *text; int weight; };
int sum_points(const struct point *points, int count) {
  int sum = 0;
  for (int i = 0; i < count; i++) sum += points[i].x * 10 + points[i].y;
  return sum;
}
void double_points(struct point *points, int count) {
  for (int i = 0; i < count; i++) {
    points[i].x *= 2;
    points[i].y *= 2;
  }
}
int weigh(struct label label) { return (int)strlen(label.text) * label.weight; }
int weigh_all(const struct label *labels, int count) {
  int sum = 0;
  for (int i = 0; i < count; i++) sum += weigh(labels[i]);
  return sum;
}
void make_label(struct label *label) { *label = (struct label){ "made", 4 }; }

/* Translated values. */
int64_t later(int64_t seconds, int64_t more) { return seconds + more; }
static int live_strings;
char *string_make(int length) {
  char *text = malloc((size_t)length + 1);
  memset(text, 'x', (size_t)length);
  text[length] = 0;
  live_strings++;
  return text;
}
void string_free(char *text) {
  free(text);
  live_strings--;
}
int string_live(void) { return live_strings; }
size_t string_length(const char *text) { return text == NULL ? 0 : strlen(text); }
struct holder { char *text; int number; };
size_t holder_length(struct holder holder) { return strlen(holder.text); }
void split_seconds(int64_t seconds, int64_t *minutes) { *minutes = seconds / 60; }
int call_with(int (*callback)(int), const char *text) { return callback((int)strlen(text)); }

int64_t next_time(int64_t (*next)(int64_t, char **), int64_t seconds) { return next(seconds, months) + 1; }

/* Enums and flags. */
unsigned flags_echo(unsigned flags) { return flags; }
uint64_t wide_echo(uint64_t value) { return value; }
int16_t short_echo(int16_t value) { return value; }
