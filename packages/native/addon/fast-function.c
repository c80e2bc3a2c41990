/*
 * JavaScript functions that V8's optimised code calls directly ("fast API calls"), without V8's headers: the names are
 * looked up at run time and the two structures below are plain bytes. Which V8 versions have which layout is a table in
 * TypeScript (koine/src/backends/addon/v8-versions.ts); an unknown version never reaches this file.
 *
 * Most functions are registered in one of two shapes that return nothing: no argument, and one sequential one-byte string.
 * The machine code takes everything else from memory. Functions of few scalars are also registered with their types: V8 then
 * passes the values in registers, as C does, with the receiver before them. Callers that are not optimised come to a routine of
 * this file, which converts the values.
 */
#include "register-call.h"

#ifndef _WIN32

#include <dlfcn.h>
#include <stdlib.h>

/* Values of v8::CTypeInfo::Type; the same in every version of the table. */
enum { TYPE_V8_VALUE = 10, TYPE_ONE_BYTE_STRING = 11 };

/* v8::CFunctionInfo: 4 bytes with the type of the result and, since V8 12, the representation of 64-bit integers directly
 * after it (0 number, 1 bigint), the count of arguments with the receiver, and their types. */
typedef struct {
  uint8_t return_type[4];
  uint32_t argument_count;
  const uint8_t *argument_types;
} FunctionInfo;

/* v8::CFunction */
typedef struct {
  const void *address;
  const FunctionInfo *info;
} FastFunction;

/* v8::CTypeInfo is {type, sequence, flags} before V8 14 and {type, flags} since: one row for each, receiver first. */
static const uint8_t no_argument_types[] = {TYPE_V8_VALUE, 0, 0};
static const uint8_t text_types_3[] = {TYPE_V8_VALUE, 0, 0, TYPE_ONE_BYTE_STRING, 0, 0};
static const uint8_t text_types_2[] = {TYPE_V8_VALUE, 0, TYPE_ONE_BYTE_STRING, 0};

/* Read by V8's background compile threads for as long as the process lives: static, never freed. */
static const FunctionInfo no_argument_info = {{0}, 1, no_argument_types};
static const FunctionInfo text_info_3 = {{0}, 2, text_types_3};
static const FunctionInfo text_info_2 = {{0}, 2, text_types_2};

typedef void *Local;
typedef struct {
  const char *(*get_version)(void);
  void *(*get_isolate)(void);
  Local (*get_context)(void *isolate);
  Local (*make_template)(void *isolate, const void *callback, Local data, Local signature, int length, int constructor,
                         int side_effect, const FastFunction *fast, uint16_t instance_type, uint16_t first_receiver,
                         uint16_t last_receiver);
  Local (*get_function)(Local function_template, Local context);
} V8;

/* Itanium-mangled names, identical in Node 20 to 26. */
static bool resolve_v8(V8 *v8) {
  *(void **)&v8->get_version = dlsym(RTLD_DEFAULT, "_ZN2v82V810GetVersionEv");
  *(void **)&v8->get_isolate = dlsym(RTLD_DEFAULT, "_ZN2v87Isolate10GetCurrentEv");
  *(void **)&v8->get_context = dlsym(RTLD_DEFAULT, "_ZN2v87Isolate17GetCurrentContextEv");
  *(void **)&v8->make_template = dlsym(
      RTLD_DEFAULT,
      "_ZN2v816FunctionTemplate3NewEPNS_7IsolateEPFvRKNS_20FunctionCallbackInfoINS_5ValueEEEENS_5LocalIS4_EENSA_INS_"
      "9SignatureEEEiNS_19ConstructorBehaviorENS_14SideEffectTypeEPKNS_9CFunctionEttt");
  *(void **)&v8->get_function = dlsym(RTLD_DEFAULT, "_ZN2v816FunctionTemplate11GetFunctionENS_5LocalINS_7ContextEEE");
  return v8->get_version && v8->get_isolate && v8->get_context && v8->make_template && v8->get_function;
}

/* v8Version(): string | undefined — undefined when a name is missing, so that there is no fast path. */
static napi_value v8_version(napi_env env, napi_callback_info info) {
  V8 v8;
  if (!resolve_v8(&v8)) return NULL;
  napi_value result = NULL;
  napi_create_string_utf8(env, v8.get_version(), NAPI_AUTO_LENGTH, &result);
  return result;
}

static napi_value register_function(V8 *v8, const void *fast, const void *slow, const FunctionInfo *description) {
  FastFunction fast_function = {fast, description};
  void *isolate = v8->get_isolate();
  Local function_template = v8->make_template(isolate, slow, NULL, NULL, 0, /* kThrow */ 0, /* kHasSideEffect */ 0,
                                              &fast_function, 0, 0, 0);
  /* SAFETY: a v8::Local is one pointer to a handle slot, which is what a napi_value is; the handle belongs to the scope
   * that Node-API opened for this call. */
  return (napi_value)v8->get_function(function_template, v8->get_context(isolate));
}

