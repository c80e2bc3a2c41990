/* An async call that ends early when it is cancelled. */
#include "cancel.h"
#include "probe.h"

#include <time.h>

typedef struct {
    uint32_t limit;
    cancel_cancel_token* token;
    cancel_waiting_wait_callback callback;
    void* context;
} Wait;

static uint32_t running;

static void wait_on_thread(void* memory) {
    const Wait wait = *(Wait*)memory;
    cancel_error error = {0, NULL};
    uint32_t waited = 0;
    probe_free(memory);
    while (waited < wait.limit && error.code == 0) {
        const struct timespec moment = {0, 1000000};
        nanosleep(&moment, NULL);
        waited += 1;
        if (cancel_cancel_token_is_cancelled(wait.token)) {
            cancel_error_set(&error, cancel_waiting_WaitError_Cancelled, "the wait was cancelled");
        }
    }
    __atomic_sub_fetch(&running, 1, __ATOMIC_RELAXED);
    wait.callback(wait.context, error.code == 0 ? NULL : &error, waited);
    cancel_error_clear(&error);
}

void cancel_waiting_wait_async(
    uint32_t limit,
    cancel_cancel_token* cancel_token,
    cancel_waiting_wait_callback callback,
    void* context) {
    const Wait wait = {limit, cancel_token, callback, context};
    __atomic_add_fetch(&running, 1, __ATOMIC_RELAXED);
    probe_run(wait_on_thread, probe_copy(&wait, sizeof wait));
}

uint32_t cancel_waiting_running(cancel_error* out_err) {
    (void)out_err;
    return __atomic_load_n(&running, __ATOMIC_RELAXED);
}

int64_t cancel_probe_live(cancel_error* out_err) {
    (void)out_err;
    return probe_live();
}
