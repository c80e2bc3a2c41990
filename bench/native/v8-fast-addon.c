/*
 * What an addon can reach with V8's fast API calls: optimised JavaScript jumps straight to a C function with typed
 * arguments in registers. This is the speed that the benchmark's targets are measured against.
 *
 * V8's C++ headers for this (v8-fast-api-calls.h) are not shipped with Node, so the few structures are laid out here
 * by hand, per V8 line, and the four V8 functions are looked up by their mangled names. That makes one C file serve
 * Node 20, 22, 24 and 26 on System V x86-64, and it is why this is a benchmark floor and no code to imitate: nothing
 * here is checked for range, and one environment per process is assumed.
 *
 * A fast call may not allocate on the JavaScript heap, throw or (before Node 26) call JavaScript: no returned strings
 * here, and one callback, in a function that is entered slowly. Until V8 has optimised a loop it enters the slow function of each pair.
 */
#define _GNU_SOURCE
#define NAPI_VERSION 8
#include <dlfcn.h>
#include <node_api.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "workloads.h"

/* ---- V8, as far as it is needed ---- */

typedef void *Handle;  /* v8::Local<T>: a pointer to a slot that holds a tagged value; napi_value is the same thing */
typedef void *Isolate;
typedef uintptr_t Word;

static struct {
  Isolate (*current_isolate)(void);
  Handle (*current_context)(Isolate);
  const char *(*version)(void);
  Handle (*new_template)(Isolate, void *slow, Handle data, Handle signature, int length, int constructor_behavior,
                         int side_effects, const void *fast, uint16_t, uint16_t, uint16_t);
  Handle (*get_function)(Handle function_template, Handle context);
  Handle (*call)(Handle function, Handle context, Handle receiver, int count, Handle *arguments);
} v8;

static const struct {
  void **target;
  const char *name;
} v8_symbols[] = {
    {(void **)&v8.current_isolate, "_ZN2v87Isolate10GetCurrentEv"},
    {(void **)&v8.current_context, "_ZN2v87Isolate17GetCurrentContextEv"},
    {(void **)&v8.version, "_ZN2v82V810GetVersionEv"},
    {(void **)&v8.new_template,
     "_ZN2v816FunctionTemplate3NewEPNS_7IsolateEPFvRKNS_20FunctionCallbackInfoINS_5ValueEEEENS_5LocalIS4_EENSA_"
     "INS_9SignatureEEEiNS_19ConstructorBehaviorENS_14SideEffectTypeEPKNS_9CFunctionEttt"},
    {(void **)&v8.get_function, "_ZN2v816FunctionTemplate11GetFunctionENS_5LocalINS_7ContextEEE"},
    {(void **)&v8.call, "_ZN2v88Function4CallENS_5LocalINS_7ContextEEENS1_INS_5ValueEEEiPS5_"},
};

static int v8_major;
static napi_env environment;

/* CTypeInfo::Type; the numbers are the same from V8 11 to 14. */
enum type { VOID = 0, I32 = 3, U32 = 4, I64 = 5, F64 = 8, V8_VALUE = 10, ONE_BYTE_STRING = 11 };

/*
 * CTypeInfo is {type, sequence, flags} before V8 14 and {type, flags} since. CFunctionInfo is the result's CTypeInfo,
 * since V8 12 followed by one byte Int64Representation (1: bigint), then at 4 the number of arguments with the
 * receiver, and at 8 the address of their CTypeInfos.
 */
struct function_info {
  uint8_t result[4];
  uint32_t argument_count;
  const uint8_t *arguments;
};

struct c_function {
  const void *address;
  const struct function_info *info;
};

#define MAX_ARGUMENTS 12

/* Both functions of a pair, and what V8 keeps pointers to: background compilations read it at any time. */
struct fast_function {
  const char *name;
  void *slow, *fast;
  enum type result;
  int argument_count;
  enum type arguments[MAX_ARGUMENTS];
  bool is_bigint;
  struct c_function function;
  struct function_info info;
  uint8_t type_infos[3 * (MAX_ARGUMENTS + 1)];
};