/* makeFastFunction(fast, slow, shape: 0 | 2 | 3): function | undefined
 * `fast` is the code that optimised callers enter: void(receiver) for shape 0, void(receiver, const FastOneByteString *)
 * otherwise, where the shape is the size of CTypeInfo. `slow` is a v8::FunctionCallback: void(info). Neither may enter
 * JavaScript, allocate on the JavaScript heap or throw. */
static napi_value make_fast_function(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(3);
  uintptr_t fast = 0, slow = 0;
  uint32_t shape = 0;
  V8 v8;
  if (!koine_get_address(env, arguments[0], &fast) || !koine_get_address(env, arguments[1], &slow) ||
      napi_get_value_uint32(env, arguments[2], &shape) != napi_ok)
    return koine_throw(env, "makeFastFunction: expected two addresses and a shape");
  if (!resolve_v8(&v8)) return NULL;
  const FunctionInfo *shapes[] = {&no_argument_info, NULL, &text_info_2, &text_info_3};
  if (shape > 3 || shapes[shape] == NULL) return koine_throw(env, "makeFastFunction: unknown shape");
  return register_function(&v8, (const void *)fast, (const void *)slow, shapes[shape]);
}

/* A function of scalars. Read by V8's background compile threads, and by machine code: never freed. */
typedef struct {
  napi_env env;
  uintptr_t target;
  FunctionInfo description;
  uint8_t count;
  uint8_t result;
  uint8_t kinds[MOST_VALUES];
  uint8_t types[3 * (MOST_VALUES + 1)];
  bool has_frames;
} DirectCall;

/* Values of v8::CTypeInfo::Type; narrow integers are extended to 32 bits in registers. */
static const uint8_t v8_types[KIND_COUNT] = {[I8] = 3,  [U8] = 3,  [I16] = 3, [U16] = 3, [I32] = 3,
                                             [U32] = 4, [I64] = 5, [U64] = 6, [F32] = 7, [F64] = 8};

/* Where V8 has the arguments and the result of a call. */
typedef struct {
  const uintptr_t *arguments;
  uintptr_t *result;
} CallValues;

/* SAFETY: what the table of versions says: a record that leads to the arguments and the result, or the frame that has them; the
 * self-test below has compared it with what is there. */
static CallValues find_values(const uintptr_t *call, bool has_frames) {
  if (has_frames) return (CallValues){call + 10, (uintptr_t *)call + 6};
  return (CallValues){(const uintptr_t *)call[1], (uintptr_t *)call[0] + 3};
}

/* What the self-test passes, and gives where that is found. */
enum { PROBE_FIRST = 0x1234567, PROBE_SECOND = 0x2345678, PROBE_RESULT = 0x3456789 };

/* Small integers are the upper half of a word: Node compresses no pointers. */
static uintptr_t small_integer(uint32_t value) { return (uintptr_t)value << 32; }

/* Whether an address lies in the frames of the callers, which can be read. */
static bool is_in_callers(uintptr_t address, const void *here) {
  return address % sizeof(uintptr_t) == 0 && address - (uintptr_t)here < 4096;
}

static void probe(const uintptr_t *call, bool has_frames) {
  uintptr_t here = 0;
  if (!is_in_callers((uintptr_t)call, &here)) return;
  if (!has_frames && !(is_in_callers(call[0], &here) && is_in_callers(call[1], &here))) return;
  CallValues values = find_values(call, has_frames);
  if (values.arguments[0] != small_integer(PROBE_FIRST) || values.arguments[1] != small_integer(PROBE_SECOND)) return;
  *values.result = small_integer(PROBE_RESULT);
}

static void probe_frame(const uintptr_t *call) { probe(call, true); }
static void probe_record(const uintptr_t *call) { probe(call, false); }

/* probeRoutine(hasFrames): address of a v8::FunctionCallback that gives PROBE_RESULT when it is passed PROBE_FIRST and PROBE_SECOND,
 * if calls are as directRoutine takes them to be, and else nothing. */
static napi_value probe_routine(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(1);
  bool has_frames = false;
  if (napi_get_value_bool(env, arguments[0], &has_frames) != napi_ok)
    return koine_throw(env, "probeRoutine: expected a boolean");
  return koine_make_address(env, has_frames ? (uintptr_t)probe_frame : (uintptr_t)probe_record);
}

/* directRoutine(): address of `void (const v8::FunctionCallbackInfo *, record)`, which calls a function for callers that are not
 * optimised. They have checked the arguments. */
