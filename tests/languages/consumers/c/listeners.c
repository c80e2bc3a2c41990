/* Listeners. */
#include "listeners.h"

#include "check.h"

static void hear(const listeners_events_Message* message, void* context) {
    const char* text = listeners_events_Message_get_text(message);
    CHECK_TEXT(text, "hello");
    listeners_free_string(text);
    *(uint32_t*)context += 1;
}

static void count_ticks(int64_t count, const char* label, void* context) {
    CHECK(strcmp(label, "here") == 0 || strcmp(label, "thread") == 0);
    *(int64_t*)context += count;
}

int main(void) {
    listeners_error error = {0, NULL};
    uint32_t heard = 0;
    int64_t ticks = 0;
    CHECK(listeners_events_send("nobody", &error) == 0);
    const uint64_t first = listeners_events_register_message(hear, &heard);
    const uint64_t second = listeners_events_register_message(hear, &heard);
    CHECK(first != 0 && first != second && listeners_events_listeners(&error) == 2);
    CHECK(listeners_events_send("hello", &error) == 2 && heard == 2);
    listeners_events_unregister_message(first);
    CHECK(listeners_events_send("hello", &error) == 1 && heard == 3);
    listeners_events_unregister_message(second);
    listeners_events_unregister_message(second);
    CHECK(listeners_events_send("hello", &error) == 0);

    const uint64_t tick = listeners_events_register_tick(count_ticks, &ticks);
    listeners_events_tick_here("here", &error);
    listeners_events_tick_from_thread(10, &error);
    CHECK(ticks == 1 + 55);
    listeners_events_tick_later(10, &error);
    listeners_events_join_threads(&error);
    CHECK(ticks == 1 + 55 + 55);
    listeners_events_unregister_tick(tick);
    listeners_events_tick_here("gone", &error);
    CHECK(ticks == 111 && listeners_events_listeners(&error) == 0);
    CHECK(error.code == 0);
    CHECK(listeners_probe_live(&error) == 0);
    return 0;
}
