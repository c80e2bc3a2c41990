/* Who is told of changes and of progress. For kvstore.c alone. */
#ifndef KVSTORE_LISTENERS_H
#define KVSTORE_LISTENERS_H

#include "kvstore.h"

#include <pthread.h>

/* Listeners are called without any lock, so that they can unregister themselves and use stores. */
#define LISTENER_LIMIT 64

struct listener {
    uint64_t id;
    kvstore_kv_OnChange_fn on_change;
    kvstore_kv_OnProgress_fn on_progress;
    void* context;
};

static struct listener listeners[LISTENER_LIMIT];
static uint64_t last_listener;
static pthread_mutex_t listener_lock = PTHREAD_MUTEX_INITIALIZER;

static uint64_t add_listener(struct listener listener) {
    uint64_t id = 0;
    pthread_mutex_lock(&listener_lock);
    for (size_t index = 0; index < LISTENER_LIMIT && id == 0; index++) {
        if (listeners[index].id != 0) continue;
        listener.id = id = ++last_listener;
        listeners[index] = listener;
    }
    pthread_mutex_unlock(&listener_lock);
    return id;
}

static void drop_listener(uint64_t id) {
    pthread_mutex_lock(&listener_lock);
    for (size_t index = 0; index < LISTENER_LIMIT; index++) {
        if (listeners[index].id == id) listeners[index].id = 0;
    }
    pthread_mutex_unlock(&listener_lock);
}

static struct listener listener_at(size_t index) {
    struct listener listener;
    pthread_mutex_lock(&listener_lock);
    listener = listeners[index];
    pthread_mutex_unlock(&listener_lock);
    return listener;
}

uint64_t kvstore_kv_register_change(kvstore_kv_OnChange_fn callback, void* context) {
    return add_listener((struct listener){.on_change = callback, .context = context});
}

void kvstore_kv_unregister_change(uint64_t id) {
    drop_listener(id);
}

uint64_t kvstore_kv_register_progress(kvstore_kv_OnProgress_fn callback, void* context) {
    return add_listener((struct listener){.on_progress = callback, .context = context});
}

void kvstore_kv_unregister_progress(uint64_t id) {
    drop_listener(id);
}

static void notify_change(kvstore_kv_ChangeKind kind, const char* key, const uint8_t* value, size_t value_len) {
    for (size_t index = 0; index < LISTENER_LIMIT; index++) {
        const struct listener listener = listener_at(index);
        if (listener.id == 0 || listener.on_change == NULL) continue;
        listener.on_change(kind, key, value, value_len, listener.context);
    }
}

static void notify_progress(uint64_t done, uint64_t total) {
    for (size_t index = 0; index < LISTENER_LIMIT; index++) {
        const struct listener listener = listener_at(index);
        if (listener.id != 0 && listener.on_progress != NULL) listener.on_progress(done, total, listener.context);
    }
}

#endif
