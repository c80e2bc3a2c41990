/* Results that come later, from threads of the library. */
#include "async_calls.h"
#include "probe.h"

#include <stdio.h>
#include <string.h>

typedef async_calls_jobs_Report Report;
typedef async_calls_jobs_Worker Worker;

struct async_calls_jobs_Report {
    int64_t id;
    char* text;
};

Report* async_calls_jobs_Report_create(int64_t id, const char* text, async_calls_error* out_err) {
    Report* report = probe_allocate(sizeof *report);
    (void)out_err;
    *report = (Report){id, probe_text(text)};
    return report;
}

void async_calls_jobs_Report_destroy(Report* ptr) {
    if (ptr == NULL) return;
    probe_free(ptr->text);
    probe_free(ptr);
}

int64_t async_calls_jobs_Report_get_id(const Report* ptr) {
    return ptr->id;
}

const char* async_calls_jobs_Report_get_text(const Report* ptr) {
    return async_calls_copy_string(ptr->text);
}

struct async_calls_jobs_Worker {
    char* name;
};

Worker* async_calls_jobs_Worker_new(const char* name, async_calls_error* out_err) {
    (void)out_err;
    return probe_copy(&(Worker){probe_text(name)}, sizeof(Worker));
}

void async_calls_jobs_Worker_destroy(Worker* self) {
    if (self == NULL) return;
    probe_free(self->name);
    probe_free(self);
}

/* Parameters are lent for the launch only: a job has copies of what its thread needs. */
typedef struct {
    void (*callback)(void);
    void* context;
    int64_t number;
    int64_t other;
    char* text;
    char** texts;
    void* items;
    size_t count;
    bool is_present;
} Job;

static char** copy_texts(const char* const* texts, size_t count) {
    char** copy = probe_allocate(count * sizeof *copy);
    for (size_t index = 0; index < count; index++) copy[index] = probe_text(texts[index]);
    return copy;
}

static void launch(void (*body)(void*), Job job) {
    probe_run(body, probe_copy(&job, sizeof job));
}

static void finish(Job* job) {
    if (job->texts != NULL) {
        for (size_t index = 0; index < job->count; index++) probe_free(job->texts[index]);
    }
    probe_free(job->texts);
    probe_free(job->text);
    probe_free(job->items);
    probe_free(job);
}

/* Runs `statement` on a thread with the job's callback as `done`. */
#define THREAD(function, statement)                              \
    static void run_##function(void* memory) {                  \
        Job* job = memory;                                       \
        async_calls_jobs_##function##_callback done =            \
            (async_calls_jobs_##function##_callback)job->callback; \
        statement;                                               \
        finish(job);                                             \
    }
#define CALLBACK (void (*)(void)) callback, context

THREAD(add, done(job->context, NULL, (int32_t)(job->number + job->other)))
void async_calls_jobs_add_async(int32_t a, int32_t b, async_calls_jobs_add_callback callback, void* context) {
    launch(run_add, (Job){CALLBACK, .number = a, .other = b});
}

THREAD(nothing, done(job->context, NULL))
void async_calls_jobs_nothing_async(async_calls_jobs_nothing_callback callback, void* context) {
    launch(run_nothing, (Job){CALLBACK, .number = 0});
}

THREAD(echo_text, done(job->context, NULL, job->text))
void async_calls_jobs_echo_text_async(
    const char* text,
    async_calls_jobs_echo_text_callback callback,
    void* context) {
    launch(run_echo_text, (Job){CALLBACK, .text = probe_text(text)});
}

THREAD(echo_data, done(job->context, NULL, job->items, job->count))
void async_calls_jobs_echo_data_async(
    const uint8_t* data_ptr,
    size_t data_len,
    async_calls_jobs_echo_data_callback callback,
    void* context) {
    launch(run_echo_data, (Job){CALLBACK, .items = probe_copy(data_ptr, data_len), .count = data_len});
}

THREAD(echo_numbers, done(job->context, NULL, job->items, job->count))
void async_calls_jobs_echo_numbers_async(
    const int64_t* numbers,
    size_t numbers_len,
    async_calls_jobs_echo_numbers_callback callback,
    void* context) {
    void* copy = probe_copy(numbers, numbers_len * sizeof *numbers);
    launch(run_echo_numbers, (Job){CALLBACK, .items = copy, .count = numbers_len});
}

