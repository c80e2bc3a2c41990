/*
 * JavaScript strings to C strings: UTF-8 with a NUL at the end. Where they go is decided in TypeScript
 * (koine/src/backends/addon/text-arena.ts); strings that consist of ASCII and lie in one piece take a quicker way (function.c).
 */
#include "koine.h"

#include <string.h>

#if defined(__GNUC__) && defined(__x86_64__)
#include <tmmintrin.h>
#define HAS_VECTORS 1
#endif

/* The text as UTF-16, and where its UTF-8 goes. Both lie in the same memory: the text behind the room for the result, which
 * grows by three bytes for each two that were read. */
typedef struct {
  const char *unit;
  const char *end;
  char *at;
} Passage;

/* How far the text lies behind its result at the end: whole blocks are written, of which only the beginning counts. */
#define DISTANCE 8

static inline uint32_t load_unit(const char *from) {
  uint16_t unit;
  memcpy(&unit, from, sizeof unit);
  return unit;
}

static inline void put_continuation(char *at, uint32_t bits) { *at = (char)(0x80 | (bits & 0x3F)); }

static inline bool is_surrogate(uint32_t unit) { return (unit & 0xF800) == 0xD800; }

#ifdef HAS_VECTORS
/* Encodes sixteen units while there are sixteen that are ASCII and not NUL. */
static void encode_ascii(Passage *passage) {
  const __m128i none = _mm_setzero_si128(), others = _mm_set1_epi8((char)0x80);
  for (; passage->end - passage->unit >= 32; passage->unit += 32, passage->at += 16) {
    __m128i low = _mm_loadu_si128((const __m128i *)passage->unit);
    __m128i high = _mm_loadu_si128((const __m128i *)(passage->unit + 16));
    /* What is more than 255 becomes 255, and what is negative, as 0x8000 and more are, becomes 0. */
    __m128i bytes = _mm_packus_epi16(low, high);
    __m128i unfit = _mm_or_si128(_mm_and_si128(bytes, others), _mm_cmpeq_epi8(bytes, none));
    if (_mm_movemask_epi8(unfit) != 0) return;
    _mm_storeu_si128((__m128i *)passage->at, bytes);
  }
}
#else
/* Encodes four units while there are four that are ASCII and not NUL. */
static void encode_ascii(Passage *passage) {
  for (; passage->end - passage->unit >= 8; passage->unit += 8, passage->at += 4) {
    uint64_t units;
    memcpy(&units, passage->unit, sizeof units);
    uint64_t zeros = (units - UINT64_C(0x0001000100010001)) & ~units & UINT64_C(0x8000800080008000);
    if (((units & UINT64_C(0xFF80FF80FF80FF80)) | zeros) != 0) return;
    for (int index = 0; index < 4; index++) passage->at[index] = (char)load_unit(passage->unit + index * 2);
  }
}
#endif

#ifdef HAS_VECTORS
/* Encodes eight units while there are eight that take three bytes each. Writes four bytes more than count. */
__attribute__((target("ssse3"))) static void encode_triples(Passage *passage) {
  const __m128i pick = _mm_setr_epi8(0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, -1, -1, -1, -1);
  for (; passage->end - passage->unit >= 16; passage->unit += 16, passage->at += 24) {
    __m128i units = _mm_loadu_si128((const __m128i *)passage->unit);
    __m128i head = _mm_and_si128(units, _mm_set1_epi16((short)0xF800));
    __m128i others = _mm_or_si128(_mm_cmpeq_epi16(head, _mm_setzero_si128()),
                                  _mm_cmpeq_epi16(head, _mm_set1_epi16((short)0xD800)));
    if (_mm_movemask_epi8(others) != 0) return;
    __m128i lead = _mm_srli_epi16(units, 12);
    __m128i middle = _mm_and_si128(_mm_slli_epi16(units, 2), _mm_set1_epi16(0x3F00));
    __m128i first = _mm_or_si128(_mm_or_si128(lead, middle), _mm_set1_epi16((short)0x80E0));
    __m128i last = _mm_or_si128(_mm_and_si128(units, _mm_set1_epi16(0x3F)), _mm_set1_epi16(0x80));
    __m128i low = _mm_shuffle_epi8(_mm_unpacklo_epi16(first, last), pick);
    __m128i high = _mm_shuffle_epi8(_mm_unpackhi_epi16(first, last), pick);
    _mm_storeu_si128((__m128i *)passage->at, low);
    _mm_storeu_si128((__m128i *)(passage->at + 12), high);
  }
}
#endif

