/** Headers that nobody has: they go the ways through the front end that headers of libraries go. What binds them is in `rehearse.ts`. */

/** A directory of the user's, and one of the system's. */
export const ownDirectory = "/rehearsal/own";
export const systemDirectory = "/rehearsal/system";

/** The header of a library, and one of the system: what belongs to them is chosen in different ways. */
export const rehearsedHeader: string = `${ownDirectory}/play.h`;
export const rehearsedSystemHeader = "sys/theatre.h";

const play = `/* play.h -- interface of a library that does not exist
 * Copyright (C) nobody; for conditions see nowhere
 */

#ifndef PLAY_H
#define PLAY_H

#include <stddef.h>
#include <stdarg.h>
#include <stdint.h>
#include "parts/stage.h"
#include <theatre/house.h>
#include <theatre/seats.h>
#include "parts/plain.h"
#include "parts/plain.h"

#ifdef __cplusplus
extern "C" {
#endif

#define PLAY_VERSION "1.2.13"
#define PLAY_VERNUM 0x12d0
#define PLAY_MAJOR 1
#define PLAY_MINOR 2L
#define PLAY_NEGATIVE (-1)
#define PLAY_FLAG_A (1u << 3)
#define PLAY_FLAG_B (PLAY_FLAG_A | 0x40ULL)
#define PLAY_BIG 0xFFFFFFFFFFFFFFFFULL
#define PLAY_RATIO 2.5
#define PLAY_SMALL 1.5e-3f
#define PLAY_LETTER 'x'
#define PLAY_NAME PLAY_VERSION "-nothing"
#define PLAY_ALIAS PLAY_MAJOR
#define PLAY_TYPE_SIZE (sizeof(play_state) + sizeof(int))
#define PLAY_NOTHING
#define PLAY_CAST ((play_size)-1)
#define PLAY_DESTRUCTOR ((play_destructor)0)
#define PLAY_MAKE(major, minor) (((major) << 16) | ((minor) & 0xff))
#define PLAY_MADE PLAY_MAKE(1, 2)
#define PLAY_MAX(a, b) ((a) > (b) ? (a) : (b))
#define PLAY_JOIN(a, b) a##b
#define PLAY_TEXT(x) #x
#define PLAY_LINE(x) PLAY_TEXT(x)
#define PLAY_CALL(state) play_open((state), PLAY_VERSION, (int)sizeof(play_state))
#define PLAY_LOOP(x) do { play_close(x); } while (0)
#define PLAY_EACH(name, ...) name(__VA_ARGS__)
#define PLAY_INT int
#define PLAY_DESTRUCTOR_TYPE play_destructor
#define PLAY_PREFIXED(kind, name) kind PLAY_JOIN(play_, name)
#define PLAY_DECLARE(kind, name, list) kind play_##name list
#define PLAY_BEGIN
#define PLAY_LOW(x) ((x) & 0x7f)
#define PLAY_ITEM(list) ((list)[1])
#define PLAY_ROUND(x) ((x) + sizeof(x) - 1 & ~(sizeof(x) - 1))
#define PLAY_LIKELY(x) __builtin_expect(!!(x), 1)
#define PLAY_SWAP(x) __builtin_bswap32(x)
#define PLAY_WIDE_TEXT L"wide"
#define PLAY_WIDE_LETTER L'w'
#define PLAY_MAXIMUM UINT64_C(18446744073709551615)
#define PLAY_ORDER(kind, number, type) (((kind) << 8) | ((number) << 0) | (sizeof(type) << 16))
#define PLAY_ORDER_READ(kind, number, type) PLAY_ORDER((kind) | PLAY_READING, number, type)
#define PLAY_READING 0x80u
#define PLAY_ORDER_LEVEL PLAY_ORDER_READ('P', 1, int)
#define PLAY_ORDER_STATE PLAY_ORDER_READ('P', 0x02, struct play_state_s)

#if defined(_WIN32) && !defined(PLAY_STATIC)
#  define PLAY_API __declspec(dllexport)
#elif defined(__GNUC__) && (__GNUC__ * 100 + __GNUC_MINOR__ >= 402)
#  define PLAY_API __attribute__((visibility("default")))
#else
#  define PLAY_API
#endif
#ifndef PLAY_DEPRECATED
#  define PLAY_DEPRECATED __attribute__((__deprecated__("use play_open")))
#endif
#if PLAY_VERNUM < 0x1000 || (PLAY_MAJOR == 1 ? 0 : 1)
#  error "too old"
#endif
#if 0
This is 'skipped, and #if in it is not.
#  if 1
#  endif
#endif
#ifdef __has_attribute
#  if __has_attribute(nonnull)
#    define PLAY_NONNULL __attribute__((nonnull(1)))
#  endif
#endif
#ifndef PLAY_NONNULL
#  define PLAY_NONNULL
#endif
#if defined __has_include
#  if __has_include(<theatre/absent.h>)
#    include <theatre/absent.h>
#  endif
#endif
#undef PLAY_ABSENT
#pragma pack(push, 1)
struct play_packed { char tag; int value; };
#pragma pack(pop)

typedef unsigned long play_size;
typedef long long play_offset;
typedef unsigned char play_byte;
typedef void *play_pointer;
typedef struct play_state_s play_state; /* opaque */
typedef struct play_hidden play_hidden;

/** What can happen. */
typedef enum {
  PLAY_OK = 0, /**< Nothing. */
  PLAY_END,    ///< It is over.
  PLAY_ERROR = -1,
  PLAY_MASK = PLAY_FLAG_A | 1,
  PLAY_LAST = PLAY_MASK + 1
} play_result;

enum play_kind { PLAY_COMEDY, PLAY_TRAGEDY = 0x10u };

/* Called for each act. Returns 0 to go on. */
typedef int (*play_callback)(void *data, int count, char **texts, const char *const *names);
typedef void (*play_destructor)(void *);
typedef play_pointer (*play_alloc)(play_pointer opaque, unsigned items, unsigned size);

struct play_state_s {
  const play_byte *next_in; /* next input byte */
  unsigned int avail_in;
  play_size total;
  const char *msg;
  struct play_hidden *internal;
  play_alloc zalloc;
  int (*step)(play_state *self, play_result result);
  unsigned flags : 3;
  unsigned : 2;
  signed int level : 5;
  _Bool is_open;
  double weights[4];
  char name[PLAY_LETTER + 1][2];
  union {
    int number;
    float real;
    struct { short x, y; } point;
    void *pointer;
  } value;
  struct { int first; int second; };
  enum play_kind kind;
  uint64_t wide;
  size_t rest[];
};

typedef union play_any {
  int64_t number;
  char text[16];
  struct play_packed packed;
} play_any;

typedef struct __attribute__((aligned(16))) play_aligned { long double quad; int small; } play_aligned;
typedef struct play_node { struct play_node *next; play_any value; const play_state *owner; } play_node, *play_list;

/**
 * Opens a play.
 *
 * @param state What is filled. Owned by the caller.
 * @param version Must be PLAY_VERSION.
 * @return PLAY_OK, or what went wrong.
 */
PLAY_API int play_open(play_state *state, const char *version, int stream_size) PLAY_NONNULL;
PLAY_API void play_close(play_state *state);

/*!
 * \\brief Tells of the play, see play_open() and \\ref play_close, or #play_state.
 *
 * <b>Note</b> that @p level is at most 2 &lt; 3, and @c NULL is <em>not</em> %PLAY_OK. More at https://example.com/a_b.
 *
 *  - first, which goes on
 *    in the next line
 *  - second: \\c play_state::msg
 *
 * <ul><li>one</li><li>two</li></ul>
 *
 * @code{.c}
 * play_tell(state, 1); // {once}
 * @endcode
 *
 * | a | b |
 * |---|---|
 * | 1 | 2 |
 *
 * \\note Slow.
 * @warning Not for @ref play_hidden "others".
 * @param[in]  state  What is told of, a #play_state
 *                    that is open.
 * @param[out] text
 *   Where to.
 * @param level -- How much, \\a text and \\e all.
 * @retval PLAY_OK It was told.
 * @retval -1 It was not.
 * @returns the \\b result
 * @see play_open, play_close()
 * @since 1.2
 * @deprecated Use play_read().
 */
PLAY_API int play_tell(play_state *state, char *text, int level);
PLAY_BEGIN PLAY_INT play_begun(PLAY_INT level);
PLAY_BEGIN
PLAY_PREFIXED(PLAY_INT, started)(PLAY_INT level, PLAY_DESTRUCTOR_TYPE destroy);

PLAY_DECLARE(PLAY_INT, declared, (play_state * state, PLAY_INT level));

/**
 * play_spoken:
 * @state: (nullable): a #play_state
 * @level: how much, as %PLAY_OK or play_open()
 *
 * Speaks.
 *
 * |[<!-- language="C" -->
 *   play_spoken(state, 1);
 * ]|
 *
 * Returns: (transfer full): what was said
 */
PLAY_API char *play_spoken(play_state *state, int level);
extern const char *play_version(void);
PLAY_API play_size play_read(play_state *state, void *buffer, play_size length);
PLAY_API int play_write(play_state *, const void *restrict, size_t);
PLAY_API int play_each(play_state *state, play_callback callback, void *data, char **error);
PLAY_API int play_print(play_state *state, const char *format, ...) __attribute__((format(printf, 2, 3)));
PLAY_API int play_vprint(play_state *state, const char *format, va_list arguments);
PLAY_API play_offset play_seek(play_state *state, play_offset offset, int whence);
PLAY_API double play_mean(const double values[], int count);
PLAY_API float play_scale(float x, play_any any, struct play_packed packed);
PLAY_API play_aligned play_align(play_node node);
PLAY_API unsigned long long play_count(const play_state *state), play_length(uint8_t x, int16_t y, bool_t z);
PLAY_DEPRECATED PLAY_API play_result play_old(enum play_kind kind);
PLAY_API void (*play_signal(int number, void (*handler)(int)))(int);
PLAY_API int play_sort(void *base, size_t count, int (*compare)(const void *, const void *));
PLAY_API void *play_user(play_hidden *hidden, play_list list, play_destructor destroy);
PLAY_API wide_char play_letter(stage_handle handle, house_t house, struct house_seat *seat);
int PLAY_JOIN(play_, joined)(int stage_level), play_renamed(int x) __asm__("play_other");
extern int play_errors;
extern const char *const play_messages[];
extern play_state play_default;

static inline int play_twice(int x)
{
  const char *text = "in a body";
  for (int i = 0; i < 2; i++) { if (x > 0 && text[0]) { x += i; } else { return (int)sizeof(x); } }
  return x * 2;
}

#define play_open_now(state) play_open(state, PLAY_VERSION, 1)
#define PLAY_IS_OK(result) ((result) == PLAY_OK && !(result))
#define PLAY_ABS(x) ((x) < 0 ? -(x) : (x))
#define PLAY_STATE_TYPE struct play_state_s
#define PLAY_FIRST(node) ((node)->value.number)
#define PLAY_AT(list, index) (*((list) + (index)))
#define PLAY_WIDE(x) ((uint64_t)(x) << 32 | (PLAY_BIG & (uint64_t)0xff))
#define PLAY_BYTE(x) ((unsigned char)((x) >> 8))
#define PLAY_WHERE __FILE__ ":" PLAY_LINE(__LINE__)
#define PLAY_VERNUM 0x12d0
PLAY_PREFIXED(extern int, prefixed)(PLAY_STATE_TYPE *state);
PLAY_API int play_write(play_state *state, const void *buffer, size_t length);
PLAY_API int play_each(play_state *, int (*)(void *, int, char **, const char *const *), void *, char **);
typedef int play_mode __attribute__((__mode__(__DI__)));
typedef __typeof__(sizeof(int)) play_measure;
typedef int play_vector __attribute__((__vector_size__(16)));
_Static_assert(sizeof(int) == 4, "int");
_Static_assert(__builtin_types_compatible_p(int, signed) && __builtin_offsetof(struct play_packed, value) == 1, "C");

#ifdef __cplusplus
}
#endif

#endif /* PLAY_H */
`;

