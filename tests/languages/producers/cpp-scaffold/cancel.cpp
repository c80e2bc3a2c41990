// An async call that ends early when it is cancelled: a plain function that asks its token and throws.
#include "cancel_implementation.hpp"

#include <atomic>

extern "C" {
#include "probe.h"
}

namespace cancel::implementation {

static std::atomic<uint32_t> running{0};

uint32_t waiting_wait(uint32_t limit, cancel_cancel_token* cancel_token) {
    uint32_t waited = 0;
    running += 1;
    while (waited < limit && !cancel_cancel_token_is_cancelled(cancel_token)) {
        probe_sleep(1);
        waited += 1;
    }
    running -= 1;
    if (cancel_cancel_token_is_cancelled(cancel_token)) {
        throw Failure(cancel_waiting_WaitError_Cancelled, "the wait was cancelled");
    }
    return waited;
}

// A thread may not have begun yet: this waits until the number is another one than it was.
uint32_t waiting_running() {
    static uint32_t told = 0;
    for (int waited = 0; waited < 5000 && running == told; waited++) probe_sleep(1);
    told = running;
    return told;
}

int64_t probe_live() {
    return probe_wait_until_none_lives();
}

} // namespace cancel::implementation
