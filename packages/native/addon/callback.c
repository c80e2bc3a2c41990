/*
 * Native code calls JavaScript. A thunk (machine code, engine/thunk) saves the argument registers and calls
 * `enter_javascript`, which hands them to a JavaScript function through the environment's callback slots and takes the
 * result back from there. On a wrong thread, outside of calls that expect it, after release and after clean-up began the
 * default result is given.
 */
#include "koine.h"

#include <stdlib.h>
#include <string.h>

/* Registers at the entry of a thunk: 6 integer and 8 floating (System V psABI 3.2.3). */
enum { REGISTER_COUNT = 14, RESULT_COUNT = 4 };

typedef struct Callback {
  Environment *environment;
  struct Callback *next;
  napi_ref function;
  /* Slots that JavaScript reads (registers, then stack words) and writes (slots 0 to 3: integer, then floating results). */
  uint64_t *slots;
  uint32_t stack_word_count;
  bool is_released;
  /* Word 0 is not zero while native code may call JavaScript. At other times V8 may be inside a fast call, which it
   * forbids to leave that way. Word 1 counts calls that could not be entered for want of stack. Both are used on the
   * JavaScript thread only. */
  int32_t *live;
  /* Calls that were answered with the default; JavaScript reports them. */
  uint32_t refused_count;
  uint64_t default_result[RESULT_COUNT];
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

/* Called by thunks. `registers`: REGISTER_COUNT words; `stack`: the caller's stack arguments; `result`: RESULT_COUNT words. */
static void enter_javascript(Callback *callback, const uint64_t *registers, const uint64_t *stack, uint64_t *result) {
  Environment *environment = callback->environment;
  if (koine_current_thread() != environment->thread || !environment->is_alive || callback->is_released ||
      callback->live[0] == 0) {
    koine_raise(&callback->refused_count);
    memcpy(result, callback->default_result, sizeof callback->default_result);
    return;
  }
  memcpy(callback->slots, registers, REGISTER_COUNT * sizeof *registers);
  memcpy(callback->slots + REGISTER_COUNT, stack, callback->stack_word_count * sizeof *stack);
  if (call_javascript(callback))
    memcpy(result, callback->slots, RESULT_COUNT * sizeof *result);
  else {
    koine_raise(&callback->refused_count);
    callback->live[1]++;
    memcpy(result, callback->default_result, sizeof callback->default_result);
  }
}

/* createCallback(function, slots: address, stackWordCount, defaultResult: BigUint64Array(4), live: address): address of the
 * record */
static napi_value create_callback(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(5);
  Callback *callback = calloc(1, sizeof *callback);
  uintptr_t slots = 0, live = 0;
  void *default_result = NULL;
  size_t length = 0;
  if (callback == NULL) return koine_throw(env, "out of memory");
  if (!koine_get_address(env, arguments[1], &slots) || !koine_get_address(env, arguments[4], &live) ||
      napi_get_value_uint32(env, arguments[2], &callback->stack_word_count) != napi_ok ||
      napi_get_typedarray_info(env, arguments[3], NULL, &length, &default_result, NULL, NULL) != napi_ok ||
      length != RESULT_COUNT || napi_create_reference(env, arguments[0], 1, &callback->function) != napi_ok) {
    free(callback);
    return koine_throw(env, "createCallback: expected a function, an address, a count, four words and an address");
  }
  callback->environment = environment;
  callback->slots = (uint64_t *)slots;
  callback->live = (int32_t *)live;
  memcpy(callback->default_result, default_result, sizeof callback->default_result);
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
