/*
 * Native code calls JavaScript. A thunk (machine code, engine/thunk) or a libffi closure stores its arguments in a block on its
 * stack and calls `koine_enter_javascript`, which hands the block to a JavaScript function through memory that both see and
 * takes the result back from there. Outside of calls that expect it, after release and after clean-up began the default result is given. Calls from
 * other threads go through delivery.c, or get the default.
 */
#include "koine.h"

#include <stdlib.h>
#include <string.h>

typedef struct Callback {
  Environment *environment;
  struct Callback *next;
  napi_ref function;
  /* The same for the short way (direct-entry.c); one of the two is NULL. */
  void *kept_function;
  /* Memory that JavaScript reads the block from and writes the result to, which is the block's beginning. */
  uint8_t *memory;
  uint32_t block_size;
  uint32_t result_size;
  bool is_released;
  /* Word 0 is not zero while native code may call JavaScript. At other times V8 may be inside a fast call, which it
   * forbids to leave that way. Word 1 counts calls that could not be entered for want of stack. Word 3 is not zero while
   * JavaScript waits for a call of native code. All are used on the JavaScript thread only. */
  int32_t *live;
  /* Zero while the callback is released; NULL for callbacks that only JavaScript tells apart. JavaScript thread only. */
  const int32_t *state;
  bool takes_any_thread;
  /* Not zero while other threads may call; they must not read `state`. */
  uint32_t is_open;
  /* Refusals that JavaScript was told of. */
  uint32_t reported;
  /* Calls that were answered with the default; JavaScript reports them. */
  uint32_t refused_count;
  uint8_t default_result[];
} Callback;

/* Most blocks and results are this small; a call of `memcpy` takes as long as the rest of its surroundings. */
static inline void copy_words(uint8_t *to, const uint8_t *from, uint32_t size) {
  if (size == 16)
    memcpy(to, from, 16);
  else if (size == 8)
    memcpy(to, from, 8);
  else
    memcpy(to, from, size);
}

/* Clears what is pending, so that native code never runs with a JavaScript exception set. The JavaScript side catches
 * everything that user code throws; what is left is a failure to start it (no stack left, the worker is being stopped). */
static void clear_exception(napi_env env) {
  bool is_pending = false;
  napi_value exception;
  if (napi_is_exception_pending(env, &is_pending) == napi_ok && is_pending)
    napi_get_and_clear_last_exception(env, &exception);
}

static bool call_javascript(Callback *callback) {
  if (callback->kept_function != NULL) return koine_enter_directly(callback->environment, callback->kept_function);
  napi_env env = callback->environment->env;
  napi_handle_scope scope;
  if (napi_open_handle_scope(env, &scope) != napi_ok) return false;
  napi_value function, receiver, result;
  bool is_done = napi_get_reference_value(env, callback->function, &function) == napi_ok &&
                 napi_get_undefined(env, &receiver) == napi_ok &&
                 napi_call_function(env, receiver, function, 0, NULL, &result) == napi_ok;
  if (!is_done) clear_exception(env);
  napi_close_handle_scope(env, scope);
  return is_done;
}

Environment *koine_environment_of(Callback *callback) { return callback->environment; }

bool koine_is_open(struct Callback *callback) { return koine_read(&callback->is_open) != 0; }

bool koine_must_report(Callback *callback, Refusal refusal) {
  if ((koine_read(&callback->reported) & refusal) != 0) return false;
  koine_set(&callback->reported, refusal);
  return true;
}

/* While a coroutine runs, JavaScript waits for a call that it may not be entered from: native code came here on a stack that it
 * made itself. */
static bool may_enter(const Callback *callback) {
  return callback->environment->is_alive && !callback->is_released && callback->live[0] != 0 &&
         (callback->state == NULL || *callback->state != 0) &&
         (callback->environment->coroutines == NULL || !koine_runs_coroutine(callback->environment));
}

/* Why `may_enter` said no. */
static Refusal reason_for(const Callback *callback) {
  bool is_released = callback->is_released || (callback->state != NULL && *callback->state == 0);
  return !is_released && koine_runs_coroutine(callback->environment) ? REFUSED_STACK : REFUSED_LATE;
}

static void answer_with_default(Callback *callback, uint8_t *block) {
  koine_raise(&callback->refused_count);
  memcpy(block, callback->default_result, callback->result_size);
}

static void refuse(Callback *callback, uint8_t *block, Refusal refusal) {
  answer_with_default(callback, block);
  koine_report(callback, refusal);
}

void koine_refuse(Callback *callback, bool is_stack_full) {
  answer_with_default(callback, callback->memory);
  if (is_stack_full) callback->live[1]++;
}

bool koine_take_block(Callback *callback, const uint8_t *block) {
  bool may = may_enter(callback);
  if (may) memcpy(callback->memory, block, callback->block_size);
  return may;
}

bool koine_run(Callback *callback) { return call_javascript(callback); }

void koine_answer(Callback *callback, uint8_t *block, bool has_run) {
  copy_words(block, has_run ? callback->memory : callback->default_result, callback->result_size);
}

void *koine_copy_result(const Callback *callback) {
  void *copy = malloc(callback->result_size + 1);
  if (copy != NULL) memcpy(copy, callback->memory, callback->result_size);
  return copy;
}

void koine_restore_result(Callback *callback, void *copy) {
  if (copy != NULL) memcpy(callback->memory, copy, callback->result_size);
  free(copy);
}

