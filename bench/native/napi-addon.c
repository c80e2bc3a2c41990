/*
 * What a careful programmer writes by hand with Node-API: one native function per C function, arguments converted by
 * napi_get_value_*, wrong types answered with a TypeError. The lower bound for every FFI that converts its arguments
 * through Node-API. One environment per process is assumed: the benchmark has no worker threads.
 */
#define NAPI_VERSION 8
#include <dlfcn.h>
#include <node_api.h>
#include <stdbool.h>

#include "workloads.h"

#define ARGUMENTS(expected)                                             \
  napi_value arguments[expected];                                       \
  size_t argument_count = expected;                                     \
  napi_get_cb_info(env, info, &argument_count, arguments, NULL, NULL)

#define FUNCTION(name) static napi_value name##_function(napi_env env, napi_callback_info info)

static int32_t to_int(napi_env env, napi_value value) {
  int32_t result = 0;
  if (napi_get_value_int32(env, value, &result) != napi_ok) napi_throw_type_error(env, NULL, "expected an int");
  return result;
}

static double to_double(napi_env env, napi_value value) {
  double result = 0;
  if (napi_get_value_double(env, value, &result) != napi_ok) napi_throw_type_error(env, NULL, "expected a number");
  return result;
}

static void *to_address(napi_env env, napi_value view) {
  void *result = NULL;
  if (napi_get_typedarray_info(env, view, NULL, NULL, &result, NULL, NULL) != napi_ok)
    napi_throw_type_error(env, NULL, "expected a typed array");
  return result;
}

static napi_value from_int(napi_env env, int32_t value) {
  napi_value result;
  napi_create_int32(env, value, &result);
  return result;
}

static napi_value from_double(napi_env env, double value) {
  napi_value result;
  napi_create_double(env, value, &result);
  return result;
}

/* ---- scalars ---- */

FUNCTION(nop) {
  (void)env, (void)info;
  nop();
  return NULL;
}

FUNCTION(add_i32) {
  ARGUMENTS(2);
  return from_int(env, add_i32(to_int(env, arguments[0]), to_int(env, arguments[1])));
}

FUNCTION(add_u8) {
  ARGUMENTS(2);
  return from_int(env, add_u8((uint8_t)to_int(env, arguments[0]), (uint8_t)to_int(env, arguments[1])));
}

FUNCTION(add_f64) {
  ARGUMENTS(2);
  return from_double(env, add_f64(to_double(env, arguments[0]), to_double(env, arguments[1])));
}

FUNCTION(add_i64_number) {
  ARGUMENTS(2);
  int64_t a = 0, b = 0;
  napi_value result;
  if (napi_get_value_int64(env, arguments[0], &a) != napi_ok || napi_get_value_int64(env, arguments[1], &b) != napi_ok)
    napi_throw_type_error(env, NULL, "expected a number");
  napi_create_int64(env, add_i64(a, b), &result);
  return result;
}

FUNCTION(add_i64_bigint) {
  ARGUMENTS(2);
  int64_t a = 0, b = 0;
  bool lossless;
  napi_value result;
  if (napi_get_value_bigint_int64(env, arguments[0], &a, &lossless) != napi_ok ||
      napi_get_value_bigint_int64(env, arguments[1], &b, &lossless) != napi_ok)
    napi_throw_type_error(env, NULL, "expected a bigint");
  napi_create_bigint_int64(env, add_i64(a, b), &result);
  return result;
}

FUNCTION(mix8) {
  ARGUMENTS(8);
  return from_double(env, mix8(to_int(env, arguments[0]), to_double(env, arguments[1]), to_int(env, arguments[2]),
                               to_double(env, arguments[3]), to_int(env, arguments[4]), to_double(env, arguments[5]),
                               to_int(env, arguments[6]), to_double(env, arguments[7])));
}

FUNCTION(add12) {
  ARGUMENTS(12);
  int v[12];
  for (int index = 0; index < 12; index++) v[index] = to_int(env, arguments[index]);
  return from_int(env, add12(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10], v[11]));
}

/* ---- strings and memory ---- */