/* What a slow function is called with: a record before V8 14, and the machine stack frame of the call since. */
static napi_value argument(const Word *call, int index) {
  const Word *first = v8_major >= 14 ? call + 10 : (const Word *)call[1];
  return (napi_value)(first + index);
}

static void set_result(const Word *call, napi_value value) {
  Word *slot = v8_major >= 14 ? (Word *)call + 6 : (Word *)call[0] + 3;
  *slot = *(const Word *)value;
}

/* ---- conversions of the slow functions ---- */

static int int_argument(const Word *call, int index) {
  int32_t result = 0;
  napi_get_value_int32(environment, argument(call, index), &result);
  return result;
}

static double double_argument(const Word *call, int index) {
  double result = 0;
  napi_get_value_double(environment, argument(call, index), &result);
  return result;
}

static int64_t bigint_argument(const Word *call, int index) {
  int64_t result = 0;
  bool lossless;
  napi_get_value_bigint_int64(environment, argument(call, index), &result, &lossless);
  return result;
}

static void set_number(const Word *call, double number) {
  napi_value value;
  napi_create_double(environment, number, &value);
  set_result(call, value);
}

/* ---- the pairs: a fast function takes the receiver first ---- */

/* Shared with JavaScript: values that no fast call can carry travel here. */
static int64_t scratch[4];

static void fast_nop(void *receiver) {
  (void)receiver;
  nop();
}
static void slow_nop(const Word *call) {
  (void)call;
  nop();
}

static int fast_add_i32(void *receiver, int a, int b) {
  (void)receiver;
  return add_i32(a, b);
}
static void slow_add_i32(const Word *call) { set_number(call, add_i32(int_argument(call, 0), int_argument(call, 1))); }

/* V8 has no 8-bit arguments: they travel as int and are narrowed by the callee's prototype. */
static int fast_add_u8(void *receiver, int a, int b) {
  (void)receiver;
  return add_u8((uint8_t)a, (uint8_t)b);
}
static void slow_add_u8(const Word *call) {
  set_number(call, fast_add_u8(NULL, int_argument(call, 0), int_argument(call, 1)));
}

static double fast_add_f64(void *receiver, double a, double b) {
  (void)receiver;
  return add_f64(a, b);
}
static void slow_add_f64(const Word *call) {
  set_number(call, add_f64(double_argument(call, 0), double_argument(call, 1)));
}

/* A 64-bit integer result aborts V8 11 (Node 20); a double carries safe integers everywhere. */
static double fast_add_i64_number(void *receiver, double a, double b) {
  (void)receiver;
  return (double)add_i64((int64_t)a, (int64_t)b);
}
static void slow_add_i64_number(const Word *call) {
  set_number(call, fast_add_i64_number(NULL, double_argument(call, 0), double_argument(call, 1)));
}

static int64_t fast_add_i64_bigint(void *receiver, int64_t a, int64_t b) {
  (void)receiver;
  return add_i64(a, b);
}
static void slow_add_i64_bigint(const Word *call) {
  napi_value value;
  napi_create_bigint_int64(environment, add_i64(bigint_argument(call, 0), bigint_argument(call, 1)), &value);
  set_result(call, value);
}

/* For V8 11: the bigints travel in a BigInt64Array over `scratch`. */
static void fast_add_i64_scratch(void *receiver) {
  (void)receiver;
  scratch[0] = add_i64(scratch[1], scratch[2]);
}
static void slow_add_i64_scratch(const Word *call) {
  (void)call;
  fast_add_i64_scratch(NULL);
}

static double fast_mix8(void *receiver, int a, double b, int c, double d, int e, double f, int g, double h) {
  (void)receiver;
  return mix8(a, b, c, d, e, f, g, h);
}
static void slow_mix8(const Word *call) {
  set_number(call, mix8(int_argument(call, 0), double_argument(call, 1), int_argument(call, 2),
                        double_argument(call, 3), int_argument(call, 4), double_argument(call, 5),
                        int_argument(call, 6), double_argument(call, 7)));
}

