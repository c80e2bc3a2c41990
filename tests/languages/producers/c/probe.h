/*
 * Counts what a producer of the language tests has alive: its own objects, and the memory of results, which the generated
 * source takes from here. It is included before everything else.
 */
#ifndef PROBE_H
#define PROBE_H

#include <stddef.h>
#include <stdint.h>

void* probe_allocate(size_t size);
void probe_free(void* memory);
/* A copy that probe_free frees; NULL for NULL. */
char* probe_text(const char* text);
void* probe_copy(const void* data, size_t size);
/* Runs a body on a thread that nobody waits for, except probe_live. */
void probe_run(void (*body)(void*), void* memory);
/* What is alive when all those threads have ended, which it waits for some seconds: what they lend is freed by them. */
int64_t probe_live(void);
/* The same where the glue has the threads: waits some seconds until nothing is alive. */
int64_t probe_wait_until_none_lives(void);
void probe_sleep(int milliseconds);

#endif
