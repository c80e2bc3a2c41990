/* Strings in every encoding. The C library's own iconv, and the compiler's literals, say what is right. */
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <uchar.h>
#include <wchar.h>

/* Tells whether `received` is `utf8` in an encoding, with a terminator of `unit` bytes: 1 yes, 0 no, -1 iconv cannot say. */
int is_text(const char *received, const char *utf8, const char *encoding, int unit) {
  if (received == 0) return utf8 == 0;
  iconv_t converter = iconv_open(encoding, "UTF-8");
  if (converter == (iconv_t)-1) return -1;
  size_t rest = strlen(utf8), room = rest * 4 + 16, left = room;
  char *expected = calloc(1, room + 4);
  char *from = (char *)utf8, *to = expected;
  int is_same = iconv(converter, &from, &rest, &to, &left) != (size_t)-1 &&
                memcmp(received, expected, (size_t)(to - expected) + (size_t)unit) == 0;
  iconv_close(converter);
  free(expected);
  return is_same;
}

/* Gives `utf8` in an encoding, in memory that the caller frees. */
static int live = 0;
char *make_text(const char *utf8, const char *encoding) {
  iconv_t converter = iconv_open(encoding, "UTF-8");
  if (converter == (iconv_t)-1) return 0;
  size_t rest = strlen(utf8), room = rest * 4 + 16, left = room;
  char *text = calloc(1, room + 4);
  char *from = (char *)utf8, *to = text;
  iconv(converter, &from, &rest, &to, &left);
  iconv_close(converter);
  live++;
  return text;
}
void make_text_into(const char *utf8, const char *encoding, char **into) { *into = make_text(utf8, encoding); }
void drop_text(char *text) {
  if (text != 0) live--;
  free(text);
}
int live_texts(void) { return live; }

const wchar_t *wide = L"gr\u00fc\u00dfe \u6f22\u5b57 \U0001f600";
const char16_t *sixteen = u"gr\u00fc\u00dfe \u6f22\u5b57 \U0001f600";
const char32_t *thirty_two = U"gr\u00fc\u00dfe \u6f22\u5b57 \U0001f600";
size_t wide_length(const wchar_t *text) { return wcslen(text); }
int same_wide(const wchar_t *text) { return wcscmp(text, wide) == 0; }

const char *broken_utf8(void) { return "a\xff"
                                       "b"; }
const char *broken_sjis(void) { return "a\xfd\x81"; }
const char16_t *broken_utf16(void) {
  static const char16_t text[] = {'a', 0xd800, 'b', 0};
  return text;
}

struct labelled {
  int id;
  const char16_t *name;
  const char *city;
};
int label_is(const struct labelled *value) {
  return value->id == 5 && value->name[0] == 0x6f22 && value->name[1] == 0 && (unsigned char)value->city[0] == 0xe9 &&
         value->city[1] == 0;
}
struct labelled label = {5, u"\u6f22", "\xe9"};

int call_with_text(int (*callback)(const char16_t *text, const char *legacy)) { return callback(sixteen, "caf\xe9"); }
int fill_text(char *into, size_t capacity) {
  strncpy(into, "filled by C", capacity);
  return (int)strlen("filled by C");
}
