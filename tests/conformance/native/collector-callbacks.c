/*
 * A library with the garbage collector of Boehm, Demers and Weiser, which looks for pointers on the stack that it is called
 * on. Its objects are known from that stack alone while it calls back.
 */
#include <gc.h>

struct cell {
  struct cell *next;
  int value;
};

void collector_start(void) { GC_INIT(); }

void collector_collect(void) { GC_gcollect(); }

/* Makes a list, calls back at each of its cells, and adds up what is left in them. */
int collector_sum(int (*callback)(int), int count) {
  struct cell *volatile list = NULL;
  for (int index = 0; index < count; index++) {
    struct cell *cell = GC_MALLOC(sizeof *cell);
    cell->next = list;
    cell->value = callback(index);
    list = cell;
    /* What is not found is given away and overwritten. */
    for (int other = 0; other < 100; other++) ((struct cell *)GC_MALLOC(sizeof *cell))->value = -1;
  }
  int sum = 0;
  for (struct cell *cell = list; cell != NULL; cell = cell->next) sum += cell->value;
  return sum;
}

unsigned collector_rounds(void) { return (unsigned)GC_get_gc_no(); }
