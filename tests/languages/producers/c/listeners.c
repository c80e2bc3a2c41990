/* Events, on the thread of the caller and on others. */
#include "listeners.h"
#include "probe.h"

#include <pthread.h>

#define LIMIT 32

typedef listeners_events_Message Message;

struct listeners_events_Message {
    uint32_t id;
    char* text;
};

Message* listeners_events_Message_create(uint32_t id, const char* text, listeners_error* out_err) {
    Message* message = probe_allocate(sizeof *message);
    (void)out_err;
    *message = (Message){id, probe_text(text)};
    return message;
}

void listeners_events_Message_destroy(Message* ptr) {
    if (ptr == NULL) return;
    probe_free(ptr->text);
    probe_free(ptr);
}

uint32_t listeners_events_Message_get_id(const Message* ptr) {
    return ptr->id;
}

const char* listeners_events_Message_get_text(const Message* ptr) {
    return listeners_copy_string(ptr->text);
}

/* One place per listener of either event; ids are never used again. */
struct listener {
    uint64_t id;
    listeners_events_OnMessage_fn on_message;
    listeners_events_OnTick_fn on_tick;
    void* context;
};

static struct listener registered[LIMIT];
static uint64_t last_id;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static uint64_t add(struct listener listener) {
    uint64_t id = 0;
    pthread_mutex_lock(&lock);
    for (size_t index = 0; index < LIMIT && id == 0; index++) {
        if (registered[index].id != 0) continue;
        listener.id = id = ++last_id;
        registered[index] = listener;
    }
    pthread_mutex_unlock(&lock);
    return id;
}

static void drop(uint64_t id) {
    pthread_mutex_lock(&lock);
    for (size_t index = 0; index < LIMIT; index++) {
        if (registered[index].id == id) registered[index].id = 0;
    }
    pthread_mutex_unlock(&lock);
}

/* Listeners are called without the lock, so that they can unregister themselves. */
static struct listener at(size_t index) {
    struct listener listener;
    pthread_mutex_lock(&lock);
    listener = registered[index];
    pthread_mutex_unlock(&lock);
    return listener;
}

uint64_t listeners_events_register_message(listeners_events_OnMessage_fn callback, void* context) {
    return add((struct listener){.on_message = callback, .context = context});
}

void listeners_events_unregister_message(uint64_t id) {
    drop(id);
}

uint64_t listeners_events_register_tick(listeners_events_OnTick_fn callback, void* context) {
    return add((struct listener){.on_tick = callback, .context = context});
}

void listeners_events_unregister_tick(uint64_t id) {
    drop(id);
}

uint32_t listeners_events_listeners(listeners_error* out_err) {
    uint32_t count = 0;
    (void)out_err;
    for (size_t index = 0; index < LIMIT; index++) count += at(index).id != 0;
    return count;
}

uint32_t listeners_events_send(const char* text, listeners_error* out_err) {
    static uint32_t sent;
    uint32_t heard = 0;
    Message* message = listeners_events_Message_create(++sent, text, out_err);
    for (size_t index = 0; index < LIMIT; index++) {
        const struct listener listener = at(index);
        if (listener.id == 0 || listener.on_message == NULL) continue;
        listener.on_message(message, listener.context);
        heard += 1;
    }
    listeners_events_Message_destroy(message);
    return heard;
}

static void tick(int64_t count, const char* label) {
    for (size_t index = 0; index < LIMIT; index++) {
        const struct listener listener = at(index);
        if (listener.id != 0 && listener.on_tick != NULL) listener.on_tick(count, label, listener.context);
    }
}

void listeners_events_tick_here(const char* label, listeners_error* out_err) {
    (void)out_err;
    tick(1, label);
}

static void* tick_on_thread(void* count) {
    const int64_t limit = (int64_t)(intptr_t)count;
    for (int64_t number = 1; number <= limit; number++) tick(number, "thread");
    return NULL;
}

void listeners_events_tick_from_thread(uint32_t count, listeners_error* out_err) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, tick_on_thread, (void*)(intptr_t)count) != 0) {
        listeners_error_set(out_err, -1, "no thread");
        return;
    }
    pthread_join(thread, NULL);
}

static pthread_t later[LIMIT];
static size_t later_count;

void listeners_events_tick_later(uint32_t count, listeners_error* out_err) {
    if (later_count == LIMIT || pthread_create(&later[later_count], NULL, tick_on_thread, (void*)(intptr_t)count) != 0) {
        listeners_error_set(out_err, -1, "no thread");
        return;
    }
    later_count += 1;
}

void listeners_events_join_threads(listeners_error* out_err) {
    (void)out_err;
    while (later_count > 0) pthread_join(later[--later_count], NULL);
}

int64_t listeners_probe_live(listeners_error* out_err) {
    (void)out_err;
    return probe_live();
}
