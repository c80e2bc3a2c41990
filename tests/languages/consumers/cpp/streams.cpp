// Streams.
#include "streams.hpp"

#include "check.hpp"

int main() {
    namespace feed = streams::feed;
    {
        auto numbers = feed::numbers(3);
        for (std::int32_t expected = 0; expected < 3; ++expected) CHECK(numbers.next().get() == expected);
        CHECK(!numbers.next().get());
        CHECK(feed::words("one two").next().get() == "one");
        auto events = feed::events(1);
        const auto event = events.next().get();
        CHECK(event->id() == 0 && event->text() == "event" && !events.next().get());
        auto breaking = feed::breaking(0);
        auto broken = breaking.next();
        const auto error = catch_from<feed::FeedError>([&] { broken.get(); });
        CHECK(error.kind() == feed::FeedError::Kind::Broken && error.what() == std::string("the feed broke"));
        const streams::CancelToken token;
        auto endless = feed::endless(token);
        for (std::int64_t expected = 0; expected < 3; ++expected) CHECK(endless.next().get() == expected);
        auto last = endless.next();
        token.cancel();
        CHECK(catch_from<feed::FeedError>([&] { last.get(); }).kind() == feed::FeedError::Kind::Cancelled);
        // A request keeps its stream alive.
        auto kept = feed::numbers(1).next();
        CHECK(kept.get() == 0);
    }
    CHECK(streams::probe::live() == 0);
}