/* Called by thunks, on any thread, unless the thunk ran on the stack of a coroutine and went to JavaScript by itself. */
void koine_enter_javascript(Callback *callback, uint8_t *block) {
  Environment *environment = callback->environment;
  if (koine_current_thread() != environment->thread) {
    if (!callback->takes_any_thread)
      refuse(callback, block, REFUSED_THREAD);
    else if (!koine_call_from_elsewhere(callback, block))
      refuse(callback, block, REFUSED_LATE);
    return;
  }
  if (!may_enter(callback)) {
    refuse(callback, block, reason_for(callback));
    return;
  }
  bool is_outermost = callback->live[3] == 0;
  copy_words(callback->memory, block, callback->block_size);
  bool has_run = call_javascript(callback);
  koine_answer(callback, block, has_run);
  if (!has_run) {
    koine_raise(&callback->refused_count);
    callback->live[1]++;
  }
  /* Only now: what runs there may use the memory. */
  if (is_outermost && callback->state != NULL) koine_run_what_waits(environment);
}

/* createCallback(function, memory: address, blockSize, defaultResult: Uint8Array, live: address, state: address,
 * takesAnyThread): address of the record */
static napi_value create_callback(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(7);
  uintptr_t memory = 0, live = 0, state = 0;
  bool takes_any_thread = false;
  uint32_t block_size = 0;
  void *default_result = NULL;
  size_t result_size = 0;
  if (!koine_get_address(env, arguments[1], &memory) || !koine_get_address(env, arguments[4], &live) ||
      !koine_get_address(env, arguments[5], &state) ||
      napi_get_value_bool(env, arguments[6], &takes_any_thread) != napi_ok ||
      napi_get_value_uint32(env, arguments[2], &block_size) != napi_ok ||
      napi_get_typedarray_info(env, arguments[3], NULL, &result_size, &default_result, NULL, NULL) != napi_ok ||
      result_size > block_size)
    return koine_throw(env, "createCallback: expected a function, an address, a size, bytes, two addresses and a boolean");
  Callback *callback = calloc(1, sizeof *callback + result_size);
  if (callback == NULL) return koine_throw(env, "out of memory");
  napi_valuetype type = napi_undefined;
  napi_typeof(env, arguments[0], &type);
  if (type == napi_function) callback->kept_function = koine_keep_function(environment, arguments[0]);
  if (callback->kept_function == NULL && napi_create_reference(env, arguments[0], 1, &callback->function) != napi_ok) {
    free(callback);
    return koine_throw(env, "createCallback: expected a function");
  }
  callback->environment = environment;
  callback->memory = (uint8_t *)memory;
  callback->block_size = block_size;
  callback->result_size = (uint32_t)result_size;
  callback->live = (int32_t *)live;
  callback->state = (const int32_t *)state;
  callback->takes_any_thread = takes_any_thread;
  if (result_size > 0) memcpy(callback->default_result, default_result, result_size);
  callback->next = environment->callbacks;
  environment->callbacks = callback;
  return koine_make_address(env, (uintptr_t)callback);
}

static void release(Callback *callback) {
  if (callback->is_released) return;
  callback->is_released = true;
  if (callback->kept_function != NULL)
    koine_drop_function(callback->environment, callback->kept_function);
  else
    napi_delete_reference(callback->environment->env, callback->function);
  callback->kept_function = NULL;
  callback->function = NULL;
}

/* releaseCallback(record): void — the record stays: native code that kept the thunk gets the default from now on. */
static napi_value release_callback(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(1);
  uintptr_t address = 0;
  if (!koine_get_address(env, arguments[0], &address) || address == 0)
    return koine_throw(env, "releaseCallback: expected a record");
  release((Callback *)address);
  return NULL;
}

/* openToThreads(record, isOpen: boolean): void — threads that wait for a callback that closes get the default at once, so that
 * native code may stop them next. */
static napi_value open_to_threads(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(2);
  uintptr_t address = 0;
  bool is_open = false;
  if (!koine_get_address(env, arguments[0], &address) || address == 0 ||
      napi_get_value_bool(env, arguments[1], &is_open) != napi_ok)
    return koine_throw(env, "openToThreads: expected a record and a boolean");
  Callback *callback = (Callback *)address;
  if (is_open)
    koine_set(&callback->is_open, 1);
  else {
    koine_clear(&callback->is_open, 1);
    koine_dismiss(callback);
  }
  return NULL;
}

/* refusedCallCount(record): number — calls answered with the default because JavaScript could not be entered. */
static napi_value refused_call_count(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(1);
  uintptr_t address = 0;
  napi_value result = NULL;
  if (!koine_get_address(env, arguments[0], &address) || address == 0)
    return koine_throw(env, "refusedCallCount: expected a record");
  napi_create_uint32(env, koine_read(&((Callback *)address)->refused_count), &result);
  return result;
}

void koine_release_callbacks(Environment *environment) {
  for (Callback *callback = environment->callbacks; callback != NULL; callback = callback->next) release(callback);
}

/* callbackEntry(): address — what a thunk calls. */
static napi_value callback_entry(napi_env env, napi_callback_info info) {
  return koine_make_address(env, (uintptr_t)koine_enter_javascript);
}

void koine_export_callback(napi_env env, napi_value exports, Environment *environment) {
  static const Export list[] = {
      {"createCallback", create_callback},
      {"releaseCallback", release_callback},
      {"refusedCallCount", refused_call_count},
      {"openToThreads", open_to_threads},
      {"callbackEntry", callback_entry},
  };
  koine_export(env, exports, environment, list, sizeof list / sizeof *list);
}