const stage = `#pragma once
/* What the play is on. */
#include <limits.h>
#define STAGE_CONST const
#if UINT_MAX > 0xffff && INT_MAX == 2147483647
typedef int bool_t;
#endif
typedef struct stage_ *stage_handle;
typedef STAGE_CONST struct { int width, height; } stage_size;
#define STAGE_FN(name) int name
STAGE_FN(stage_open) (stage_handle *out, STAGE_CONST stage_size *size);
STAGE_FN(stage_close) \\
  (stage_handle handle);
`;

const house = `/* A header of the system. */
#ifndef _THEATRE_HOUSE_H
#define _THEATRE_HOUSE_H 1
#include <theatre/seats.h>
__extension__ typedef long long int __house_quad;
typedef __house_quad house_t;
typedef unsigned short wide_char;
typedef struct { unsigned long int __value[2]; } __house_lock;
struct house_seat { __SEAT_TYPE row; house_t number; __house_lock lock; };
extern int house_open (const char *__restrict __name, int __mode) __attribute__ ((__nothrow__ , __leaf__)) __attribute__ ((__nonnull__ (1)));
extern int house_read (int __fd, void *__buf, unsigned long __n) __SEAT_THROW;
#endif
`;

const seats = `#ifndef _THEATRE_SEATS_H
#define _THEATRE_SEATS_H
#define __SEAT_TYPE __SEAT_LONG
#define __SEAT_LONG long int
#define __SEAT_THROW __attribute__ ((__nothrow__))
#if defined __STDC_VERSION__ && __STDC_VERSION__ >= 199901L
# define __seat_restrict restrict
#endif
#endif
`;

