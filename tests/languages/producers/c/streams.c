/* Items that come later, from threads of the library. */
#include "streams.h"
#include "probe.h"

#include <string.h>
#include <time.h>

typedef streams_feed_Event Event;

struct streams_feed_Event {
    uint32_t id;
    char* text;
};

Event* streams_feed_Event_create(uint32_t id, const char* text, streams_error* out_err) {
    Event* event = probe_allocate(sizeof *event);
    (void)out_err;
    *event = (Event){id, probe_text(text)};
    return event;
}

void streams_feed_Event_destroy(Event* ptr) {
    if (ptr == NULL) return;
    probe_free(ptr->text);
    probe_free(ptr);
}

uint32_t streams_feed_Event_get_id(const Event* ptr) {
    return ptr->id;
}

const char* streams_feed_Event_get_text(const Event* ptr) {
    return streams_copy_string(ptr->text);
}

/*
 * What one request carries to its thread. A stream may be destroyed as soon as its last request completed, so that the
 * thread must not touch it after the callback.
 */
#define REQUEST(Stream)                        \
    typedef struct {                           \
        streams_feed_##Stream* stream;         \
        streams_cancel_token* token;           \
        streams_feed_##Stream##_next_callback callback; \
        void* context;                         \
    } Stream##Request

struct streams_feed_NumbersStream {
    int32_t next;
    int32_t limit;
};

REQUEST(NumbersStream);

streams_feed_NumbersStream* streams_feed_numbers(int32_t limit, streams_error* out_err) {
    (void)out_err;
    return probe_copy(&(streams_feed_NumbersStream){0, limit}, sizeof(streams_feed_NumbersStream));
}

static void next_number(void* memory) {
    NumbersStreamRequest request = *(NumbersStreamRequest*)memory;
    const bool has_item = request.stream->next < request.stream->limit;
    const int32_t item = has_item ? request.stream->next++ : 0;
    probe_free(memory);
    request.callback(request.context, NULL, has_item, item);
}

void streams_feed_NumbersStream_next_async(
    streams_feed_NumbersStream* stream,
    streams_feed_NumbersStream_next_callback callback,
    void* context) {
    const NumbersStreamRequest request = {stream, NULL, callback, context};
    probe_run(next_number, probe_copy(&request, sizeof request));
}

void streams_feed_NumbersStream_destroy(streams_feed_NumbersStream* stream) {
    probe_free(stream);
}

struct streams_feed_WordsStream {
    char* text;
    size_t position;
};

streams_feed_WordsStream* streams_feed_words(const char* text, streams_error* out_err) {
    (void)out_err;
    return probe_copy(&(streams_feed_WordsStream){probe_text(text), 0}, sizeof(streams_feed_WordsStream));
}

/* Completes before the launcher returns, which every consumer must bear. */
void streams_feed_WordsStream_next_async(
    streams_feed_WordsStream* stream,
    streams_feed_WordsStream_next_callback callback,
    void* context) {
    const char* start = stream->text + stream->position + strspn(stream->text + stream->position, " ");
    const size_t length = strcspn(start, " ");
    char* word;
    if (length == 0) {
        callback(context, NULL, false, NULL);
        return;
    }
    word = probe_allocate(length + 1);
    memcpy(word, start, length);
    word[length] = '\0';
    stream->position = (size_t)(start - stream->text) + length;
    callback(context, NULL, true, word);
    probe_free(word);
}

void streams_feed_WordsStream_destroy(streams_feed_WordsStream* stream) {
    if (stream == NULL) return;
    probe_free(stream->text);
    probe_free(stream);
}

struct streams_feed_EventsStream {
    uint32_t next;
    uint32_t limit;
};

REQUEST(EventsStream);

streams_feed_EventsStream* streams_feed_events(uint32_t count, streams_error* out_err) {
    (void)out_err;
    return probe_copy(&(streams_feed_EventsStream){0, count}, sizeof(streams_feed_EventsStream));
}

