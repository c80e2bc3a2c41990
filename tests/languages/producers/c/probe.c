/* See probe.h. */
#include "probe.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int64_t live;
static int64_t running;

void* probe_allocate(size_t size) {
    void* memory = malloc(size == 0 ? 1 : size);
    if (memory != NULL) __atomic_add_fetch(&live, 1, __ATOMIC_RELAXED);
    return memory;
}

void probe_free(void* memory) {
    if (memory != NULL) __atomic_sub_fetch(&live, 1, __ATOMIC_RELAXED);
    free(memory);
}

void* probe_copy(const void* data, size_t size) {
    void* copy = probe_allocate(size);
    if (size != 0) memcpy(copy, data, size);
    return copy;
}

char* probe_text(const char* text) {
    return text == NULL ? NULL : probe_copy(text, strlen(text) + 1);
}

struct thread {
    void (*body)(void*);
    void* memory;
};

static void* run(void* memory) {
    const struct thread thread = *(struct thread*)memory;
    free(memory);
    thread.body(thread.memory);
    __atomic_sub_fetch(&running, 1, __ATOMIC_RELEASE);
    return NULL;
}

void probe_run(void (*body)(void*), void* memory) {
    pthread_t id;
    pthread_attr_t attributes;
    struct thread* thread = malloc(sizeof *thread);
    *thread = (struct thread){body, memory};
    __atomic_add_fetch(&running, 1, __ATOMIC_RELAXED);
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    if (pthread_create(&id, &attributes, run, thread) != 0) abort();
    pthread_attr_destroy(&attributes);
}

void probe_sleep(int milliseconds) {
    const struct timespec moment = {milliseconds / 1000, milliseconds % 1000 * 1000000L};
    nanosleep(&moment, NULL);
}

int64_t probe_live(void) {
    for (int waited = 0; waited < 5000 && __atomic_load_n(&running, __ATOMIC_ACQUIRE) != 0; waited++) probe_sleep(1);
    return __atomic_load_n(&live, __ATOMIC_RELAXED);
}

int64_t probe_wait_until_none_lives(void) {
    for (int waited = 0; waited < 5000 && __atomic_load_n(&live, __ATOMIC_RELAXED) != 0; waited++) probe_sleep(1);
    return __atomic_load_n(&live, __ATOMIC_RELAXED);
}