static int fast_add12(void *receiver, int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k,
                      int l) {
  (void)receiver;
  return add12(a, b, c, d, e, f, g, h, i, j, k, l);
}
static void slow_add12(const Word *call) {
  int v[12];
  for (int index = 0; index < 12; index++) v[index] = int_argument(call, index);
  set_number(call, add12(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10], v[11]));
}

/* V8 hands over the Latin-1 characters of a flat one-byte string, without NUL; other strings take the slow function. */
struct one_byte_string {
  const char *characters;
  uint32_t length;
};
static uint32_t fast_text_length(void *receiver, const struct one_byte_string *string) {
  (void)receiver;
  char text[256];
  uint32_t length = string->length < sizeof text ? string->length : sizeof text - 1;
  memcpy(text, string->characters, length);
  text[length] = 0;
  return (uint32_t)text_length(text);
}
static void slow_text_length(const Word *call) {
  char text[256] = "";
  napi_get_value_string_utf8(environment, argument(call, 0), text, sizeof text, NULL);
  set_number(call, (double)text_length(text));
}

/* The address, taken once per view by addressOf, is a double. */
static int fast_sum_bytes(void *receiver, double address, int count) {
  (void)receiver;
  return sum_bytes((const uint8_t *)(uintptr_t)address, (size_t)count);
}
static void slow_sum_bytes(const Word *call) {
  set_number(call, fast_sum_bytes(NULL, double_argument(call, 0), int_argument(call, 1)));
}

static void fast_out_int(void *receiver) {
  (void)receiver;
  out_int((int *)scratch);
}
static void slow_out_int(const Word *call) {
  (void)call;
  fast_out_int(NULL);
}

/* Addresses of structs are doubles, like those of bytes. */
#define FAST_ADD(type)                                                                                             \
  static void fast_##type##_add(void *receiver, double a, double b, double result) {                               \
    (void)receiver;                                                                                                \
    *(struct type *)(uintptr_t)result = type##_add(*(struct type *)(uintptr_t)a, *(struct type *)(uintptr_t)b);    \
  }                                                                                                                \
  static void slow_##type##_add(const Word *call) {                                                                \
    fast_##type##_add(NULL, double_argument(call, 0), double_argument(call, 1), double_argument(call, 2));         \
  }

FAST_ADD(vec2)
FAST_ADD(color)
FAST_ADD(triple)

static double fast_vec2_sum(void *receiver, double address) {
  (void)receiver;
  return vec2_sum((const struct vec2 *)(uintptr_t)address);
}
static void slow_vec2_sum(const Word *call) { set_number(call, fast_vec2_sum(NULL, double_argument(call, 0))); }

#define PAIR(function) .name = #function, .slow = (void *)slow_##function, .fast = (void *)fast_##function

static struct fast_function functions[] = {
    {PAIR(nop), VOID, 0, {0}},
    {PAIR(add_i32), I32, 2, {I32, I32}},
    {PAIR(add_u8), I32, 2, {I32, I32}},
    {PAIR(add_f64), F64, 2, {F64, F64}},
    {PAIR(add_i64_number), F64, 2, {F64, F64}},
    {PAIR(add_i64_bigint), I64, 2, {I64, I64}, .is_bigint = true},
    {PAIR(add_i64_scratch), VOID, 0, {0}},
    {PAIR(mix8), F64, 8, {I32, F64, I32, F64, I32, F64, I32, F64}},
    {PAIR(add12), I32, 12, {I32, I32, I32, I32, I32, I32, I32, I32, I32, I32, I32, I32}},
    {PAIR(text_length), U32, 1, {ONE_BYTE_STRING}},
    {PAIR(sum_bytes), I32, 2, {F64, I32}},
    {PAIR(out_int), VOID, 0, {0}},
    {PAIR(vec2_add), VOID, 3, {F64, F64, F64}},
    {PAIR(color_add), VOID, 3, {F64, F64, F64}},
    {PAIR(triple_add), VOID, 3, {F64, F64, F64}},
    {PAIR(vec2_sum), F64, 1, {F64}},
};