static void call_directly(const uintptr_t *call, const DirectCall *direct) {
  napi_env env = direct->env;
  CallValues values = find_values(call, direct->has_frames);
  Registers registers = {0};
  for (uint8_t index = 0; index < direct->count; index++) {
    napi_value value = (napi_value)(values.arguments + index);
    Kind kind = direct->kinds[index];
    double number = 0;
    int64_t word = 0;
    bool is_lossless;
    if (kind == I64)
      napi_get_value_bigint_int64(env, value, &word, &is_lossless);
    else if (kind == U64)
      napi_get_value_bigint_uint64(env, value, (uint64_t *)&word, &is_lossless);
    else
      napi_get_value_double(env, value, &number);
    if (kind == F32 || kind == F64)
      put_float(&registers, kind, number);
    else
      put_word(&registers, (uint64_t)(kind == I64 || kind == U64 ? word : (int64_t)number));
  }
  napi_value value = call_registers(env, direct->target, direct->result, &registers);
  if (value != NULL) *values.result = *(const uintptr_t *)value;
}

static napi_value direct_routine(napi_env env, napi_callback_info info) {
  return koine_make_address(env, (uintptr_t)call_directly);
}

/*
 * makeDirectCall(target, kinds: Uint8Array, typeInfoByteLength: 2 | 3, hasFrames: boolean): address of the record of a function. The
 * kinds are that of the result, then those of the arguments, as for makeNumberCall and with 64-bit integers, which are bigints.
 */
static napi_value make_direct_call(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(4);
  uintptr_t target = 0;
  uint8_t *kinds = NULL;
  size_t count = 0;
  uint32_t type_info_size = 0;
  bool has_frames = false;
  if (!koine_get_address(env, arguments[0], &target) ||
      napi_get_typedarray_info(env, arguments[1], NULL, &count, (void **)&kinds, NULL, NULL) != napi_ok || count < 1 ||
      count > 1 + MOST_VALUES || napi_get_value_uint32(env, arguments[2], &type_info_size) != napi_ok ||
      type_info_size < 2 || type_info_size > 3 || napi_get_value_bool(env, arguments[3], &has_frames) != napi_ok)
    return koine_throw(env, "makeDirectCall: expected an address, kinds, a size and a boolean");
  DirectCall *direct = calloc(1, sizeof *direct);
  if (direct == NULL) return koine_throw(env, "out of memory");
  *direct = (DirectCall){
      .env = env, .target = target, .count = (uint8_t)(count - 1), .result = kinds[0], .has_frames = has_frames};
  memcpy(direct->kinds, kinds + 1, count - 1);
  bool is_bigint = false;
  direct->types[0] = TYPE_V8_VALUE;
  for (size_t index = 0; index < count; index++) {
    is_bigint = is_bigint || kinds[index] == I64 || kinds[index] == U64;
    if (index > 0) direct->types[index * type_info_size] = v8_types[kinds[index]];
  }
  FunctionInfo *description = &direct->description;
  description->return_type[0] = v8_types[kinds[0]];
  if (is_bigint) description->return_type[type_info_size] = 1;
  description->argument_count = (uint32_t)count;
  description->argument_types = direct->types;
  return koine_make_address(env, (uintptr_t)direct);
}

/* makeDirectFunction(fast, slow, record): function | undefined
 * `fast` is the code that optimised callers enter: the receiver first, then the parameters. `slow` leads to directRoutine. */
static napi_value make_direct_function(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(3);
  uintptr_t fast = 0, slow = 0, record = 0;
  V8 v8;
  if (!koine_get_address(env, arguments[0], &fast) || !koine_get_address(env, arguments[1], &slow) ||
      !koine_get_address(env, arguments[2], &record) || record == 0)
    return koine_throw(env, "makeDirectFunction: expected three addresses");
  if (!resolve_v8(&v8)) return NULL;
  return register_function(&v8, (const void *)fast, (const void *)slow, &((const DirectCall *)record)->description);
}

void koine_export_fast_function(napi_env env, napi_value exports, Environment *environment) {
  static const Export list[] = {
      {"v8Version", v8_version},
      {"makeFastFunction", make_fast_function},
      {"probeRoutine", probe_routine},
      {"directRoutine", direct_routine},
      {"makeDirectCall", make_direct_call},
      {"makeDirectFunction", make_direct_function},
  };
  koine_export(env, exports, environment, list, sizeof list / sizeof *list);
}

#else

/* Not tried on Windows yet: node.exe exports the same functions under other names. Plain functions serve. */
static napi_value v8_version(napi_env env, napi_callback_info info) { return NULL; }

void koine_export_fast_function(napi_env env, napi_value exports, Environment *environment) {
  static const Export list[] = {
      {"v8Version", v8_version},
      {"makeFastFunction", v8_version},
      {"probeRoutine", v8_version},
      {"directRoutine", v8_version},
      {"makeDirectCall", v8_version},
      {"makeDirectFunction", v8_version},
  };
  koine_export(env, exports, environment, list, sizeof list / sizeof *list);
}

#endif
