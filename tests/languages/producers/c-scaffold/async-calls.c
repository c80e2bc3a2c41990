/* Plain functions; the glue runs them on threads. */
#include "async_calls_glue.h"

#include "probe.h"

#include <stdio.h>
#include <string.h>

typedef async_calls_error Error;
typedef async_calls_jobs_Report Report;
typedef async_calls_jobs_Worker Worker;

struct async_calls_jobs_Worker {
    char* name;
};

Worker* async_calls_jobs_Worker_new(const char* name, Error* out_err) {
    (void)out_err;
    return probe_copy(&(Worker){probe_text(name)}, sizeof(Worker));
}

void async_calls_jobs_Worker_destroy_now(Worker* self) {
    probe_free(self->name);
    probe_free(self);
}

const char* async_calls_jobs_Worker_run(const Worker* self, const char* task, Error* out_err) {
    char text[128];
    if (strcmp(task, "fail") == 0) {
        async_calls_error_set(out_err, async_calls_jobs_JobError_Failed, "the task failed");
        return NULL;
    }
    if (strcmp(task, "sleep") == 0) probe_sleep(50);
    snprintf(text, sizeof text, "%s did %s", self->name, task);
    return async_calls_copy_string(text);
}

int32_t async_calls_jobs_add(int32_t a, int32_t b, Error* out_err) {
    (void)out_err;
    return (int32_t)((int64_t)a + b);
}

void async_calls_jobs_nothing(Error* out_err) {
    (void)out_err;
}

const char* async_calls_jobs_echo_text(const char* text, Error* out_err) {
    (void)out_err;
    return async_calls_copy_string(text);
}

const uint8_t* async_calls_jobs_echo_data(const uint8_t* data, size_t length, size_t* out_len, Error* out_err) {
    (void)out_err;
    *out_len = length;
    return async_calls_copy_bytes(data, length);
}

int64_t* async_calls_jobs_echo_numbers(const int64_t* numbers, size_t length, size_t* out_len, Error* out_err) {
    (void)out_err;
    *out_len = length;
    return async_calls_copy_array(numbers, length, sizeof *numbers);
}

const char** async_calls_jobs_echo_texts(const char* const* texts, size_t length, size_t* out_len, Error* out_err) {
    const char** copy = async_calls_allocate_array(length, sizeof *copy);
    (void)out_err;
    for (size_t index = 0; index < length; index++) copy[index] = async_calls_copy_string(texts[index]);
    *out_len = length;
    return copy;
}

void async_calls_jobs_echo_scores(
    const char* const* keys,
    const int32_t* values,
    size_t length,
    const char*** out_keys,
    int32_t** out_values,
    size_t* out_len,
    Error* out_err) {
    *out_keys = async_calls_jobs_echo_texts(keys, length, out_len, out_err);
    *out_values = async_calls_copy_array(values, length, sizeof *values);
}

int64_t* async_calls_jobs_maybe(const int64_t* value, Error* out_err) {
    (void)out_err;
    return async_calls_copy_value(value, sizeof *value);
}

Report* async_calls_jobs_report(int64_t id, Error* out_err) {
    return async_calls_jobs_Report_create(id, "report", out_err);
}

Report** async_calls_jobs_reports(uint32_t count, size_t* out_len, Error* out_err) {
    Report** reports = async_calls_allocate_array(count, sizeof *reports);
    for (uint32_t index = 0; index < count; index++) {
        reports[index] = async_calls_jobs_Report_create(index, "one of many", out_err);
    }
    *out_len = count;
    return reports;
}

Report* async_calls_jobs_find(int64_t id, Error* out_err) {
    return id < 0 ? NULL : async_calls_jobs_Report_create(id, "found", out_err);
}

Worker* async_calls_jobs_open_worker(const char* name, Error* out_err) {
    return async_calls_jobs_Worker_new(name, out_err);
}

int32_t async_calls_jobs_fail(const char* message, Error* out_err) {
    async_calls_error_set(out_err, async_calls_jobs_JobError_Failed, message);
    return 0;
}

int32_t async_calls_jobs_at_once(int32_t value, Error* out_err) {
    (void)out_err;
    return value;
}

int64_t async_calls_probe_live(Error* out_err) {
    (void)out_err;
    return probe_wait_until_none_lives();
}