FUNCTION(text_length) {
  ARGUMENTS(1);
  char text[256];
  size_t length;
  if (napi_get_value_string_utf8(env, arguments[0], text, sizeof text, &length) != napi_ok) {
    napi_throw_type_error(env, NULL, "expected a string");
    return NULL;
  }
  return from_double(env, (double)text_length(text));
}

FUNCTION(get_text) {
  (void)info;
  napi_value result;
  napi_create_string_utf8(env, get_text(), NAPI_AUTO_LENGTH, &result);
  return result;
}

FUNCTION(sum_bytes) {
  ARGUMENTS(2);
  const uint8_t *bytes = to_address(env, arguments[0]);
  return from_int(env, sum_bytes(bytes, (size_t)to_int(env, arguments[1])));
}

FUNCTION(out_int) {
  (void)info;
  int result;
  out_int(&result);
  return from_int(env, result);
}

FUNCTION(out_int_array) {
  ARGUMENTS(1);
  int *result = to_address(env, arguments[0]);
  if (result != NULL) out_int(result);
  return NULL;
}

/* ---- structs: plain objects read and made member by member, and typed arrays as their memory ---- */

static double get_member(napi_env env, napi_value object, const char *name) {
  napi_value member;
  if (napi_get_named_property(env, object, name, &member) != napi_ok) {
    napi_throw_type_error(env, NULL, "expected an object");
    return 0;
  }
  return to_double(env, member);
}

static napi_value create_object(napi_env env, size_t count, const char *const *names, const double *values) {
  napi_value object;
  napi_create_object(env, &object);
  for (size_t index = 0; index < count; index++)
    napi_set_named_property(env, object, names[index], from_double(env, values[index]));
  return object;
}

static struct vec2 to_vec2(napi_env env, napi_value object) {
  return (struct vec2){get_member(env, object, "x"), get_member(env, object, "y")};
}

static struct color to_color(napi_env env, napi_value object) {
  return (struct color){(float)get_member(env, object, "r"), (float)get_member(env, object, "g"),
                        (float)get_member(env, object, "b"), (float)get_member(env, object, "a")};
}

static struct triple to_triple(napi_env env, napi_value object) {
  return (struct triple){get_member(env, object, "x"), get_member(env, object, "y"), get_member(env, object, "z")};
}

FUNCTION(vec2_add_objects) {
  ARGUMENTS(2);
  struct vec2 sum = vec2_add(to_vec2(env, arguments[0]), to_vec2(env, arguments[1]));
  return create_object(env, 2, (const char *[]){"x", "y"}, (double[]){sum.x, sum.y});
}

FUNCTION(color_add_objects) {
  ARGUMENTS(2);
  struct color sum = color_add(to_color(env, arguments[0]), to_color(env, arguments[1]));
  return create_object(env, 4, (const char *[]){"r", "g", "b", "a"}, (double[]){sum.r, sum.g, sum.b, sum.a});
}

FUNCTION(triple_add_objects) {
  ARGUMENTS(2);
  struct triple sum = triple_add(to_triple(env, arguments[0]), to_triple(env, arguments[1]));
  return create_object(env, 3, (const char *[]){"x", "y", "z"}, (double[]){sum.x, sum.y, sum.z});
}

#define ADD_VIEWS(type)                                                                            \
  FUNCTION(type##_add_views) {                                                                     \
    ARGUMENTS(3);                                                                                  \
    const struct type *a = to_address(env, arguments[0]), *b = to_address(env, arguments[1]);      \
    struct type *result = to_address(env, arguments[2]);                                           \
    if (a != NULL && b != NULL && result != NULL) *result = type##_add(*a, *b);                    \
    return NULL;                                                                                   \
  }

ADD_VIEWS(vec2)
ADD_VIEWS(color)
ADD_VIEWS(triple)

FUNCTION(vec2_sum) {
  ARGUMENTS(1);
  const struct vec2 *a = to_address(env, arguments[0]);
  return a == NULL ? NULL : from_double(env, vec2_sum(a));
}

/* ---- callbacks: called only while the native function runs, so a handle of that call is enough ---- */

static struct {
  napi_env env;
  napi_value function, receiver;
} current;

