/*
 * JavaScript functions that V8's optimised code calls directly ("fast API calls"), without V8's headers: the names are
 * looked up at run time and the two structures below are plain bytes. Which V8 versions have which layout is a table in
 * TypeScript (koine/src/backends/addon/v8-versions.ts); an unknown version never reaches this file.
 *
 * Only two shapes are registered, both returning nothing: no argument, and one sequential one-byte string. The machine code
 * takes everything else from memory, so that no other V8 structure has to be known.
 */
#include "koine.h"

#ifndef _WIN32

#include <dlfcn.h>

/* Values of v8::CTypeInfo::Type; the same in every version of the table. */
enum { TYPE_V8_VALUE = 10, TYPE_ONE_BYTE_STRING = 11 };

/* v8::CFunctionInfo of a function that returns void: 4 bytes of return type (zero in every layout), the count of
 * arguments with the receiver, and their types. */
typedef struct {
  uint32_t return_type;
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
static const FunctionInfo no_argument_info = {0, 1, no_argument_types};
static const FunctionInfo text_info_3 = {0, 2, text_types_3};
static const FunctionInfo text_info_2 = {0, 2, text_types_2};

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
  FastFunction fast_function = {(const void *)fast, shapes[shape]};
  void *isolate = v8.get_isolate();
  Local function_template = v8.make_template(isolate, (const void *)slow, NULL, NULL, 0, /* kThrow */ 0,
                                             /* kHasSideEffect */ 0, &fast_function, 0, 0, 0);
  /* SAFETY: a v8::Local is one pointer to a handle slot, which is what a napi_value is; the handle belongs to the scope
   * that Node-API opened for this call. */
  return (napi_value)v8.get_function(function_template, v8.get_context(isolate));
}

void koine_export_fast_function(napi_env env, napi_value exports, Environment *environment) {
  static const Export list[] = {
      {"v8Version", v8_version},
      {"makeFastFunction", make_fast_function},
  };
  koine_export(env, exports, environment, list, sizeof list / sizeof *list);
}

#else

/* Not tried on Windows yet: node.exe exports the same functions under other names. Plain functions serve. */
static napi_value v8_version(napi_env env, napi_callback_info info) { return NULL; }

void koine_export_fast_function(napi_env env, napi_value exports, Environment *environment) {
  static const Export list[] = {{"v8Version", v8_version}, {"makeFastFunction", v8_version}};
  koine_export(env, exports, environment, list, 2);
}

#endif
