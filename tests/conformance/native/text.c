/* Strings in and out. What C saw of a string is told in numbers, so that no string function of Koine judges itself. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

size_t length_of(const char *text) { return text == NULL ? (size_t)-1 : strlen(text); }

/* FNV-1a over the bytes before the NUL. */
uint64_t hash_of(const char *text) {
  uint64_t hash = UINT64_C(0xcbf29ce484222325);
  for (; *text != 0; text++) hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
  return hash;
}

int byte_at(const char *text, size_t index) { return (unsigned char)text[index]; }
const char *echo(const char *text) { return text; }
const char *no_text(void) { return NULL; }
const char *empty_text(void) { return ""; }
const char *malformed_text(void) { return "a\xff\xc3(\xe2\x82"; }
const char *unicode_text(void) { return "\xc3\xa9 \xe6\xbc\xa2 \xf0\x9f\x98\x80"; }

/* A string of `length` letters that lives until the next call. */
const char *long_text(size_t length) {
  static char *text;
  free(text);
  text = malloc(length + 1);
  memset(text, 'x', length);
  text[length] = 0;
  return text;
}

/* Gives how many of three strings are different from each other in address and content. */
int count_different(const char *first, const char *second, const char *third) {
  int count = 1;
  if (strcmp(first, second) != 0) count++;
  if (strcmp(third, second) != 0 && strcmp(third, first) != 0) count++;
  return count;
}