static int call_current(size_t count, const int *values) {
  napi_handle_scope scope;
  napi_value arguments[2], result;
  int answer = 0;
  napi_open_handle_scope(current.env, &scope);
  for (size_t index = 0; index < count; index++) arguments[index] = from_int(current.env, values[index]);
  if (napi_call_function(current.env, current.receiver, current.function, count, arguments, &result) == napi_ok)
    answer = to_int(current.env, result);
  napi_close_handle_scope(current.env, scope);
  return answer;
}

static void set_current(napi_env env, napi_value function) {
  current.env = env;
  current.function = function;
  napi_get_undefined(env, &current.receiver);
}

static int on_callback(int value) { return call_current(1, &value); }

static int on_compare(const void *left, const void *right) {
  return call_current(2, (int[]){*(const int *)left, *(const int *)right});
}

FUNCTION(run_callback) {
  ARGUMENTS(2);
  set_current(env, arguments[0]);
  return from_double(env, (double)run_callback(on_callback, to_int(env, arguments[1])));
}

FUNCTION(sort_ints) {
  ARGUMENTS(3);
  int *values = to_address(env, arguments[0]);
  set_current(env, arguments[2]);
  sort_ints(values, (size_t)to_int(env, arguments[1]), on_compare);
  return NULL;
}

/* ---- binding many functions: one shared converter, the C function in its data pointer ---- */

FUNCTION(two_ints) {
  napi_value arguments[2];
  size_t argument_count = 2;
  void *target;
  napi_get_cb_info(env, info, &argument_count, arguments, NULL, &target);
  return from_int(env, ((int (*)(int, int))target)(to_int(env, arguments[0]), to_int(env, arguments[1])));
}

FUNCTION(bind_prototypes) {
  ARGUMENTS(2);
  char path[4096], name[64];
  size_t length;
  uint32_t count = 0;
  napi_value functions, element;
  napi_get_value_string_utf8(env, arguments[0], path, sizeof path, &length);
  napi_get_array_length(env, arguments[1], &count);
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  napi_create_array_with_length(env, count, &functions);
  for (uint32_t index = 0; index < count; index++) {
    napi_get_element(env, arguments[1], index, &element);
    napi_get_value_string_utf8(env, element, name, sizeof name, &length);
    void *target = library == NULL ? NULL : dlsym(library, name);
    if (target == NULL) {
      napi_throw_error(env, NULL, dlerror());
      return NULL;
    }
    napi_create_function(env, name, length, two_ints_function, target, &element);
    napi_set_element(env, functions, index, element);
  }
  return functions;
}

#define EXPORT_FUNCTION(name)                                                              \
  do {                                                                                     \
    napi_value function;                                                                   \
    napi_create_function(env, #name, NAPI_AUTO_LENGTH, name##_function, NULL, &function);  \
    napi_set_named_property(env, exports, #name, function);                                \
  } while (0)

NAPI_MODULE_INIT() {
  EXPORT_FUNCTION(nop);
  EXPORT_FUNCTION(add_i32);
  EXPORT_FUNCTION(add_u8);
  EXPORT_FUNCTION(add_f64);
  EXPORT_FUNCTION(add_i64_number);
  EXPORT_FUNCTION(add_i64_bigint);
  EXPORT_FUNCTION(mix8);
  EXPORT_FUNCTION(add12);
  EXPORT_FUNCTION(text_length);
  EXPORT_FUNCTION(get_text);
  EXPORT_FUNCTION(sum_bytes);
  EXPORT_FUNCTION(out_int);
  EXPORT_FUNCTION(out_int_array);
  EXPORT_FUNCTION(vec2_add_objects);
  EXPORT_FUNCTION(color_add_objects);
  EXPORT_FUNCTION(triple_add_objects);
  EXPORT_FUNCTION(vec2_add_views);
  EXPORT_FUNCTION(color_add_views);
  EXPORT_FUNCTION(triple_add_views);
  EXPORT_FUNCTION(vec2_sum);
  EXPORT_FUNCTION(run_callback);
  EXPORT_FUNCTION(sort_ints);
  EXPORT_FUNCTION(bind_prototypes);
  return exports;
}
