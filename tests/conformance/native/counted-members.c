/* The C side of counted-members.test.ts: flexible arrays, and arrays that members lead to. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct packet { uint16_t count; uint8_t kind; double values[]; };
struct block { int64_t id; struct { int16_t x, y; } parts[]; };

size_t packet_size(void) { return sizeof(struct packet); }
size_t packet_values(void) { return offsetof(struct packet, values); }

double sum_packet(const struct packet *packet) {
  double sum = packet->kind;
  for (int i = 0; i < packet->count; i++) sum += packet->values[i];
  return sum;
}

struct packet *make_packet(uint16_t count) {
  struct packet *packet = calloc(1, sizeof *packet + count * sizeof(double));
  packet->count = count;
  packet->kind = 1;
  for (int i = 0; i < count; i++) packet->values[i] = i * 1.5;
  return packet;
}

void scale_packet(struct packet *packet, double factor) {
  for (int i = 0; i < packet->count; i++) packet->values[i] *= factor;
}

void free_packet(void *packet) { free(packet); }

int sum_block(const struct block *block, int length) {
  int sum = (int)block->id;
  for (int i = 0; i < length; i++) sum += block->parts[i].x * 10 + block->parts[i].y;
  return sum;
}

/* As Linux's __DECLARE_FLEX_ARRAY makes them: arrays without a length that are in a union. */
struct segments {
  uint32_t length;
  union {
    struct { struct { } empty_bytes; uint8_t bytes[]; };
    struct { struct { } empty_words; uint16_t words[]; };
  };
};
struct ring { union { struct { uint32_t reserved; uint16_t tail; }; struct { struct { } empty; struct { int16_t x, y; } parts[]; }; }; };

size_t segments_size(void) { return sizeof(struct segments); }
size_t ring_size(void) { return sizeof(struct ring); }

int sum_words(const struct segments *segments) {
  int sum = 0;
  for (uint32_t i = 0; i < segments->length / 2; i++) sum += segments->words[i];
  return sum;
}

int sum_ring(const struct ring *ring, int length) {
  int sum = 0;
  for (int i = 0; i < length; i++) sum += ring->parts[i].x * 10 + ring->parts[i].y;
  return sum;
}

struct command { const char *const *arguments; uint32_t count; const int32_t *numbers; const struct point *points; };
struct point { double x; double y; };

/* Length of all arguments, up to the NULL. */
size_t argument_length(const struct command *command) {
  size_t length = 0;
  if (command->arguments == NULL) return 999;
  for (const char *const *argument = command->arguments; *argument != NULL; argument++) length += strlen(*argument);
  return length;
}

int64_t sum_numbers(const struct command *command) {
  int64_t sum = 0;
  for (uint32_t i = 0; i < command->count; i++) sum += command->numbers[i];
  return sum;
}

double last_point(const struct command *command) { return command->points[command->count - 1].y; }

struct label { uint16_t length; const char *text; };

/* Number of bytes that are NUL, times 1000, plus the length. */
int weigh_label(const struct label *label) {
  int nuls = 0;
  for (int i = 0; i < label->length; i++) nuls += label->text[i] == 0;
  return nuls * 1000 + label->length;
}

int sum_units(const uint16_t *units, size_t length) {
  int sum = 0;
  for (size_t i = 0; i < length; i++) sum += units[i];
  return sum;
}

size_t count_bytes(size_t length, const char *text) { return text == NULL ? 77 : length + (length == 0 ? 0 : (unsigned char)text[0]); }
