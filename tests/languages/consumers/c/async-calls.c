/* Async calls. */
#include "async_calls.h"

#include "check.h"

struct result {
    int32_t code;
    int64_t number;
    char text[32];
    async_calls_jobs_Worker* worker;
};

/* The worker of an earlier result is kept. */
static struct result* take(void* context, const async_calls_error* err) {
    struct result* result = context;
    result->code = err == NULL ? 0 : err->code;
    result->number = 0;
    snprintf(result->text, sizeof result->text, "%s", err == NULL || err->message == NULL ? "" : err->message);
    return result;
}

static void take_number(void* context, async_calls_error* err, int32_t value) {
    take(context, err)->number = value;
    check_complete();
}

static void take_nothing(void* context, async_calls_error* err) {
    take(context, err);
    check_complete();
}

static void take_text(void* context, async_calls_error* err, const char* text) {
    struct result* result = take(context, err);
    if (text != NULL) snprintf(result->text, sizeof result->text, "%s", text);
    check_complete();
}

static void take_data(void* context, async_calls_error* err, const uint8_t* data, size_t length) {
    struct result* result = take(context, err);
    memcpy(result->text, data, length);
    result->number = (int64_t)length;
    check_complete();
}

static void take_numbers(void* context, async_calls_error* err, const int64_t* numbers, size_t length) {
    struct result* result = take(context, err);
    for (size_t index = 0; index < length; index++) result->number += numbers[index];
    check_complete();
}

static void take_texts(void* context, async_calls_error* err, const char* const* texts, size_t length) {
    struct result* result = take(context, err);
    for (size_t index = 0; index < length; index++) strcat(result->text, texts[index]);
    check_complete();
}

static void take_scores(
    void* context,
    async_calls_error* err,
    const char* const* keys,
    const int32_t* values,
    size_t length) {
    struct result* result = take(context, err);
    CHECK(length == 1);
    strcpy(result->text, keys[0]);
    result->number = values[0];
    check_complete();
}

static void take_maybe(void* context, async_calls_error* err, const int64_t* value) {
    struct result* result = take(context, err);
    if (value == NULL) strcpy(result->text, "none");
    else result->number = *value;
    check_complete();
}

/* Objects are the consumer's. */
static int64_t open_report(async_calls_jobs_Report* report, char* text) {
    const char* gotten = async_calls_jobs_Report_get_text(report);
    const int64_t id = async_calls_jobs_Report_get_id(report);
    strcpy(text, gotten);
    async_calls_free_string(gotten);
    async_calls_jobs_Report_destroy(report);
    return id;
}

static void take_report(void* context, async_calls_error* err, async_calls_jobs_Report* report) {
    struct result* result = take(context, err);
    if (report == NULL) strcpy(result->text, "none");
    else result->number = open_report(report, result->text);
    check_complete();
}

static void take_reports(
    void* context,
    async_calls_error* err,
    async_calls_jobs_Report* const* reports,
    size_t length) {
    struct result* result = take(context, err);
    for (size_t index = 0; index < length; index++) result->number += open_report(reports[index], result->text);
    check_complete();
}

static void take_worker(void* context, async_calls_error* err, async_calls_jobs_Worker* worker) {
    take(context, err)->worker = worker;
    check_complete();
}

int main(void) {
    async_calls_error error = {0, NULL};
    struct result result;
    async_calls_jobs_add_async(2, 3, take_number, &result);
    check_wait();
    CHECK(result.code == 0 && result.number == 5);
    async_calls_jobs_at_once_async(7, take_number, &result);
    check_wait();
    CHECK(result.number == 7);
    async_calls_jobs_nothing_async(take_nothing, &result);
    check_wait();
    CHECK(result.code == 0);
    {
        /* The parameter is gone before the call completes. */
        char text[] = "gone";
        async_calls_jobs_echo_text_async(text, take_text, &result);
        memset(text, 'x', 4);
    }
    check_wait();
    CHECK_TEXT(result.text, "gone");
    async_calls_jobs_echo_data_async((const uint8_t[]){0, 255}, 2, take_data, &result);
    check_wait();
    CHECK(result.number == 2 && (uint8_t)result.text[1] == 255);
    async_calls_jobs_echo_numbers_async((const int64_t[]){INT64_MIN, 1}, 2, take_numbers, &result);
    check_wait();
    CHECK(result.number == INT64_MIN + 1);
    async_calls_jobs_echo_texts_async((const char* const[]){"a", "b"}, 2, take_texts, &result);
    check_wait();
    CHECK_TEXT(result.text, "ab");
    async_calls_jobs_echo_scores_async((const char* const[]){"k"}, (const int32_t[]){9}, 1, take_scores, &result);
    check_wait();
    CHECK(result.number == 9);
    CHECK_TEXT(result.text, "k");
    async_calls_jobs_maybe_async(&(const int64_t){INT64_MAX}, take_maybe, &result);
    check_wait();
    CHECK(result.number == INT64_MAX);
    async_calls_jobs_maybe_async(NULL, take_maybe, &result);
    check_wait();
    CHECK_TEXT(result.text, "none");
    async_calls_jobs_report_async(4, take_report, &result);
    check_wait();
    CHECK(result.number == 4);
    CHECK_TEXT(result.text, "report");
    async_calls_jobs_reports_async(3, take_reports, &result);
    check_wait();
    CHECK(result.number == 0 + 1 + 2);
    async_calls_jobs_find_async(-1, take_report, &result);
    check_wait();
    CHECK_TEXT(result.text, "none");
    async_calls_jobs_fail_async("why", take_number, &result);
    check_wait();
    CHECK(result.code == async_calls_jobs_JobError_Failed);
    CHECK_TEXT(result.text, "why");

    async_calls_jobs_open_worker_async("Ada", take_worker, &result);
    check_wait();
    async_calls_jobs_Worker_run_async(result.worker, "sums", take_text, &result);
    check_wait();
    CHECK_TEXT(result.text, "Ada did sums");
    async_calls_jobs_Worker_destroy(result.worker);
    async_calls_jobs_Worker* worker = async_calls_jobs_Worker_new("Bob", &error);
    async_calls_jobs_Worker_run_async(worker, "fail", take_text, &result);
    check_wait();
    CHECK(result.code == 9);
    async_calls_jobs_Worker_destroy(worker);
    CHECK(error.code == 0);
    CHECK(async_calls_probe_live(&error) == 0);
    return 0;
}
