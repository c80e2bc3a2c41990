/* Cancellation. */
#include "cancel.h"

#include "check.h"

struct result {
    int32_t code;
    uint32_t waited;
};

static void take(void* context, cancel_error* err, uint32_t waited) {
    *(struct result*)context = (struct result){err == NULL ? 0 : err->code, waited};
    check_complete();
}

int main(void) {
    cancel_error error = {0, NULL};
    struct result result;
    cancel_cancel_token* token = cancel_cancel_token_create();
    CHECK(!cancel_cancel_token_is_cancelled(token));
    cancel_waiting_wait_async(2, token, take, &result);
    check_wait();
    CHECK(result.code == 0 && result.waited == 2);

    cancel_waiting_wait_async(60000, token, take, &result);
    CHECK(cancel_waiting_running(&error) == 1);
    cancel_cancel_token_cancel(token);
    CHECK(cancel_cancel_token_is_cancelled(token));
    check_wait();
    CHECK(result.code == cancel_waiting_WaitError_Cancelled && result.waited < 60000);
    cancel_cancel_token_destroy(token);

    /* Who does not want to cancel passes no token. */
    cancel_waiting_wait_async(1, NULL, take, &result);
    check_wait();
    CHECK(result.code == 0 && cancel_waiting_running(&error) == 0);
    CHECK(error.code == 0);
    CHECK(cancel_probe_live(&error) == 0);
    return 0;
}
