/** Headers that nobody has: they go the ways through the front end that headers of libraries go. What binds them is in `rehearse.ts`. */

/** A directory of the user's, and one of the system's. */
export const ownDirectory = "/rehearsal/own";
export const systemDirectory = "/rehearsal/system";

/** The header that is bound. */
export const rehearsedHeader: string = `${ownDirectory}/play.h`;

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
#define PLAY_PREFIXED(kind, name) kind PLAY_JOIN(play_, name)
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

/** Has no guard. */
const plain = `enum { PLAIN_FIRST = 1 };
extern int plain_count;
`;

/** The texts of the headers by path. */
export const rehearsalHeaders: ReadonlyMap<string, string> = new Map([
  [rehearsedHeader, play],
  [`${ownDirectory}/parts/stage.h`, stage],
  [`${ownDirectory}/parts/plain.h`, plain],
  [`${systemDirectory}/theatre/house.h`, house],
  [`${systemDirectory}/theatre/seats.h`, seats],
]);