const system = `#ifndef _SYS_THEATRE_H
#define _SYS_THEATRE_H 1
#include <bits/theatre.h>
#include <theatre/house.h>
#include <stdarg.h>
#include <limits.h>
#define THEATRE_NONE 0U
#define THEATRE_SHIFT (THEATRE_BITS + 0)
#define THEATRE_BITS 8
#define _THEATRE(kind, number, size) (((kind) << THEATRE_SHIFT) | ((number) << 0) | ((size) << 16))
#define THEATRE(kind, number) _THEATRE(THEATRE_NONE, (number), 0)
#define THEATRE_READ(kind, number, type) _THEATRE(2U, (number), (sizeof(type)))
#define THEATRE_OPEN THEATRE('t', 1)
#define THEATRE_LEVEL THEATRE_READ('t', 2, struct theatre)
#define THEATRE_OLD THEATRE_LEVEL
#define __THEATRE_C(c) c ## UL
#define THEATRE_WIDE __THEATRE_C(4294967296)
#define THEATRE_TOP (__THEATRE_C(1) << 40)
enum theatre_kind { THEATRE_OPERA = 1, THEATRE_BALLET };
#define THEATRE_OPERA THEATRE_OPERA
struct theatre { __theatre_size size; struct __theatre_inner inner; };
extern int theatre_open (const char *__name, ...) __THEATRE_THROW __attribute__ ((__nonnull__ (1)));
extern __theatre_size theatre_read (struct theatre *__theatre, const struct __theatre_inner *__inner) __THEATRE_THROW;
extern house_t theatre_house (union { int *__whole; struct theatre *__one; } __any);
#endif
`;

