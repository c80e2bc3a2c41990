/* Keeps callbacks, and calls them later: from calls, from structs, from other threads. */
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef int (*handler)(int);
static handler kept[1024];

void keep(int index, handler function) { kept[index] = function; }
int call_kept(int index, int value) { return kept[index] == NULL ? -1000 : kept[index](value); }
void call_for_nothing(void) { if (kept[0] != NULL) kept[0](1); }
const char *call_for_text(int index, const char *text) { return kept[index](0) == 0 ? "none" : text; }
double call_with_double(double value) { return value + kept[0](1); }

/* The callback and then what called it: both stay in order. */
int call_two_kept(int first, int second, int value) { return kept[first](value) * 1000 + kept[second](value); }
long call_often(int index, int count) {
  long sum = 0;
  for (int i = 0; i < count; i++) sum += kept[index](i);
  return sum;
}

typedef struct { int (*function)(int); int value; } Operation;
int run_operation(const Operation *operation) { return operation->function(operation->value); }
int is_address_of_negate(int (*function)(int));
int negate(int value) { return -value; }
int is_address_of_negate(int (*function)(int)) { return function == negate; }
int run_now(int (*function)(int), int value) { return function(value); }
int run_and_call_kept(int (*function)(int), int index, int value) { return function(value) * 1000 + kept[index](value); }
handler get_negate(void) { return negate; }
handler get_kept(int index) { return kept[index]; }

typedef struct { double x, y; } Point;
typedef Point (*mover)(Point, int);
static mover kept_mover;
void keep_mover(mover function) { kept_mover = function; }
Point move_kept(Point point, int steps) { return kept_mover(point, steps); }

/* Threads that call. */
typedef struct { int index, count; long sum; pthread_t thread; } Caller;
static Caller callers[64];

static void *run_caller(void *argument) {
  Caller *caller = argument;
  for (int i = 0; i < caller->count; i++) caller->sum += kept[caller->index](i);
  return NULL;
}

int start_callers(int index, int threads, int count) {
  for (int i = 0; i < threads; i++) {
    callers[i] = (Caller){index, count, 0, 0};
    if (pthread_create(&callers[i].thread, NULL, run_caller, &callers[i]) != 0) return i;
  }
  return threads;
}

long join_callers(int threads) {
  long sum = 0;
  for (int i = 0; i < threads; i++) {
    pthread_join(callers[i].thread, NULL);
    sum += callers[i].sum;
  }
  return sum;
}

static void *call_for_ever(void *argument) {
  for (;;) kept[*(int *)argument](1);
  return NULL;
}

void start_endless_callers(int index, int threads) {
  static int endless;
  pthread_t thread;
  endless = index;
  for (int i = 0; i < threads; i++)
    if (pthread_create(&thread, NULL, call_for_ever, &endless) == 0) pthread_detach(thread);
}

static pthread_t joined;
static void *call_once(void *argument) {
  kept[*(int *)argument](1);
  return NULL;
}
static void join_at_exit(void) { pthread_join(joined, NULL); }

/* A thread that waits for its callback while the process ends, and that the end of the process waits for. */
void start_joined_at_exit(int index) {
  static int at_exit;
  at_exit = index;
  pthread_create(&joined, NULL, call_once, &at_exit);
  atexit(join_at_exit);
}

/* Called when no JavaScript can run any more. */
static int index_at_exit;
static void call_at_exit(void) {
  printf("at exit: %d\n", kept[index_at_exit](1));
  fflush(stdout);
}
void call_kept_at_exit(int index) {
  index_at_exit = index;
  atexit(call_at_exit);
}
