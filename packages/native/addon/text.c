/* C strings to JavaScript strings, by the quickest of the ways that Node-API has for what the string consists of. */
#include "koine.h"

#include <stdlib.h>
#include <string.h>

#define SIGNS UINT64_C(0x8080808080808080)

static bool is_ascii(const char *text, size_t length) {
  uint64_t seen = 0, word = 0;
  size_t index = 0;
  for (; index + sizeof word <= length; index += sizeof word) {
    memcpy(&word, text + index, sizeof word);
    seen |= word;
  }
  for (; index < length; index++) seen |= (unsigned char)text[index];
  return (seen & SIGNS) == 0;
}

/* Reads the continuation bytes of a character: 6 bits each. Sets `wrong` where one is none; a NUL is none, so that nothing is
 * read behind the end. */
static inline uint32_t continue_character(const unsigned char *at, int count, uint32_t lead, bool *wrong) {
  for (int index = 1; index <= count; index++) {
    if ((at[index] & 0xC0) != 0x80) {
      *wrong = true;
      return 0;
    }
    lead = lead << 6 | (at[index] & 0x3F);
  }
  return lead;
}

/*
 * Decodes well-formed UTF-8 (Unicode, table 3-7) that ends in NUL to UTF-16.
 *
 * Gives the number of units, at most as many as there are bytes, or -1 for malformed text.
 */
static ptrdiff_t decode_utf8(const unsigned char *text, size_t length, uint16_t *units) {
  const unsigned char *at = text, *end = text + length;
  uint16_t *unit = units;
  bool wrong = false;
  while (at < end) {
    unsigned char lead = *at;
    if (lead < 0x80) {
      *unit++ = lead;
      at += 1;
    } else if (lead < 0xE0) {
      uint32_t point = continue_character(at, 1, lead & 0x1F, &wrong);
      if (wrong || lead < 0xC2) return -1;
      *unit++ = (uint16_t)point;
      at += 2;
    } else if (lead < 0xF0) {
      uint32_t point = continue_character(at, 2, lead & 0x0F, &wrong);
      if (wrong || point < 0x800 || (point >= 0xD800 && point <= 0xDFFF)) return -1;
      *unit++ = (uint16_t)point;
      at += 3;
    } else {
      uint32_t point = continue_character(at, 3, lead & 0x07, &wrong);
      if (wrong || lead > 0xF4 || point < 0x10000 || point > 0x10FFFF) return -1;
      *unit++ = (uint16_t)(0xD800 + ((point - 0x10000) >> 10));
      *unit++ = (uint16_t)(0xDC00 + ((point - 0x10000) & 0x3FF));
      at += 4;
    }
  }
  return unit - units;
}

/* Longer texts are decoded to memory from the heap. */
#define STACK_UNITS 512

napi_value koine_make_text(napi_env env, const char *text) {
  napi_value result = NULL;
  /* SAFETY: the caller answers for a NUL. */
  size_t length = strlen(text);
  /* ASCII is also Latin-1, which V8 copies without decoding. */
  if (is_ascii(text, length)) {
    napi_create_string_latin1(env, text, length, &result);
    return result;
  }
  uint16_t local[STACK_UNITS];
  uint16_t *units = length <= STACK_UNITS ? local : malloc(length * sizeof *units);
  ptrdiff_t count = units == NULL ? -1 : decode_utf8((const unsigned char *)text, length, units);
  /* Node-API puts U+FFFD in the place of what is malformed. */
  if (count < 0)
    napi_create_string_utf8(env, text, length, &result);
  else
    napi_create_string_utf16(env, (const char16_t *)units, (size_t)count, &result);
  if (units != local) free(units);
  return result;
}
