/*
 * From any thread to the thread of JavaScript: calls of callbacks that any thread may make, whose caller waits for the result,
 * and reports of calls that were refused. It rests on Node-API's thread-safe functions. Those must not be touched once the
 * environment goes away, so that every use is under a lock, and from that moment on callers get their default at once.
 */
#include "koine.h"

#include <stdlib.h>

#ifdef _WIN32
#define mutex_init(mutex) InitializeSRWLock(mutex)
#define mutex_lock(mutex) AcquireSRWLockExclusive(mutex)
#define mutex_unlock(mutex) ReleaseSRWLockExclusive(mutex)
#define condition_init(condition) InitializeConditionVariable(condition)
#define condition_wait(condition, mutex) SleepConditionVariableSRW(condition, mutex, INFINITE, 0)
#define condition_signal(condition) WakeConditionVariable(condition)
#define condition_end(condition) ((void)(condition))
#else
#define mutex_init(mutex) pthread_mutex_init(mutex, NULL)
#define mutex_lock(mutex) pthread_mutex_lock(mutex)
#define mutex_unlock(mutex) pthread_mutex_unlock(mutex)
#define condition_init(condition) pthread_cond_init(condition, NULL)
#define condition_wait(condition, mutex) pthread_cond_wait(condition, mutex)
#define condition_signal(condition) pthread_cond_signal(condition)
#define condition_end(condition) pthread_cond_destroy(condition)
#endif

/* A call that another thread waits for, or (block NULL) a report that nobody waits for. */
typedef struct Request {
  struct Request *next;
  struct Callback *callback;
  Refusal refusal;
  /* On the stack of the thread that waits: not to be touched once it has its answer. */
  uint8_t *block;
  /* Whether the process stays alive for it. */
  bool is_awaited;
  bool is_running;
  bool is_done;
  bool is_answered;
  /* Two: the thread that waits and the queue. Whoever is last frees. */
  int user_count;
  Condition done;
} Request;

/* One per environment; never freed, because any thread may still come. */
typedef struct Delivery {
  Mutex mutex;
  /* NULL before the first lasting callback and after the end. */
  napi_threadsafe_function function;
  bool is_closed;
  /* Used on the JavaScript thread only: whether the process stays alive for calls, and for how many reports. */
  bool is_kept;
  uint32_t awaited_count;
  napi_ref nothing;
  /* Calls that are waited for. */
  Request *waiting;
} Delivery;

/* Both with the lock held. */
static void leave(Request *request) {
  if (--request->user_count > 0) return;
  condition_end(&request->done);
  free(request);
}
static void finish(Request *request, bool is_answered) {
  if (request->is_done) return;
  request->is_done = true;
  request->is_answered = is_answered;
  condition_signal(&request->done);
}

/* With the lock held. */
static bool enqueue(Delivery *delivery, Request *request) {
  if (delivery->is_closed || delivery->function == NULL) return false;
  napi_status status = napi_call_threadsafe_function(delivery->function, request, napi_tsfn_nonblocking);
  /* SAFETY: after `closing` the function may be freed at any time. */
  if (status == napi_closing) delivery->function = NULL;
  return status == napi_ok;
}

bool koine_call_from_elsewhere(struct Callback *callback, uint8_t *block) {
  Delivery *delivery = koine_environment_of(callback)->delivery;
  Request *request = calloc(1, sizeof *request);
  if (request == NULL) return false;
  request->callback = callback;
  request->block = block;
  request->user_count = 2;
  condition_init(&request->done);
  mutex_lock(&delivery->mutex);
  /* Asked under the lock, so that a callback that closes finds every thread that waits. */
  if (!koine_is_open(callback) || !enqueue(delivery, request)) {
    request->user_count = 1;
    leave(request);
    mutex_unlock(&delivery->mutex);
    return false;
  }
  request->next = delivery->waiting;
  delivery->waiting = request;
  while (!request->is_done) condition_wait(&request->done, &delivery->mutex);
  for (Request **place = &delivery->waiting; *place != NULL; place = &(*place)->next)
    if (*place == request) {
      *place = request->next;
      break;
    }
  bool is_answered = request->is_answered;
  leave(request);
  mutex_unlock(&delivery->mutex);
  return is_answered;
}

void koine_report(struct Callback *callback, Refusal refusal) {
  if (!koine_must_report(callback, refusal)) return;
  Environment *environment = koine_environment_of(callback);
  Delivery *delivery = environment->delivery;
  Request *request = calloc(1, sizeof *request);
  if (request == NULL) return;
  request->callback = callback;
  request->refusal = refusal;
  request->user_count = 1;
  condition_init(&request->done);
  mutex_lock(&delivery->mutex);
  request->is_awaited = koine_current_thread() == environment->thread;
  if (!enqueue(delivery, request))
    leave(request);
  else if (request->is_awaited && delivery->awaited_count++ == 0)
    napi_ref_threadsafe_function(environment->env, delivery->function);
  mutex_unlock(&delivery->mutex);
}

/* With the lock held, on the JavaScript thread. */
static void stop_awaiting(napi_env env, Delivery *delivery) {
  if (--delivery->awaited_count > 0 || delivery->is_kept || delivery->function == NULL || env == NULL) return;
  napi_unref_threadsafe_function(env, delivery->function);
}