static void next_event(void* memory) {
    EventsStreamRequest request = *(EventsStreamRequest*)memory;
    Event* event = NULL;
    if (request.stream->next < request.stream->limit) {
        event = streams_feed_Event_create(request.stream->next++, "event", NULL);
    }
    probe_free(memory);
    request.callback(request.context, NULL, event != NULL, event);
}

void streams_feed_EventsStream_next_async(
    streams_feed_EventsStream* stream,
    streams_feed_EventsStream_next_callback callback,
    void* context) {
    const EventsStreamRequest request = {stream, NULL, callback, context};
    probe_run(next_event, probe_copy(&request, sizeof request));
}

void streams_feed_EventsStream_destroy(streams_feed_EventsStream* stream) {
    probe_free(stream);
}

struct streams_feed_BreakingStream {
    uint32_t next;
    uint32_t after;
};

REQUEST(BreakingStream);

streams_feed_BreakingStream* streams_feed_breaking(uint32_t after, streams_error* out_err) {
    (void)out_err;
    return probe_copy(&(streams_feed_BreakingStream){0, after}, sizeof(streams_feed_BreakingStream));
}

static void next_before_break(void* memory) {
    BreakingStreamRequest request = *(BreakingStreamRequest*)memory;
    streams_error error = {0, NULL};
    int32_t item = 0;
    const bool has_item = request.stream->next < request.stream->after;
    if (has_item) item = (int32_t)request.stream->next++;
    else streams_error_set(&error, streams_feed_FeedError_Broken, "the feed broke");
    probe_free(memory);
    /* The error is lent: it is freed here, after the callback. A consumer that counts does so later. */
    request.callback(request.context, &error, has_item, item);
    streams_error_clear(&error);
}

void streams_feed_BreakingStream_next_async(
    streams_feed_BreakingStream* stream,
    streams_feed_BreakingStream_next_callback callback,
    void* context) {
    const BreakingStreamRequest request = {stream, NULL, callback, context};
    probe_run(next_before_break, probe_copy(&request, sizeof request));
}

void streams_feed_BreakingStream_destroy(streams_feed_BreakingStream* stream) {
    probe_free(stream);
}

struct streams_feed_EndlessStream {
    int64_t next;
};

REQUEST(EndlessStream);

streams_feed_EndlessStream* streams_feed_endless(streams_error* out_err) {
    (void)out_err;
    return probe_copy(&(streams_feed_EndlessStream){0}, sizeof(streams_feed_EndlessStream));
}

static void next_until_cancelled(void* memory) {
    EndlessStreamRequest request = *(EndlessStreamRequest*)memory;
    streams_error error = {0, NULL};
    int64_t item = 0;
    bool has_item = request.stream->next < 3;
    if (has_item) item = request.stream->next++;
    while (!has_item && error.code == 0) {
        const struct timespec moment = {0, 1000000};
        if (streams_cancel_token_is_cancelled(request.token)) {
            streams_error_set(&error, streams_feed_FeedError_Cancelled, "the request was cancelled");
        } else {
            nanosleep(&moment, NULL);
        }
    }
    probe_free(memory);
    request.callback(request.context, &error, has_item, item);
    streams_error_clear(&error);
}

void streams_feed_EndlessStream_next_async(
    streams_feed_EndlessStream* stream,
    streams_cancel_token* cancel_token,
    streams_feed_EndlessStream_next_callback callback,
    void* context) {
    const EndlessStreamRequest request = {stream, cancel_token, callback, context};
    probe_run(next_until_cancelled, probe_copy(&request, sizeof request));
}

void streams_feed_EndlessStream_destroy(streams_feed_EndlessStream* stream) {
    probe_free(stream);
}

int64_t streams_probe_live(streams_error* out_err) {
    (void)out_err;
    return probe_live();
}
