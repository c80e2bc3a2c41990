/* Streams. */
#include "streams.h"

#include "check.h"

struct received {
    int32_t code;
    bool has_item;
    int64_t number;
    char text[32];
};

static struct received* receive(void* context, const streams_error* err, bool has_item) {
    struct received* received = context;
    *received = (struct received){err == NULL ? 0 : err->code, has_item, -1, ""};
    if (err != NULL && err->message != NULL) snprintf(received->text, sizeof received->text, "%s", err->message);
    return received;
}

static void receive_number(void* context, streams_error* err, bool has_item, int32_t item) {
    struct received* received = receive(context, err, has_item);
    if (has_item) received->number = item;
    check_complete();
}

static void receive_wide(void* context, streams_error* err, bool has_item, int64_t item) {
    struct received* received = receive(context, err, has_item);
    if (has_item) received->number = item;
    check_complete();
}

static void receive_word(void* context, streams_error* err, bool has_item, const char* item) {
    struct received* received = receive(context, err, has_item);
    if (has_item) snprintf(received->text, sizeof received->text, "%s", item);
    check_complete();
}

static void receive_event(void* context, streams_error* err, bool has_item, streams_feed_Event* item) {
    struct received* received = receive(context, err, has_item);
    if (has_item) {
        const char* text = streams_feed_Event_get_text(item);
        received->number = streams_feed_Event_get_id(item) - 0;
        snprintf(received->text, sizeof received->text, "%s", text);
        streams_free_string(text);
        streams_feed_Event_destroy(item);
    }
    check_complete();
}

int main(void) {
    streams_error error = {0, NULL};
    struct received received;
    streams_feed_NumbersStream* numbers = streams_feed_numbers(3, &error);
    for (int32_t expected = 0; expected < 3; expected++) {
        streams_feed_NumbersStream_next_async(numbers, receive_number, &received);
        check_wait();
        CHECK(received.has_item && received.number == expected);
    }
    streams_feed_NumbersStream_next_async(numbers, receive_number, &received);
    check_wait();
    CHECK(!received.has_item && received.code == 0);
    streams_feed_NumbersStream_destroy(numbers);

    streams_feed_WordsStream* words = streams_feed_words("one two", &error);
    streams_feed_WordsStream_next_async(words, receive_word, &received);
    check_wait();
    CHECK_TEXT(received.text, "one");
    streams_feed_WordsStream_destroy(words);

    streams_feed_EventsStream* events = streams_feed_events(1, &error);
    streams_feed_EventsStream_next_async(events, receive_event, &received);
    check_wait();
    CHECK(received.has_item && received.number == 0);
    CHECK_TEXT(received.text, "event");
    streams_feed_EventsStream_next_async(events, receive_event, &received);
    check_wait();
    CHECK(!received.has_item);
    streams_feed_EventsStream_destroy(events);

    streams_feed_BreakingStream* breaking = streams_feed_breaking(0, &error);
    streams_feed_BreakingStream_next_async(breaking, receive_number, &received);
    check_wait();
    CHECK(!received.has_item && received.code == streams_feed_FeedError_Broken);
    CHECK_TEXT(received.text, "the feed broke");
    streams_feed_BreakingStream_destroy(breaking);

    streams_cancel_token* token = streams_cancel_token_create();
    streams_feed_EndlessStream* endless = streams_feed_endless(&error);
    for (int64_t expected = 0; expected < 3; expected++) {
        streams_feed_EndlessStream_next_async(endless, token, receive_wide, &received);
        check_wait();
        CHECK(received.has_item && received.number == expected);
    }
    streams_feed_EndlessStream_next_async(endless, token, receive_wide, &received);
    streams_cancel_token_cancel(token);
    check_wait();
    CHECK(!received.has_item && received.code == streams_feed_FeedError_Cancelled);
    streams_feed_EndlessStream_destroy(endless);
    streams_cancel_token_destroy(token);
    CHECK(error.code == 0);
    CHECK(streams_probe_live(&error) == 0);
    return 0;
}
