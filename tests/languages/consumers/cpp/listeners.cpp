// Listeners.
#include "listeners.hpp"

#include <atomic>

#include "check.hpp"

int main() {
    namespace events = listeners::events;
    {
        std::uint32_t heard = 0;
        const auto hear = [&](const events::Message& message) {
            CHECK(message.text() == "hello");
            heard += 1;
        };
        CHECK(events::send("nobody") == 0);
        koine::Subscription first = events::on_message(hear);
        {
            const koine::Subscription second = events::on_message(hear);
            CHECK(events::listeners() == 2 && events::send("hello") == 2 && heard == 2);
        }
        CHECK(events::send("hello") == 1 && heard == 3);
        first.close();
        first.close();
        CHECK(events::send("hello") == 0);

        std::atomic<std::int64_t> ticks{0};
        koine::Subscription tick = events::on_tick([&](std::int64_t count, const std::string& label) {
            CHECK(label == "here" || label == "thread");
            ticks += count;
        });
        events::tick_here("here");
        events::tick_from_thread(10);
        CHECK(ticks == 1 + 55);
        events::tick_later(10);
        events::join_threads();
        CHECK(ticks == 1 + 55 + 55);
        koine::Subscription moved = std::move(tick);
        CHECK(events::listeners() == 1);
        moved.close();
        events::tick_here("gone");
        CHECK(ticks == 111 && events::listeners() == 0);
    }
    CHECK(listeners::probe::live() == 0);
}
