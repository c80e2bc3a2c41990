/* Items that come later: plain functions, which threads of the glue call one after the other. */
#include "streams_glue.h"

#include "probe.h"

#include <string.h>

struct streams_feed_NumbersStream {
    int32_t next;
    int32_t limit;
};

streams_feed_NumbersStream* streams_feed_numbers(int32_t limit, streams_error* out_err) {
    (void)out_err;
    return probe_copy(&(streams_feed_NumbersStream){0, limit}, sizeof(streams_feed_NumbersStream));
}

int32_t streams_feed_NumbersStream_next(streams_feed_NumbersStream* stream, int32_t* out_item, streams_error* out_err) {
    (void)out_err;
    if (stream->next >= stream->limit) return 0;
    /* Were there two at a time, both would give the same number. */
    const int32_t number = stream->next;
    probe_sleep(1);
    stream->next = number + 1;
    *out_item = number;
    return 1;
}

void streams_feed_NumbersStream_destroy_now(streams_feed_NumbersStream* stream) {
    probe_free(stream);
}

struct streams_feed_WordsStream {
    char* text;
    size_t at;
};

streams_feed_WordsStream* streams_feed_words(const char* text, streams_error* out_err) {
    (void)out_err;
    return probe_copy(&(streams_feed_WordsStream){probe_text(text), 0}, sizeof(streams_feed_WordsStream));
}

int32_t streams_feed_WordsStream_next(streams_feed_WordsStream* stream, const char** out_item, streams_error* out_err) {
    char word[32] = "";
    (void)out_err;
    stream->at += strspn(stream->text + stream->at, " ");
    const size_t length = strcspn(stream->text + stream->at, " ");
    if (length == 0 || length >= sizeof word) return 0;
    memcpy(word, stream->text + stream->at, length);
    stream->at += length;
    *out_item = streams_copy_string(word);
    return 1;
}

void streams_feed_WordsStream_destroy_now(streams_feed_WordsStream* stream) {
    probe_free(stream->text);
    probe_free(stream);
}

struct streams_feed_EventsStream {
    uint32_t next;
    uint32_t count;
};

streams_feed_EventsStream* streams_feed_events(uint32_t count, streams_error* out_err) {
    (void)out_err;
    return probe_copy(&(streams_feed_EventsStream){0, count}, sizeof(streams_feed_EventsStream));
}

int32_t streams_feed_EventsStream_next(
    streams_feed_EventsStream* stream,
    streams_feed_Event** out_item,
    streams_error* out_err) {
    if (stream->next == stream->count) return 0;
    *out_item = streams_feed_Event_create(stream->next++, "event", out_err);
    return 1;
}

void streams_feed_EventsStream_destroy_now(streams_feed_EventsStream* stream) {
    probe_free(stream);
}

struct streams_feed_BreakingStream {
    uint32_t left;
};

streams_feed_BreakingStream* streams_feed_breaking(uint32_t after, streams_error* out_err) {
    (void)out_err;
    return probe_copy(&after, sizeof after);
}

int32_t streams_feed_BreakingStream_next(
    streams_feed_BreakingStream* stream,
    int32_t* out_item,
    streams_error* out_err) {
    if (stream->left == 0) {
        streams_error_set(out_err, streams_feed_FeedError_Broken, "the feed broke");
        return 0;
    }
    *out_item = (int32_t)--stream->left;
    return 1;
}

void streams_feed_BreakingStream_destroy_now(streams_feed_BreakingStream* stream) {
    probe_free(stream);
}

struct streams_feed_EndlessStream {
    int64_t next;
};

streams_feed_EndlessStream* streams_feed_endless(streams_error* out_err) {
    (void)out_err;
    return probe_copy(&(streams_feed_EndlessStream){0}, sizeof(streams_feed_EndlessStream));
}

int32_t streams_feed_EndlessStream_next(
    streams_feed_EndlessStream* stream,
    streams_cancel_token* cancel_token,
    int64_t* out_item,
    streams_error* out_err) {
    if (stream->next < 3) {
        *out_item = stream->next++;
        return 1;
    }
    while (!streams_cancel_token_is_cancelled(cancel_token)) probe_sleep(1);
    streams_error_set(out_err, streams_feed_FeedError_Cancelled, "the request was cancelled");
    return 0;
}

void streams_feed_EndlessStream_destroy_now(streams_feed_EndlessStream* stream) {
    probe_free(stream);
}

int64_t streams_probe_live(streams_error* out_err) {
    (void)out_err;
    return probe_wait_until_none_lives();
}