const systemParts = `/* For inclusion by other headers only. */
#ifndef _SYS_THEATRE_H
# error "Never include this"
#endif
#define __THEATRE_PREREQ(major, minor) ((__GNUC__ << 16) + __GNUC_MINOR__ >= ((major) << 16) + (minor))
#define __THEATRE_USE(feature) __THEATRE_USE_ ## feature
#define __THEATRE_USE_SEATS 1
#if __THEATRE_PREREQ (3, 3) && __THEATRE_USE (SEATS)
# define __THEATRE_THROW __attribute__ ((__nothrow__ , __leaf__))
#else
# define __THEATRE_THROW
#endif
typedef unsigned long int __theatre_size;
struct __theatre_inner { int *__where; char __fill[24 - sizeof (int *)]; };
`;

/** Has no guard. */
const plain = `extern int plain_count;
`;

/** The texts of the headers by path. */
export const rehearsalHeaders: ReadonlyMap<string, string> = new Map([
  [rehearsedHeader, play],
  [`${ownDirectory}/parts/stage.h`, stage],
  [`${ownDirectory}/parts/plain.h`, plain],
  [`${systemDirectory}/${rehearsedSystemHeader}`, system],
  [`${systemDirectory}/bits/theatre.h`, systemParts],
  [`${systemDirectory}/theatre/house.h`, house],
  [`${systemDirectory}/theatre/seats.h`, seats],
]);
