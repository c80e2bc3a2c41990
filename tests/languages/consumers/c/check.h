/* What consumers of the language tests check with: the first failure ends the process. */
#ifndef CHECK_H
#define CHECK_H

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(condition)                                                             \
    do {                                                                             \
        if (!(condition)) {                                                          \
            fprintf(stderr, "%s:%d: %s does not hold\n", __FILE__, __LINE__, #condition); \
            exit(1);                                                                 \
        }                                                                            \
    } while (0)

#define CHECK_TEXT(text, expected) CHECK((text) != NULL && strcmp((text), (expected)) == 0)

/* Completions come from other threads: the consumer waits until they have been counted. */
static pthread_mutex_t check_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t check_condition = PTHREAD_COND_INITIALIZER;
static int check_completions;

static inline void check_complete(void) {
    pthread_mutex_lock(&check_lock);
    check_completions += 1;
    pthread_cond_signal(&check_condition);
    pthread_mutex_unlock(&check_lock);
}

/* Waits for one completion and takes it off the count. */
static inline void check_wait(void) {
    pthread_mutex_lock(&check_lock);
    while (check_completions == 0) pthread_cond_wait(&check_condition, &check_lock);
    check_completions -= 1;
    pthread_mutex_unlock(&check_lock);
}

#endif
