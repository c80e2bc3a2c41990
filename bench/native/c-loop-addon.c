/*
 * The floor: each workload's loop written in C, calling the same library through a volatile function pointer, so that
 * the compiler can neither inline nor hoist the call. Node-API is used once per *loop* to get in and out (some 30 ns in
 * 100 ms), which lets the one harness time and verify C like every other peer: a loop takes the number of iterations
 * and returns the accumulator.
 */
#define NAPI_VERSION 8
#include <dlfcn.h>
#include <node_api.h>
#include <string.h>

#include "workloads.h"

static int increment(int value) { return value + 1; }

static int compare_ints(const void *left, const void *right) {
  return *(const int *)left - *(const int *)right; /* all values are between 0 and 2^31 - 1 */
}

/* Defines loop_<name>(iterations): runs `step` that often, with `call` the volatile pointer and `sum` the accumulator. */
#define LOOP(name, result_type, target, parameters, setup, accumulator, step) \
  static double loop_##name(int64_t iterations) {                             \
    result_type(*volatile call) parameters = target;                          \
    accumulator sum = 0;                                                      \
    setup;                                                                    \
    for (int64_t i = 0; i < iterations; i++) {                                \
      step;                                                                   \
    }                                                                         \
    return (double)sum;                                                       \
  }

/* The first member of `b` is 2; initializers with commas would be cut apart by the macro. */
#define VALUES(type, first) struct type a; struct type b; memset(&a, 0, sizeof a); memset(&b, 0, sizeof b); b.first = 2

#define TWELVE_INTS (int, int, int, int, int, int, int, int, int, int, int, int)
#define EIGHT_MIXED (int, double, int, double, int, double, int, double)
#define COMPARE int (*)(const void *, const void *)

LOOP(nop, void, nop, (void), , int, call())
LOOP(add_i32, int, add_i32, (int, int), , int, sum = call(sum, (int)i))
LOOP(add_u8, uint8_t, add_u8, (uint8_t, uint8_t), , uint8_t, sum = call(sum, 1))
LOOP(add_f64, double, add_f64, (double, double), , double, sum = call(sum, 1.25))
LOOP(add_i64, int64_t, add_i64, (int64_t, int64_t), , int64_t, sum = call(sum, 1))
LOOP(mix8, double, mix8, EIGHT_MIXED, , double, sum += call(1, 2.5, 3, 4.5, 5, 6.5, (int)i, 8.5))
LOOP(add12, int, add12, TWELVE_INTS, , double, sum += call(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, (int)i))
LOOP(strlen20, size_t, text_length, (const char *), , size_t, sum += call("hello from JS land!!"))
LOOP(strlen11, size_t, text_length, (const char *), , size_t, sum += call("hello world"))
LOOP(return_string, const char *, get_text, (void), , size_t, sum += strlen(call()))
LOOP(sum_bytes, int, sum_bytes, (const uint8_t *, size_t), uint8_t bytes[16]; memset(bytes, 1, 16), int64_t,
     sum += call(bytes, 16))
LOOP(out_int, void, out_int, (int *), int result, int64_t, (call(&result), sum += result))
LOOP(add_many, int, add_many, (int, ...), , int, sum = call(3, sum, (int)i, 1))
LOOP(vec2_add, struct vec2, vec2_add, (struct vec2, struct vec2), VALUES(vec2, x), double,
     (a.x = (double)(i & 1023), sum += call(a, b).x))
LOOP(color_add, struct color, color_add, (struct color, struct color), VALUES(color, r), double, (a.r = (float)(i & 1023), sum += call(a, b).r))
LOOP(triple_add, struct triple, triple_add, (struct triple, struct triple), VALUES(triple, x), double, (a.x = (double)(i & 1023), sum += call(a, b).x))
LOOP(vec2_sum, double, vec2_sum, (const struct vec2 *), struct vec2 a; a.x = 1; a.y = 2, double, sum += call(&a))
LOOP(callback, long, run_callback, (int (*)(int), int), , int64_t, sum += call(increment, 1000))

