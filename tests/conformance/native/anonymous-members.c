/* The C side of anonymous-members.test.ts: members without a name, and where they are. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct event {
  int kind;
  union {
    int64_t code;
    double x;
    struct { int16_t low, high; uint32_t : 3; uint32_t flag : 5; };
  };
  struct { const char *name; struct { uint8_t tag; }; };
};

union number {
  struct { float real, imaginary; };
  float both[2];
};

size_t event_size(void) { return sizeof(struct event); }

/* Offsets of kind, code, x, low, high, name, tag. */
size_t event_offset(int member) {
  switch (member) {
    case 0: return offsetof(struct event, kind);
    case 1: return offsetof(struct event, code);
    case 2: return offsetof(struct event, x);
    case 3: return offsetof(struct event, low);
    case 4: return offsetof(struct event, high);
    case 5: return offsetof(struct event, name);
    default: return offsetof(struct event, tag);
  }
}

void fill_event(struct event *event, int64_t code) {
  event->kind = 7;
  event->code = code;
  event->name = "filled";
  event->tag = 200;
}

int64_t event_code(const struct event *event) { return event->code; }
int event_high(const struct event *event) { return event->high; }
unsigned event_flag(const struct event *event) { return event->flag; }

/* By value: what the registers and the stack hold is what was given. */
int check_event(struct event event, double x) {
  if (event.kind != 3) return 1;
  if (event.x != x) return 2;
  if (strcmp(event.name, "given") != 0) return 3;
  return event.tag == 9 ? 0 : 4;
}

struct event make_event(int16_t low, int16_t high) {
  struct event event = { .kind = 1, .name = NULL, .tag = 4 };
  event.code = 0;
  event.low = low;
  event.high = high;
  event.flag = 17;
  return event;
}

union number conjugate(union number number) {
  number.imaginary = -number.imaginary;
  return number;
}

double sum_events(const struct event *events, int count) {
  double sum = 0;
  for (int i = 0; i < count; i++) sum += events[i].x + events[i].tag;
  return sum;
}

struct box { union { int number; const char *text; _Bool flag; }; int rest; };

int box_number(const struct box *box) { return box->number; }

/* A count beside a union of two arrays that it counts, and one that lies in an anonymous struct. */
struct samples {
  uint16_t count;
  uint8_t is_wide;
  union {
    const int32_t *narrow;
    const double *wide;
  };
  struct { uint32_t length; };
  const char *text;
};

double sum_samples(const struct samples *samples) {
  double sum = 0;
  for (int index = 0; index < samples->count; index++) {
    sum += samples->is_wide ? samples->wide[index] : samples->narrow[index];
  }
  return sum;
}

uint32_t samples_text(const struct samples *samples) {
  uint32_t sum = 0;
  for (uint32_t index = 0; index < samples->length; index++) sum += (unsigned char)samples->text[index];
  return sum;
}

void fill_samples(struct samples *samples) {
  static const double values[] = { 0.5, 1.5, 4 };
  samples->count = 3;
  samples->is_wide = 1;
  samples->wide = values;
  samples->length = 2;
  samples->text = "abc";
}
