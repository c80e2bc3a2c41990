/* Errors. */
#include "errors.h"

#include "check.h"

static void check_error(errors_error* error, int32_t code, const char* message) {
    CHECK(error->code == code);
    CHECK_TEXT(error->message, message);
    errors_error_clear(error);
    CHECK(error->code == 0 && error->message == NULL);
}

int main(void) {
    errors_error error = {0, NULL};
    CHECK(errors_bank_withdraw("alice", 40, &error) == 60 && error.code == 0);
    errors_bank_withdraw("bob", 1, &error);
    check_error(&error, errors_bank_BankError_NotFound, "there is no such account");
    errors_bank_withdraw("alice", 101, &error);
    check_error(&error, errors_bank_BankError_Overdrawn, "alice has only 100");
    errors_bank_withdraw("frozen", 1, &error);
    check_error(&error, errors_bank_BankError_Frozen, "the account is frozen");
    errors_bank_fail(-7, "a \303\274", &error);
    check_error(&error, -7, "a \303\274");
    errors_bank_fail(99, "", &error);
    check_error(&error, 99, "");
    errors_bank_fail(0, "", &error);
    CHECK(error.code == 0);
    const char* fine = errors_bank_fail_generic("", &error);
    CHECK_TEXT(fine, "fine");
    errors_free_string(fine);
    CHECK(errors_bank_fail_generic("generic", &error) == NULL);
    check_error(&error, -1, "generic");
    size_t length = 0;
    CHECK(errors_bank_panic(&length, &error) == NULL);
    check_error(&error, -2, "the library panicked");
    errors_bank_fail_silently(&error);
    CHECK(error.code == errors_bank_BankError_NotFound && error.message == NULL);
    errors_error_clear(&error);
    CHECK(errors_bank_branch_close("main", &error));
    CHECK(!errors_bank_branch_close("other", &error));
    check_error(&error, errors_bank_BankError_NotFound, "there is no such branch");
    /* A failure that nobody looks at leaks nothing. */
    errors_bank_fail(5, "unseen", NULL);
    CHECK(error.code == 0);
    CHECK(errors_probe_live(&error) == 0);
    return 0;
}
