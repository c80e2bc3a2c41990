/* Functions that call back: at once, later, from other threads, out of order, and deeply. */
#define _GNU_SOURCE
#include <pthread.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

typedef int (*int_callback)(int);
static int_callback kept;

int call_now(int_callback callback, int value) { return callback(value); }

int keep_and_call(int_callback callback, int value) {
  kept = callback;
  return callback(value);
}

void keep(int_callback callback) { kept = callback; }
int call_kept(int value) { return kept(value); }

/* Calls `count` times and gives the sum. */
long call_many(int_callback callback, int count) {
  long sum = 0;
  for (int index = 0; index < count; index++) sum += callback(index);
  return sum;
}

/* The same; until it returns, the callback can also be called by `call_kept`, and through what `get_kept` gives. */
long keep_and_call_many(int_callback callback, int count) {
  kept = callback;
  return call_many(callback, count);
}

int_callback get_kept(void) { return kept; }

/* Calls back only on the stack that the system gave the thread, as .NET, Go and scanning garbage collectors have it: else -1. */
int call_on_own_stack(int_callback callback, int value) {
  pthread_attr_t attributes;
  void *low;
  size_t length;
  char here;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return -2;
  pthread_attr_getstack(&attributes, &low, &length);
  pthread_attr_destroy(&attributes);
  return (uintptr_t)&here - (uintptr_t)low < length ? callback(value) : -1;
}

int call_two(int_callback first, int_callback second, int value) { return first(value) * 1000 + second(value); }

/* Gives 1000 for a null pointer. */
int call_if_given(int_callback callback, int value) { return callback == NULL ? 1000 : callback(value); }

static void *run_thread(void *argument) {
  int *value = argument;
  *value = kept(*value);
  return NULL;
}

/* The callback is called on a thread that JavaScript knows nothing of, while the calling thread waits. */
int call_on_thread(int_callback callback, int value) {
  pthread_t thread;
  kept = callback;
  if (pthread_create(&thread, NULL, run_thread, &value) != 0) return -1000;
  pthread_join(thread, NULL);
  return value;
}

static pthread_t caller;
static volatile int is_stopped;
static volatile long thread_sum;

static void *call_repeatedly(void *argument) {
  do thread_sum += kept(1);
  while (!is_stopped);
  return NULL;
}

/* Starts a thread that calls the kept callback until it is stopped: at least once, however late it is run. */
int start_caller(void) {
  is_stopped = 0;
  thread_sum = 0;
  return pthread_create(&caller, NULL, call_repeatedly, NULL);
}

long stop_caller(void) {
  is_stopped = 1;
  pthread_join(caller, NULL);
  return thread_sum;
}

typedef int8_t (*i8_callback)(int8_t);
typedef _Bool (*bool_callback)(_Bool);
typedef uint32_t (*u32_callback)(uint32_t);
typedef int64_t (*i64_callback)(int64_t);
typedef uint64_t (*u64_callback)(uint64_t);
typedef float (*float_callback)(float);
typedef double (*double_callback)(double);
typedef void *(*pointer_callback)(void *);
typedef void (*void_callback)(void);
typedef size_t (*text_callback)(const char *);

int8_t call_i8(i8_callback callback, int8_t value) { return callback(value); }
_Bool call_bool(bool_callback callback, _Bool value) { return callback(value); }
uint32_t call_u32(u32_callback callback, uint32_t value) { return callback(value); }
int64_t call_i64(i64_callback callback, int64_t value) { return callback(value); }
uint64_t call_u64(u64_callback callback, uint64_t value) { return callback(value); }
float call_float(float_callback callback, float value) { return callback(value); }
double call_double(double_callback callback, double value) { return callback(value); }
void *call_pointer(pointer_callback callback, void *value) { return callback(value); }
void call_void(void_callback callback) { callback(); }
size_t call_text(text_callback callback, const char *text) { return callback(text); }

int negate(int value) { return -value; }
void sort_ints(int *values, size_t count, int (*compare)(const void *, const void *)) {
  qsort(values, count, sizeof *values, compare);
}

/* Uses a page of stack at each level and calls back at the bottom. */
int descend_pages(int_callback callback, int levels) {
  volatile char page[4096];
  page[0] = page[4095] = (char)levels;
  if (levels <= 0) return callback(0);
  return descend_pages(callback, levels - 1) + (page[0] == page[4095]);
}

static int finished_count;

/* Calls `count` times and counts itself when it is through. */
int call_to_end(int_callback callback, int count) {
  int sum = 0;
  for (int index = 0; index < count; index++) sum += callback(index);
  __atomic_fetch_add(&finished_count, 1, __ATOMIC_SEQ_CST);
  return sum;
}
int count_finished(void) { return __atomic_load_n(&finished_count, __ATOMIC_SEQ_CST); }

/* Ends when the callback says so. */
int call_until(int_callback callback) {
  int count = 0;
  while (callback(count) == 0) count++;
  return count;
}

const char *call_for_text(int_callback callback, int value) { return callback(value) == 0 ? NULL : "text after a call"; }

struct pair {
  int first;
  int second;
};
struct pair call_for_pair(int_callback callback, int value) {
  struct pair pair = {callback(value), callback(value + 1)};
  return pair;
}

/* Gives the callback's result to a null pointer. */
int call_and_crash(int_callback callback) {
  volatile int *nowhere = NULL;
  *nowhere = callback(1);
  return 0;
}

static jmp_buf start_of_jump;
static int __attribute__((noinline)) call_and_jump(int_callback callback, int value) {
  longjmp(start_of_jump, callback(value));
}

/* Leaves a function between two callbacks by longjmp; no frame of JavaScript is jumped over. */
int jump_after_call(int_callback callback, int value) {
  int result = setjmp(start_of_jump);
  if (result == 0) call_and_jump(callback, value);
  return result + callback(value);
}

// Gives back the address that the callback returned.
void *call_for_address(void *(*callback)(int), int value) { return callback(value); }

/* Calls back with the address of each of `count` ints and gives the sum of the results. */
int visit_ints(int (*visit)(int *), int *values, int count) {
  int sum = 0;
  for (int index = 0; index < count; index++) sum += visit(values + index);
  return sum;
}

int visit_two(int (*visit)(int *), int *first, int *second) { return visit(first) + visit(second); }