static napi_value create_function(struct fast_function *f) {
  const int type_info_size = v8_major >= 14 ? 2 : 3;
  f->type_infos[0] = V8_VALUE; /* the receiver */
  for (int index = 0; index < f->argument_count; index++)
    f->type_infos[(index + 1) * type_info_size] = (uint8_t)f->arguments[index];
  f->info.result[0] = (uint8_t)f->result;
  if (v8_major >= 12) f->info.result[type_info_size] = f->is_bigint;
  f->info.argument_count = (uint32_t)f->argument_count + 1;
  f->info.arguments = f->type_infos;
  f->function = (struct c_function){f->fast, &f->info};
  Isolate isolate = v8.current_isolate();
  Handle function_template =
      v8.new_template(isolate, f->slow, NULL, NULL, f->argument_count, 0, 0, &f->function, 0, 0, 0);
  return (napi_value)v8.get_function(function_template, v8.current_context(isolate));
}

/* ---- binding many functions: machine code that drops the receiver, as a compiler makes it of `fast_add_i32` ---- */

#define MAX_PROTOTYPES 128
#define CODE_SIZE 32

static void slow_two_ints(const Word *call, int (*target)(int, int)) {
  set_number(call, target(int_argument(call, 0), int_argument(call, 1)));
}

/* mov $value, %r11 or %rsi */
static uint8_t *emit_load(uint8_t *code, bool is_rsi, const void *value) {
  memcpy(code, is_rsi ? "\x48\xbe" : "\x49\xbb", 2);
  memcpy(code + 2, &value, sizeof value);
  return code + 10;
}

static uint8_t *emit_jump(uint8_t *code, const void *target) {
  code = emit_load(code, false, target);
  memcpy(code, "\x41\xff\xe3", 3); /* jmp *%r11 */
  return code + 3;
}

