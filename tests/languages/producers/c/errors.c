/* Every way to fail. */
#include "errors.h"
#include "probe.h"

#include <string.h>

int64_t errors_bank_withdraw(const char* account, int64_t amount, errors_error* out_err) {
    if (strcmp(account, "frozen") == 0) {
        errors_error_set(out_err, errors_bank_BankError_Frozen, "the account is frozen");
        return 0;
    }
    if (strcmp(account, "alice") != 0) {
        errors_error_set(out_err, errors_bank_BankError_NotFound, "there is no such account");
        return 0;
    }
    if (amount > 100) {
        errors_error_set(out_err, errors_bank_BankError_Overdrawn, "alice has only 100");
        return 0;
    }
    return 100 - amount;
}

void errors_bank_fail(int32_t code, const char* message, errors_error* out_err) {
    if (code != 0) errors_error_set(out_err, code, message);
}

const char* errors_bank_fail_generic(const char* message, errors_error* out_err) {
    if (*message == '\0') return errors_copy_string("fine");
    errors_error_set(out_err, -1, message);
    return NULL;
}

int32_t* errors_bank_panic(size_t* out_len, errors_error* out_err) {
    errors_error_set(out_err, -2, "the library panicked");
    *out_len = 0;
    return NULL;
}

void errors_bank_fail_silently(errors_error* out_err) {
    errors_error_set(out_err, errors_bank_BankError_NotFound, NULL);
}

bool errors_bank_branch_close(const char* name, errors_error* out_err) {
    if (strcmp(name, "main") == 0) return true;
    errors_error_set(out_err, errors_bank_BankError_NotFound, "there is no such branch");
    return false;
}

int64_t errors_probe_live(errors_error* out_err) {
    (void)out_err;
    return probe_live();
}
