/*
 * Calls of C functions whose values are all numbers, without machine code of their own: the first calls of a function, which would
 * otherwise wait for its wrapper and its stub to be made. What is not plainly a number of its type is left to the wrapper,
 * which has the words for it (koine/src/function/number-call.ts).
 */
#include "register-call.h"

#include <stdlib.h>

typedef struct {
  /* Where JavaScript has written the address of the function. */
  const uintptr_t *target;
  uint8_t count;
  uint8_t result;
  uint8_t kinds[MOST_VALUES];
} Shape;

/* Puts an argument into the next register of its kind; false where it is no number that the kind accepts. */
static bool put_argument(napi_env env, napi_value value, Kind kind, Registers *registers) {
  static const struct {
    double least, most;
  } ranges[] = {[I8] = {-128, 127},        [U8] = {0, 255},
                [I16] = {-32768, 32767},   [U16] = {0, 65535},
                [I32] = {INT32_MIN, INT32_MAX}, [U32] = {0, UINT32_MAX}};
  double number = 0;
  if (napi_get_value_double(env, value, &number) != napi_ok) return false;
  if (kind == F64 || kind == F32) {
    put_float(registers, kind, number);
    return true;
  }
  /* NaN is in no range. */
  if (!(number >= ranges[kind].least && number <= ranges[kind].most)) return false;
  int64_t whole = (int64_t)number;
  put_word(registers, (uint64_t)whole);
  return (double)whole == number;
}

/* (...values) => number | undefined, or null where nothing was called. */
static napi_value call_with_numbers(napi_env env, napi_callback_info info) {
  napi_value values[MOST_VALUES], nothing = NULL;
  size_t count = MOST_VALUES;
  void *data = NULL;
  if (napi_get_cb_info(env, info, &count, values, NULL, &data) != napi_ok) return NULL;
  const Shape *shape = data;
  Registers registers = {0};
  bool is_accepted = count == shape->count;
  for (size_t index = 0; is_accepted && index < count; index++)
    is_accepted = put_argument(env, values[index], shape->kinds[index], &registers);
  if (is_accepted) return call_registers(env, *shape->target, shape->result, &registers);
  napi_get_null(env, &nothing);
  return nothing;
}

/* Ends with its function, at the latest when the environment does. */
static void free_shape(napi_env env, void *shape, void *hint) {
  (void)env, (void)hint;
  free(shape);
}

/*
 * makeNumberCall(target: address, kinds: Uint8Array): function — `target` is where the address of the function is; the kinds are
 * that of the result, then those of the arguments: at most six integers and eight floats.
 */
static napi_value make_number_call(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(2);
  uintptr_t target = 0;
  void *kinds = NULL;
  size_t count = 0;
  if (!koine_get_address(env, arguments[0], &target) || target == 0 ||
      napi_get_typedarray_info(env, arguments[1], NULL, &count, &kinds, NULL, NULL) != napi_ok || count < 1 ||
      count > 1 + MOST_VALUES)
    return koine_throw(env, "makeNumberCall: expected an address and the kinds of the values");
  Shape *shape = calloc(1, sizeof *shape);
  if (shape == NULL) return koine_throw(env, "out of memory");
  shape->target = (const uintptr_t *)target;
  shape->count = (uint8_t)(count - 1);
  shape->result = *(const uint8_t *)kinds;
  memcpy(shape->kinds, (const uint8_t *)kinds + 1, count - 1);
  napi_value function = NULL;
  napi_status status = napi_create_function(env, "call", NAPI_AUTO_LENGTH, call_with_numbers, shape, &function);
  if (status == napi_ok) status = napi_add_finalizer(env, function, shape, free_shape, NULL, NULL);
  /* SAFETY: without its finalizer the function is handed to nobody. */
  if (status != napi_ok) {
    free(shape);
    return koine_throw(env, "makeNumberCall: the runtime made no function");
  }
  return function;
}

void koine_export_number_call(napi_env env, napi_value exports, Environment *environment) {
  static const Export list[] = {{"makeNumberCall", make_number_call}};
  koine_export(env, exports, environment, list, sizeof list / sizeof *list);
}