THREAD(echo_texts, done(job->context, NULL, (const char* const*)job->texts, job->count))
void async_calls_jobs_echo_texts_async(
    const char* const* texts,
    size_t texts_len,
    async_calls_jobs_echo_texts_callback callback,
    void* context) {
    launch(run_echo_texts, (Job){CALLBACK, .texts = copy_texts(texts, texts_len), .count = texts_len});
}

THREAD(echo_scores, done(job->context, NULL, (const char* const*)job->texts, job->items, job->count))
void async_calls_jobs_echo_scores_async(
    const char* const* scores_keys,
    const int32_t* scores_values,
    size_t scores_len,
    async_calls_jobs_echo_scores_callback callback,
    void* context) {
    void* values = probe_copy(scores_values, scores_len * sizeof *scores_values);
    char** keys = copy_texts(scores_keys, scores_len);
    launch(run_echo_scores, (Job){CALLBACK, .texts = keys, .items = values, .count = scores_len});
}

THREAD(maybe, done(job->context, NULL, job->is_present ? &job->number : NULL))
void async_calls_jobs_maybe_async(const int64_t* value, async_calls_jobs_maybe_callback callback, void* context) {
    launch(run_maybe, (Job){CALLBACK, .is_present = value != NULL, .number = value == NULL ? 0 : *value});
}

THREAD(report, done(job->context, NULL, async_calls_jobs_Report_create(job->number, "report", NULL)))
void async_calls_jobs_report_async(int64_t id, async_calls_jobs_report_callback callback, void* context) {
    launch(run_report, (Job){CALLBACK, .number = id});
}

static Report** make_reports(Job* job) {
    Report** reports = probe_allocate(job->count * sizeof *reports);
    for (size_t index = 0; index < job->count; index++) {
        reports[index] = async_calls_jobs_Report_create((int64_t)index, "one of many", NULL);
    }
    /* The array is lent, the reports are the consumer's. */
    return job->items = reports;
}

THREAD(reports, done(job->context, NULL, make_reports(job), job->count))
void async_calls_jobs_reports_async(uint32_t count, async_calls_jobs_reports_callback callback, void* context) {
    launch(run_reports, (Job){CALLBACK, .count = count});
}

THREAD(find, done(job->context, NULL,
                  job->number < 0 ? NULL : async_calls_jobs_Report_create(job->number, "found", NULL)))
void async_calls_jobs_find_async(int64_t id, async_calls_jobs_find_callback callback, void* context) {
    launch(run_find, (Job){CALLBACK, .number = id});
}

THREAD(open_worker, done(job->context, NULL, async_calls_jobs_Worker_new(job->text, NULL)))
void async_calls_jobs_open_worker_async(
    const char* name,
    async_calls_jobs_open_worker_callback callback,
    void* context) {
    launch(run_open_worker, (Job){CALLBACK, .text = probe_text(name)});
}

static void fail(async_calls_jobs_fail_callback done, const Job* job) {
    async_calls_error error = {0, NULL};
    async_calls_error_set(&error, async_calls_jobs_JobError_Failed, job->text);
    done(job->context, &error, 0);
    async_calls_error_clear(&error);
}

THREAD(fail, fail(done, job))
void async_calls_jobs_fail_async(const char* message, async_calls_jobs_fail_callback callback, void* context) {
    launch(run_fail, (Job){CALLBACK, .text = probe_text(message)});
}

void async_calls_jobs_at_once_async(int32_t value, async_calls_jobs_at_once_callback callback, void* context) {
    callback(context, NULL, value);
}

static void run_task(async_calls_jobs_Worker_run_callback done, const Job* job) {
    async_calls_error error = {0, NULL};
    char text[128];
    if (strcmp(job->texts[1], "fail") == 0) {
        async_calls_error_set(&error, async_calls_jobs_JobError_Failed, "the task failed");
        done(job->context, &error, NULL);
        async_calls_error_clear(&error);
        return;
    }
    snprintf(text, sizeof text, "%s did %s", job->texts[0], job->texts[1]);
    done(job->context, NULL, text);
}

THREAD(Worker_run, run_task(done, job))
void async_calls_jobs_Worker_run_async(
    const Worker* self,
    const char* task,
    async_calls_jobs_Worker_run_callback callback,
    void* context) {
    const char* texts[] = {self->name, task};
    launch(run_Worker_run, (Job){CALLBACK, .texts = copy_texts(texts, 2), .count = 2});
}

int64_t async_calls_probe_live(async_calls_error* out_err) {
    (void)out_err;
    return probe_live();
}
