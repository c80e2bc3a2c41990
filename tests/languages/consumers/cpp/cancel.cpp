// Cancellation.
#include "cancel.hpp"

#include "check.hpp"

int main() {
    namespace waiting = cancel::waiting;
    {
        const cancel::CancelToken token;
        CHECK(waiting::wait(2, token).get() == 2);
        auto cancelled = waiting::wait(60000, token);
        CHECK(waiting::running() == 1);
        token.cancel();
        const auto error = catch_from<waiting::WaitError>([&] { cancelled.get(); });
        CHECK(error.kind() == waiting::WaitError::Kind::Cancelled);
        CHECK(waiting::wait(1).get() == 1);
        // The call keeps its token alive.
        std::future<std::uint32_t> kept;
        {
            const cancel::CancelToken own;
            kept = waiting::wait(20, own);
        }
        CHECK(kept.get() == 20);
    }
    CHECK(cancel::probe::live() == 0);
}
