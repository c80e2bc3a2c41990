/*
 * JavaScript functions from machine code, the portable way: the code itself is the Node-API callback. It takes its
 * arguments from memory, so nothing is converted here. Addresses of the routines that machine code calls are given too.
 * And functions from source, which runtimes compile once however often it is run.
 */
#include "koine.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* makeFunction(code: address, name: string): () => unknown — `code` follows napi_callback: (env, info) → napi_value. */
static napi_value make_function(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(2);
  uintptr_t code = 0;
  char name[128];
  size_t length = 0;
  if (!koine_get_address(env, arguments[0], &code) || code == 0 ||
      napi_get_value_string_utf8(env, arguments[1], name, sizeof name, &length) != napi_ok)
    return koine_throw(env, "makeFunction: expected an address and a name");
  napi_value function = NULL;
  /* SAFETY: the code was emitted for this purpose and its memory is never unmapped while the environment lives. */
  napi_create_function(env, name, length, (napi_callback)code, NULL, &function);
  return function;
}

/* runScript(source: string): unknown — what the source, as a script, ends with. */
static napi_value run_script(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(1);
  napi_value result = NULL;
  napi_run_script(env, arguments[0], &result);
  return result;
}

/* Called by machine code as the last step of a function that returns a C string: gives the JavaScript string. */
napi_value koine_finish_with_text(napi_env env, const char *text) {
  if (text == NULL) {
    napi_value result = NULL;
    napi_get_null(env, &result);
    return result;
  }
  return koine_make_text(env, text);
}

/* One-byte string contents as V8 hands them to a fast function (v8-fast-api-calls.h, FastOneByteString). */
typedef struct {
  const char *data;
  uint32_t length;
} OneByteString;

/* Where a string argument goes: shared with TypeScript (koine/src/backends/addon/text-arena.ts). */
typedef struct {
  char *memory;      /* start of the arena */
  uint32_t capacity; /* bytes in the arena */
  uint32_t top;      /* first free byte; TypeScript moves it */
  int32_t written;   /* bytes written without the NUL, or -1: not done, TypeScript copies instead */
} TextArena;

/* In each byte of a word: bit 7 set where the byte is 0 or not ASCII (exact for the question "is there any?"). */
#define ONES UINT64_C(0x0101010101010101)
#define SIGNS UINT64_C(0x8080808080808080)
static inline uint64_t unfit_bytes(uint64_t word) { return (word | ((word - ONES) & ~word)) & SIGNS; }

static inline uint64_t copy_word(char *target, const char *source) {
  uint64_t word;
  memcpy(&word, source, sizeof word);
  memcpy(target, &word, sizeof word);
  return unfit_bytes(word);
}

#ifdef __SSE2__
/* Copies blocks of 64 bytes, as many as there are. Not zero where a byte is 0 or not ASCII. */
static uint64_t copy_blocks(char *target, const char *source, uint32_t count) {
  __m128i all = _mm_setzero_si128(), least = _mm_set1_epi8(1);
  for (uint32_t block = 0; block < count; block++, source += 64, target += 64) {
    __m128i first = _mm_loadu_si128((const __m128i *)source);
    __m128i second = _mm_loadu_si128((const __m128i *)(source + 16));
    __m128i third = _mm_loadu_si128((const __m128i *)(source + 32));
    __m128i fourth = _mm_loadu_si128((const __m128i *)(source + 48));
    _mm_storeu_si128((__m128i *)target, first);
    _mm_storeu_si128((__m128i *)(target + 16), second);
    _mm_storeu_si128((__m128i *)(target + 32), third);
    _mm_storeu_si128((__m128i *)(target + 48), fourth);
    all = _mm_or_si128(all, _mm_or_si128(_mm_or_si128(first, second), _mm_or_si128(third, fourth)));
    least = _mm_min_epu8(least, _mm_min_epu8(_mm_min_epu8(first, second), _mm_min_epu8(third, fourth)));
  }
  int unfit = _mm_movemask_epi8(_mm_or_si128(all, _mm_cmpeq_epi8(least, _mm_setzero_si128())));
  return (uint64_t)unfit;
}
#endif

/* Copies an ASCII string without NUL characters to the top of the arena and ends it with NUL. Anything else is left to
 * TypeScript, which knows how to encode it and what to say about it. */
static void copy_text_to_arena(TextArena *arena, const OneByteString *text) {
  uint32_t length = text->length;
  arena->written = -1;
  if (arena->top > arena->capacity || length >= arena->capacity - arena->top) return;
  char *target = arena->memory + arena->top;
  uint64_t unfit = 0;
  uint32_t index = 0;
#ifdef __SSE2__
  if (length >= 64) {
    unfit = copy_blocks(target, text->data, length / 64);
    index = length & ~UINT32_C(63);
  }
#endif
  for (; index + 8 <= length; index += 8) unfit |= copy_word(target + index, text->data + index);
  if (index < length && length >= 8) {
    /* The last eight bytes again, some of them for the second time. */
    unfit |= copy_word(target + length - 8, text->data + length - 8);
    index = length;
  }
  for (; index < length; index++) {
    unsigned char unit = (unsigned char)text->data[index];
    unfit |= (uint64_t)(unit == 0 || unit >= 0x80);
    target[index] = (char)unit;
  }
  if (unfit != 0) return;
  target[length] = 0;
  arena->written = (int32_t)length;
}

/* What the user data of a libffi closure points to; JavaScript writes it. */
typedef struct {
  /* Leads to JavaScript; NULL once the closure is released. */
  void (*enter)(void *cif, void *result, void **arguments, void *number);
  void *number;
  uint64_t default_length;
  unsigned char default_result[];
} ClosureRecord;

/*
 * The function of every libffi closure. C gets the default first, so that there is a result also when JavaScript does not
 * run: after release, from another thread, after an exception.
 */
static void enter_closure(void *cif, void *result, void **arguments, const ClosureRecord *record) {
  /* SAFETY: the length is that of the cif's result, which libffi has room for. */
  memcpy(result, record->default_result, record->default_length);
  if (record->enter != NULL) record->enter(cif, result, arguments, record->number);
}

/* routines(): { finishWithText, copyTextToArena, enterClosure } — addresses that machine code may call. */
static napi_value routines(napi_env env, napi_callback_info info) {
  napi_value result = NULL;
  napi_create_object(env, &result);
  napi_set_named_property(env, result, "finishWithText", koine_make_address(env, (uintptr_t)koine_finish_with_text));
  napi_set_named_property(env, result, "copyTextToArena", koine_make_address(env, (uintptr_t)copy_text_to_arena));
  napi_set_named_property(env, result, "enterClosure", koine_make_address(env, (uintptr_t)enter_closure));
  return result;
}

void koine_export_function(napi_env env, napi_value exports, Environment *environment) {
  static const Export list[] = {
      {"makeFunction", make_function},
      {"runScript", run_script},
      {"routines", routines},
  };
  koine_export(env, exports, environment, list, sizeof list / sizeof *list);
}
