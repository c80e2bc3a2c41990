/* An async call that ends early when it is cancelled: a plain function that asks its token. */
#include "cancel_glue.h"

#include "probe.h"

static uint32_t running;

uint32_t cancel_waiting_wait(uint32_t limit, cancel_cancel_token* cancel_token, cancel_error* out_err) {
    uint32_t waited = 0;
    __atomic_add_fetch(&running, 1, __ATOMIC_RELAXED);
    while (waited < limit && !cancel_cancel_token_is_cancelled(cancel_token)) {
        probe_sleep(1);
        waited += 1;
    }
    if (cancel_cancel_token_is_cancelled(cancel_token)) {
        cancel_error_set(out_err, cancel_waiting_WaitError_Cancelled, "the wait was cancelled");
    }
    __atomic_sub_fetch(&running, 1, __ATOMIC_RELAXED);
    return waited;
}

/* A thread may not have begun yet: this waits until the number is another one than it was. */
uint32_t cancel_waiting_running(cancel_error* out_err) {
    static uint32_t told;
    (void)out_err;
    for (int waited = 0; waited < 5000 && __atomic_load_n(&running, __ATOMIC_RELAXED) == told; waited++) probe_sleep(1);
    told = __atomic_load_n(&running, __ATOMIC_RELAXED);
    return told;
}

int64_t cancel_probe_live(cancel_error* out_err) {
    (void)out_err;
    return probe_wait_until_none_lives();
}
