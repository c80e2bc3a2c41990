// Items that come later: plain functions that throw, which threads of the glue call one after the other.
#include "streams_implementation.hpp"

#include <atomic>
#include <cstring>
#include <sstream>

extern "C" {
#include "probe.h"
}

// What is alive beside the memory that the glue counts.
static std::atomic<int64_t> alive{0};

struct Counted {
    Counted() { alive += 1; }
    ~Counted() { alive -= 1; }
};

struct streams_feed_NumbersStream : Counted {
    int32_t next = 0;
    int32_t limit = 0;
};

struct streams_feed_WordsStream : Counted {
    std::istringstream text;
};

struct streams_feed_EventsStream : Counted {
    uint32_t next = 0;
    uint32_t count = 0;
};

struct streams_feed_BreakingStream : Counted {
    uint32_t left = 0;
};

struct streams_feed_EndlessStream : Counted {
    int64_t next = 0;
};

namespace streams::implementation {

streams_feed_NumbersStream* feed_numbers(int32_t limit) {
    auto* stream = new streams_feed_NumbersStream();
    stream->limit = limit;
    return stream;
}

int32_t feed_NumbersStream_next(streams_feed_NumbersStream* stream, int32_t* out_item) {
    if (stream->next >= stream->limit) return 0;
    *out_item = stream->next++;
    return 1;
}

void feed_NumbersStream_destroy_now(streams_feed_NumbersStream* stream) {
    delete stream;
}

streams_feed_WordsStream* feed_words(const char* text) {
    auto* stream = new streams_feed_WordsStream();
    stream->text.str(text);
    return stream;
}

int32_t feed_WordsStream_next(streams_feed_WordsStream* stream, const char** out_item) {
    std::string word;
    if (!(stream->text >> word)) return 0;
    *out_item = streams_copy_string(word.c_str());
    return 1;
}

void feed_WordsStream_destroy_now(streams_feed_WordsStream* stream) {
    delete stream;
}

streams_feed_EventsStream* feed_events(uint32_t count) {
    auto* stream = new streams_feed_EventsStream();
    stream->count = count;
    return stream;
}

int32_t feed_EventsStream_next(streams_feed_EventsStream* stream, streams_feed_Event** out_item) {
    if (stream->next == stream->count) return 0;
    *out_item = streams_feed_Event_create(stream->next++, "event", nullptr);
    return 1;
}

void feed_EventsStream_destroy_now(streams_feed_EventsStream* stream) {
    delete stream;
}

streams_feed_BreakingStream* feed_breaking(uint32_t after) {
    auto* stream = new streams_feed_BreakingStream();
    stream->left = after;
    return stream;
}

int32_t feed_BreakingStream_next(streams_feed_BreakingStream* stream, int32_t* out_item) {
    if (stream->left == 0) throw Failure(streams_feed_FeedError_Broken, "the feed broke");
    *out_item = static_cast<int32_t>(--stream->left);
    return 1;
}

void feed_BreakingStream_destroy_now(streams_feed_BreakingStream* stream) {
    delete stream;
}

streams_feed_EndlessStream* feed_endless() {
    return new streams_feed_EndlessStream();
}

int32_t feed_EndlessStream_next(
    streams_feed_EndlessStream* stream, streams_cancel_token* cancel_token, int64_t* out_item) {
    if (stream->next < 3) {
        *out_item = stream->next++;
        return 1;
    }
    while (!streams_cancel_token_is_cancelled(cancel_token)) probe_sleep(1);
    throw Failure(streams_feed_FeedError_Cancelled, "the request was cancelled");
}

void feed_EndlessStream_destroy_now(streams_feed_EndlessStream* stream) {
    delete stream;
}

int64_t probe_live() {
    return alive + probe_wait_until_none_lives();
}

} // namespace streams::implementation
