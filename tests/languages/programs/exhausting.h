/* The allocator and the threads of a library whose memory ends; it is included before everything else. */
#ifndef EXHAUSTING_H
#define EXHAUSTING_H

#include <pthread.h>
#include <stddef.h>

void* exhausting_allocate(size_t size);
void exhausting_free(void* memory);
int exhausting_create(
    pthread_t* thread,
    const pthread_attr_t* attributes,
    void* (*run)(void* memory),
    void* memory);

#endif