/* bindPrototypes(path, names): the functions, each `int name(int, int)`; at most MAX_PROTOTYPES in all. */
static napi_value bind_prototypes(napi_env env, napi_callback_info info) {
  static struct fast_function bound[MAX_PROTOTYPES];
  static size_t bound_count;
  size_t argument_count = 2, length;
  napi_value arguments[2], functions, element;
  char path[4096], name[64];
  uint32_t count = 0;
  napi_get_cb_info(env, info, &argument_count, arguments, NULL, NULL);
  napi_get_value_string_utf8(env, arguments[0], path, sizeof path, &length);
  napi_get_array_length(env, arguments[1], &count);
  napi_create_array_with_length(env, count, &functions);
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  uint8_t *code = mmap(NULL, 2 * MAX_PROTOTYPES * CODE_SIZE, PROT_READ | PROT_WRITE | PROT_EXEC,
                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  for (uint32_t index = 0; index < count; index++, code += 2 * CODE_SIZE) {
    napi_get_element(env, arguments[1], index, &element);
    napi_get_value_string_utf8(env, element, name, sizeof name, &length);
    void *target = library == NULL ? NULL : dlsym(library, name);
    if (target == NULL || code == MAP_FAILED || bound_count == MAX_PROTOTYPES) {
      napi_throw_error(env, NULL, "these functions cannot be bound");
      return NULL;
    }
    memcpy(code, "\x89\xf7\x89\xd6", 4); /* mov %esi, %edi; mov %edx, %esi */
    emit_jump(code + 4, target);
    emit_jump(emit_load(code + CODE_SIZE, true, target), (void *)slow_two_ints);
    struct fast_function *function = &bound[bound_count++];
    *function = (struct fast_function){
        .slow = code + CODE_SIZE, .fast = code, .result = I32, .argument_count = 2, .arguments = {I32, I32}};
    napi_set_element(env, functions, index, create_function(function));
  }
  return functions;
}

/* ---- the least that a call from C into JavaScript can cost: v8::Function::Call, and nothing beside it ---- */

static struct {
  Handle function, context, receiver;
  napi_handle_scope scope;
  int count;
} caller;

/*
 * Small integers are tagged by hand: their upper half is the value. What is not done: nobody asks whether the function threw, gave an
 * int, or may run at all, and the scope of handles is renewed once in 256 calls.
 */
static int call_back(int value) {
  if (++caller.count % 256 == 0) {
    napi_close_handle_scope(environment, caller.scope);
    napi_open_handle_scope(environment, &caller.scope);
  }
  Word tagged = (Word)(uint32_t)value << 32;
  Handle argument = &tagged;
  Handle result = v8.call(caller.function, caller.context, caller.receiver, 1, &argument);
  return (int)(*(const Word *)result >> 32);
}

static napi_value call_with_callback(napi_env env, napi_callback_info info) {
  size_t argument_count = 2;
  napi_value arguments[2], receiver, result;
  int32_t count = 0;
  napi_get_cb_info(env, info, &argument_count, arguments, NULL, NULL);
  napi_get_value_int32(env, arguments[1], &count);
  napi_get_undefined(env, &receiver);
  caller.function = arguments[0];
  caller.context = v8.current_context(v8.current_isolate());
  caller.receiver = receiver;
  napi_open_handle_scope(env, &caller.scope);
  long sum = run_callback(call_back, count);
  napi_close_handle_scope(env, caller.scope);
  napi_create_double(env, (double)sum, &result);
  return result;
}

static napi_value address_of(napi_env env, napi_callback_info info) {
  size_t count = 1;
  void *address = NULL;
  napi_value view, buffer, result;
  napi_get_cb_info(env, info, &count, &view, NULL, NULL);
  /* Asking for the ArrayBuffer first moves a small view's bytes off the JavaScript heap, where they stay put. */
  if (napi_get_typedarray_info(env, view, NULL, NULL, NULL, &buffer, NULL) != napi_ok ||
      napi_get_typedarray_info(env, view, NULL, NULL, &address, NULL, NULL) != napi_ok)
    napi_throw_type_error(env, NULL, "expected a typed array");
  napi_create_double(env, (double)(uintptr_t)address, &result);
  return result;
}

NAPI_MODULE_INIT() {
  environment = env;
  for (size_t index = 0; index < sizeof v8_symbols / sizeof *v8_symbols; index++) {
    *v8_symbols[index].target = dlsym(RTLD_DEFAULT, v8_symbols[index].name);
    if (*v8_symbols[index].target == NULL) {
      napi_throw_error(env, NULL, "this runtime does not export V8's functions");
      return NULL;
    }
  }
  v8_major = atoi(v8.version());
  if (v8_major < 11 || v8_major > 14) {
    napi_throw_error(env, NULL, "the layouts are known for V8 11 to 14 only");
    return NULL;
  }
  napi_value value;
  for (size_t index = 0; index < sizeof functions / sizeof *functions; index++) {
    /* V8 11 dies when it optimises a call with a 64-bit result: there the function must not exist. */
    if (functions[index].is_bigint && v8_major < 12) continue;
    napi_set_named_property(env, exports, functions[index].name, create_function(&functions[index]));
  }
  napi_create_external_arraybuffer(env, scratch, sizeof scratch, NULL, NULL, &value);
  napi_set_named_property(env, exports, "scratch", value);
  napi_create_function(env, "addressOf", NAPI_AUTO_LENGTH, address_of, NULL, &value);
  napi_set_named_property(env, exports, "addressOf", value);
  napi_create_function(env, "callWithCallback", NAPI_AUTO_LENGTH, call_with_callback, NULL, &value);
  napi_set_named_property(env, exports, "callWithCallback", value);
  napi_create_function(env, "bindPrototypes", NAPI_AUTO_LENGTH, bind_prototypes, NULL, &value);
  napi_set_named_property(env, exports, "bindPrototypes", value);
  return exports;
}