/* Encodes one character; false for NUL and for half of a surrogate pair. */
static bool encode_character(Passage *passage) {
  uint32_t unit = load_unit(passage->unit);
  char *at = passage->at;
  passage->unit += 2;
  if (unit < 0x80) {
    *at = (char)unit;
    passage->at += 1;
    return unit != 0;
  }
  if (unit < 0x800) {
    at[0] = (char)(0xC0 | unit >> 6);
    put_continuation(at + 1, unit);
    passage->at += 2;
    return true;
  }
  if (!is_surrogate(unit)) {
    at[0] = (char)(0xE0 | unit >> 12);
    put_continuation(at + 1, unit >> 6);
    put_continuation(at + 2, unit);
    passage->at += 3;
    return true;
  }
  uint32_t low = passage->unit < passage->end ? load_unit(passage->unit) : 0;
  if (unit > 0xDBFF || low < 0xDC00 || low > 0xDFFF) return false;
  uint32_t point = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
  at[0] = (char)(0xF0 | point >> 18);
  put_continuation(at + 1, point >> 12);
  put_continuation(at + 2, point >> 6);
  put_continuation(at + 3, point);
  passage->unit += 2;
  passage->at += 4;
  return true;
}

/*
 * Encodes UTF-16 to UTF-8 (Unicode, table 3-6) and ends it with NUL.
 *
 * Gives the bytes without the NUL, or -1 where the text contains NUL or half of a surrogate pair.
 */
static ptrdiff_t encode_utf8(const char *units, size_t count, char *target) {
  Passage passage = {.unit = units, .end = units + count * 2, .at = target};
#ifdef HAS_VECTORS
  bool has_shuffles = __builtin_cpu_supports("ssse3") != 0;
#endif
  while (passage.unit < passage.end) {
    uint32_t unit = load_unit(passage.unit);
    if (unit < 0x80) encode_ascii(&passage);
#ifdef HAS_VECTORS
    if (unit >= 0x800 && has_shuffles) encode_triples(&passage);
#endif
    if (passage.unit < passage.end && !encode_character(&passage)) return -1;
  }
  *passage.at = 0;
  return passage.at - target;
}

/* What the function of an environment reads and writes; the head of the record is the business of function.c. */
typedef struct {
  char head[16];
  int32_t length;     /* units of the text; then bytes that were written without the NUL, or -1 */
  uint32_t target[2]; /* address of the room, low half first */
} TextRecord;

/* (text: string) => void — writes the text to the room that the record tells, which has 3 * length + 16 bytes. */
static napi_value write_text(napi_env env, napi_callback_info info) {
  napi_value text = NULL;
  size_t argument_count = 1, count = 0;
  TextRecord *record = NULL;
  if (napi_get_cb_info(env, info, &argument_count, &text, NULL, (void **)&record) != napi_ok) return NULL;
  size_t length = (uint32_t)record->length;
  record->length = -1;
  char *target = (char *)(uintptr_t)(record->target[0] | (uint64_t)record->target[1] << 32);
  /* SAFETY: the room reaches 2 * (length + 1) bytes beyond this, the NUL of UTF-16 included. */
  char *units = target + length + DISTANCE;
  units += (uintptr_t)units & 1;
  if (napi_get_value_string_utf16(env, text, (char16_t *)units, length + 1, &count) != napi_ok) return NULL;
  ptrdiff_t written = encode_utf8(units, count, target);
  record->length = written > INT32_MAX ? INT32_MAX : (int32_t)written;
  return NULL;
}

/* makeTextWriter(record: address): (text: string) => void — `record` is a TextRecord that lives as long as the environment. */
static napi_value make_text_writer(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(1);
  uintptr_t record = 0;
  if (!koine_get_address(env, arguments[0], &record) || record == 0)
    return koine_throw(env, "makeTextWriter: expected an address");
  napi_value function = NULL;
  napi_create_function(env, "writeText", NAPI_AUTO_LENGTH, write_text, (void *)record, &function);
  return function;
}

void koine_export_text_argument(napi_env env, napi_value exports, Environment *environment) {
  static const Export list[] = {{"makeTextWriter", make_text_writer}};
  koine_export(env, exports, environment, list, sizeof list / sizeof *list);
}
