/*
 * Native code calls JavaScript. A thunk (machine code, engine/thunk) stores its arguments in a block on its stack and calls
 * `enter_javascript`, which hands the block to a JavaScript function through memory that both see and takes the result back
 * from there. On a wrong thread, outside of calls that expect it, after release and after clean-up began the
 * default result is given.
 */
#include "koine.h"

#include <stdlib.h>
#include <string.h>

typedef struct Callback {
  Environment *environment;
  struct Callback *next;
  napi_ref function;
  /* Memory that JavaScript reads the block from and writes the result to, which is the block's beginning. */
  uint8_t *memory;
  uint32_t block_size;
  uint32_t result_size;
  bool is_released;
  /* Word 0 is not zero while native code may call JavaScript. At other times V8 may be inside a fast call, which it
   * forbids to leave that way. Word 1 counts calls that could not be entered for want of stack. Both are used on the
   * JavaScript thread only. */
  int32_t *live;
  /* Calls that were answered with the default; JavaScript reports them. */
  uint32_t refused_count;
  uint8_t default_result[];
} Callback;

/* Clears what is pending, so that native code never runs with a JavaScript exception set. The JavaScript side catches
 * everything that user code throws; what is left is a failure to start it (no stack left, the worker is being stopped). */
static void clear_exception(napi_env env) {
  bool is_pending = false;
  napi_value exception;
  if (napi_is_exception_pending(env, &is_pending) == napi_ok && is_pending)
    napi_get_and_clear_last_exception(env, &exception);
}

static bool call_javascript(Callback *callback) {
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

static void answer_with_default(Callback *callback, uint8_t *block) {
  koine_raise(&callback->refused_count);
  memcpy(block, callback->default_result, callback->result_size);
}

void koine_refuse(Callback *callback, bool is_stack_full) {
  answer_with_default(callback, callback->memory);
  if (is_stack_full) callback->live[1]++;
}

/* Called by thunks, on any thread, unless the thunk ran on the stack of a coroutine and went to JavaScript by itself. */
static void enter_javascript(Callback *callback, uint8_t *block) {
  Environment *environment = callback->environment;
  /* While a coroutine runs, JavaScript waits for a call that it may not be entered from: native code came here on a stack
   * that it made itself. */
  if (koine_current_thread() != environment->thread || !environment->is_alive || callback->is_released ||
      callback->live[0] == 0 || koine_runs_coroutine(environment)) {
    answer_with_default(callback, block);
    return;
  }
  memcpy(callback->memory, block, callback->block_size);
  if (call_javascript(callback))
    memcpy(block, callback->memory, callback->result_size);
  else {
    answer_with_default(callback, block);
    callback->live[1]++;
  }
}

/* createCallback(function, memory: address, blockSize, defaultResult: Uint8Array, live: address): address of the record */
static napi_value create_callback(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(5);
  uintptr_t memory = 0, live = 0;
  uint32_t block_size = 0;
  void *default_result = NULL;
  size_t result_size = 0;
  if (!koine_get_address(env, arguments[1], &memory) || !koine_get_address(env, arguments[4], &live) ||
      napi_get_value_uint32(env, arguments[2], &block_size) != napi_ok ||
      napi_get_typedarray_info(env, arguments[3], NULL, &result_size, &default_result, NULL, NULL) != napi_ok ||
      result_size > block_size)
    return koine_throw(env, "createCallback: expected a function, an address, a size, bytes and an address");
  Callback *callback = calloc(1, sizeof *callback + result_size);
  if (callback == NULL) return koine_throw(env, "out of memory");
  if (napi_create_reference(env, arguments[0], 1, &callback->function) != napi_ok) {
    free(callback);
    return koine_throw(env, "createCallback: expected a function");
  }
  callback->environment = environment;
  callback->memory = (uint8_t *)memory;
  callback->block_size = block_size;
  callback->result_size = (uint32_t)result_size;
  callback->live = (int32_t *)live;
  if (result_size > 0) memcpy(callback->default_result, default_result, result_size);
  callback->next = environment->callbacks;
  environment->callbacks = callback;
  return koine_make_address(env, (uintptr_t)callback);
}

static void release(Callback *callback) {
  if (callback->is_released) return;
  callback->is_released = true;
  napi_delete_reference(callback->environment->env, callback->function);
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
  return koine_make_address(env, (uintptr_t)enter_javascript);
}

void koine_export_callback(napi_env env, napi_value exports, Environment *environment) {
  static const Export list[] = {
      {"createCallback", create_callback},
      {"releaseCallback", release_callback},
      {"refusedCallCount", refused_call_count},
      {"callbackEntry", callback_entry},
  };
  koine_export(env, exports, environment, list, sizeof list / sizeof *list);
}