/* Through libffi, of which only the header is needed to build this. It is the library that Koine opens, too. */
#if __has_include(<ffi.h>)
#include <ffi.h>

static ffi_cif cif;
static int arguments[] = {1, 2};
static void *values[] = {&arguments[0], &arguments[1]};
static void (*found_ffi_call)(ffi_cif *, void (*)(void), void *, void **);

LOOP(libffi, void, found_ffi_call, (ffi_cif *, void (*)(void), void *, void **), ffi_arg result, int64_t,
     (call(&cif, FFI_FN(add_i32), &result, values), sum += (int)result == 3))

static int prepare_libffi(void) {
  static ffi_type *types[2];
  void *library = dlopen("libffi.so.8", RTLD_NOW);
  if (library == NULL) return 0;
  ffi_status (*prepare)(ffi_cif *, ffi_abi, unsigned, ffi_type *, ffi_type **) = dlsym(library, "ffi_prep_cif");
  found_ffi_call = dlsym(library, "ffi_call");
  types[0] = types[1] = dlsym(library, "ffi_type_sint32");
  return prepare(&cif, FFI_DEFAULT_ABI, 2, types[0], types) == FFI_OK;
}
#else
static double loop_libffi(int64_t iterations) { return (double)iterations; }
static int prepare_libffi(void) { return 0; }
#endif

/* The thousand values to sort are handed over by JavaScript once, so that all peers sort the same ones. */
static int unsorted[1000];

LOOP(qsort, void, sort_ints, (int *, size_t, COMPARE), int values[1000], int64_t,
     (memcpy(values, unsorted, sizeof values), call(values, 1000, compare_ints), sum += values[500]))

static napi_value run_loop(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value argument, result;
  void *loop;
  int64_t iterations = 0;
  napi_get_cb_info(env, info, &count, &argument, NULL, &loop);
  napi_get_value_int64(env, argument, &iterations);
  napi_create_double(env, ((double (*)(int64_t))loop)(iterations), &result);
  return result;
}

static napi_value set_unsorted(napi_env env, napi_callback_info info) {
  size_t count = 1, length = 0;
  napi_value argument;
  void *values = NULL;
  napi_get_cb_info(env, info, &count, &argument, NULL, NULL);
  if (napi_get_typedarray_info(env, argument, NULL, &length, &values, NULL, NULL) != napi_ok || length != 1000) {
    napi_throw_type_error(env, NULL, "setUnsorted expects an Int32Array of 1,000 values");
    return NULL;
  }
  memcpy(unsorted, values, sizeof unsorted);
  return NULL;
}

static void export_function(napi_env env, napi_value exports, napi_property_descriptor property) {
  property.attributes = napi_default;
  napi_define_properties(env, exports, 1, &property);
}

#define EXPORT_LOOP(name) \
  export_function(env, exports, (napi_property_descriptor){.utf8name = #name, .method = run_loop, .data = (void *)loop_##name})

NAPI_MODULE_INIT() {
  EXPORT_LOOP(nop);
  EXPORT_LOOP(add_i32);
  EXPORT_LOOP(add_u8);
  EXPORT_LOOP(add_f64);
  EXPORT_LOOP(add_i64);
  EXPORT_LOOP(mix8);
  EXPORT_LOOP(add12);
  EXPORT_LOOP(strlen20);
  EXPORT_LOOP(strlen11);
  EXPORT_LOOP(return_string);
  EXPORT_LOOP(sum_bytes);
  EXPORT_LOOP(out_int);
  EXPORT_LOOP(add_many);
  EXPORT_LOOP(vec2_add);
  EXPORT_LOOP(color_add);
  EXPORT_LOOP(triple_add);
  EXPORT_LOOP(vec2_sum);
  EXPORT_LOOP(callback);
  EXPORT_LOOP(qsort);
  if (prepare_libffi()) EXPORT_LOOP(libffi);
  export_function(env, exports, (napi_property_descriptor){.utf8name = "setUnsorted", .method = set_unsorted});
  return exports;
}
