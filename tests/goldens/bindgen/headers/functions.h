/* Every way to declare a function, a callback, a constant. */
#ifndef FUNCTIONS_H
#define FUNCTIONS_H
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#define FUNCTIONS_VERSION "2.1"
#define FUNCTIONS_NUMBER 0x201
#define FUNCTIONS_MASK 0xffffffffffffffffull
#define FUNCTIONS_MINIMUM (-9223372036854775807ll - 1)
#define FUNCTIONS_RATIO 0.25
#define FUNCTIONS_NEWLINE '\n'
#define FUNCTIONS_KEEP ((void *)-1)
#define FUNCTIONS_MAX(a, b) ((a) > (b) ? (a) : (b))
/** Makes a version of three parts. */
#define FUNCTIONS_MAKE_VERSION(major, minor, default) \
    ((((unsigned)(major)) << 22U) | (((unsigned)(minor)) << 12U) | ((unsigned)(default)))
#define FUNCTIONS_ALIGN(length) (((length) + sizeof(void *) - 1) & ~(sizeof(void *) - 1))
#define FUNCTIONS_IS_OLD(version) (!(version) || (version) < 0x200)
#define FUNCTIONS_REQUEST(number, type) (((number) << 8) | (sizeof(type) << 16))
#define FUNCTIONS_FILE(name) "/usr/share/functions/" name ".txt"
#define FUNCTIONS_READ(from) read_everything((from), NULL, 0)
#define FUNCTIONS_API __attribute__((visibility("default")))
#define read_all read_everything

struct stream;
typedef int (*on_item)(void *context, const char *item, unsigned long size);
typedef int compare(const void *, const void *);

/**
 * Reads everything.
 *
 * @param from an open stream
 * @returns the number of bytes, or -1
 */
FUNCTIONS_API long read_everything(struct stream *from, unsigned char *into, size_t size);

const char *last_error(void);
char *make_name(const char *prefix, bool is_long);
void for_each(on_item visit, void *context);
void sort(void *base, size_t count, size_t size, compare *order);
on_item handler_of(int which);
int format(char *into, size_t size, const char *pattern, ...) __attribute__((format(printf, 3, 4)));
int vformat(char *into, size_t size, const char *pattern, va_list list);
int old_style();
float half(float value);
long double precise(long double value);
void old_sort(int *numbers, int count) __attribute__((deprecated("use sort")));
int renamed(int) __asm__("real_name");
extern int functions_count;
/** Where messages go. */
extern const char *functions_log;
extern const char functions_banner[];
extern const double functions_table[3];
extern on_item functions_hook;
extern struct stream functions_stream;
#define functions_total functions_count
static inline int twice(int value) { return 2 * value; }
void delete(int new, int await);

#endif