static void deliver_report(napi_env env, napi_value report, const Request *request) {
  napi_value values[2], receiver, result;
  if (env == NULL || report == NULL) return;
  values[0] = koine_make_address(env, (uintptr_t)request->callback);
  napi_create_uint32(env, request->refusal, &values[1]);
  if (napi_get_undefined(env, &receiver) != napi_ok) return;
  napi_call_function(env, receiver, report, 2, values, &result);
}

/* Runs on the JavaScript thread for each request; `env` is NULL while the environment goes away. */
static void deliver(napi_env env, napi_value report, void *context, void *data) {
  Delivery *delivery = ((Environment *)context)->delivery;
  Request *request = data;
  mutex_lock(&delivery->mutex);
  bool is_call = request->block != NULL;
  bool must_run = is_call && env != NULL && !request->is_done && koine_environment_of(request->callback)->is_alive &&
                  koine_take_block(request->callback, request->block);
  request->is_running = must_run;
  if (is_call && !must_run) finish(request, false);
  mutex_unlock(&delivery->mutex);
  bool has_run = must_run && koine_run(request->callback);
  if (!is_call) deliver_report(env, report, request);
  mutex_lock(&delivery->mutex);
  /* Meanwhile the environment may have begun to close, and the block be gone. */
  if (must_run && !request->is_done) {
    koine_answer(request->callback, request->block, has_run);
    finish(request, true);
  }
  if (request->is_awaited) stop_awaiting(env, delivery);
  leave(request);
  mutex_unlock(&delivery->mutex);
}

static void forget_function(napi_env env, void *data, void *hint) {
  Environment *environment = data;
  mutex_lock(&environment->delivery->mutex);
  environment->delivery->function = NULL;
  mutex_unlock(&environment->delivery->mutex);
}

void koine_dismiss(struct Callback *callback) {
  Delivery *delivery = koine_environment_of(callback)->delivery;
  mutex_lock(&delivery->mutex);
  for (Request *request = delivery->waiting; request != NULL; request = request->next)
    if (request->callback == callback && !request->is_running) finish(request, false);
  mutex_unlock(&delivery->mutex);
}

void koine_close_delivery(Environment *environment) {
  Delivery *delivery = environment->delivery;
  mutex_lock(&delivery->mutex);
  delivery->is_closed = true;
  delivery->function = NULL;
  for (Request *request = delivery->waiting; request != NULL; request = request->next) finish(request, false);
  mutex_unlock(&delivery->mutex);
}

void koine_run_what_waits(Environment *environment) {
  napi_env env = environment->env;
  napi_ref reference = environment->delivery->nothing;
  napi_handle_scope scope;
  napi_value function, result;
  if (reference == NULL || !environment->is_alive || napi_open_handle_scope(env, &scope) != napi_ok) return;
  if (napi_get_reference_value(env, reference, &function) == napi_ok)
    napi_make_callback(env, NULL, function, function, 0, NULL, &result);
  napi_close_handle_scope(env, scope);
}

/* openDelivery(report: (record, refusal) => void, nothing: () => void): void — it does not keep the process alive. */
static napi_value open_delivery(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(2);
  Delivery *delivery = environment->delivery;
  napi_value name;
  napi_threadsafe_function function = NULL;
  if (napi_create_string_utf8(env, "koine", NAPI_AUTO_LENGTH, &name) != napi_ok ||
      napi_create_reference(env, arguments[1], 1, &delivery->nothing) != napi_ok ||
      napi_create_threadsafe_function(env, arguments[0], NULL, name, 0, 1, environment, forget_function, environment,
                                      deliver, &function) != napi_ok)
    return koine_throw(env, "openDelivery: expected two functions");
  if (!delivery->is_kept) napi_unref_threadsafe_function(env, function);
  mutex_lock(&delivery->mutex);
  if (!delivery->is_closed) delivery->function = function;
  mutex_unlock(&delivery->mutex);
  return NULL;
}

/* keepAlive(isKept: boolean): void — whether the process waits for calls from other threads. */
static napi_value keep_alive(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(1);
  Delivery *delivery = environment->delivery;
  if (napi_get_value_bool(env, arguments[0], &delivery->is_kept) != napi_ok || delivery->function == NULL) return NULL;
  if (delivery->is_kept)
    napi_ref_threadsafe_function(env, delivery->function);
  else if (delivery->awaited_count == 0)
    napi_unref_threadsafe_function(env, delivery->function);
  return NULL;
}

/* closeDelivery(): void — for the moment before the process ends, when threads may be joined that wait. */
static napi_value close_delivery(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(1);
  (void)arguments;
  koine_close_delivery(environment);
  return NULL;
}

void koine_export_delivery(napi_env env, napi_value exports, Environment *environment) {
  static const Export list[] = {
      {"openDelivery", open_delivery},
      {"keepAlive", keep_alive},
      {"closeDelivery", close_delivery},
  };
  environment->delivery = calloc(1, sizeof *environment->delivery);
  if (environment->delivery == NULL) {
    koine_throw(env, "out of memory");
    return;
  }
  mutex_init(&environment->delivery->mutex);
  koine_export(env, exports, environment, list, sizeof list / sizeof *list);
}
