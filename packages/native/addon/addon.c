/* Module initialisation, the per-environment record, and how addresses and sizes cross the border. */
#include "koine.h"

#include <stdlib.h>

#ifdef __APPLE__
#include <dlfcn.h>
#endif

#define LARGEST_EXACT_INTEGER 9007199254740991.0 /* 2^53 - 1 */

bool koine_get_address(napi_env env, napi_value value, uintptr_t *address) {
  napi_valuetype type;
  if (napi_typeof(env, value, &type) != napi_ok) return false;
  if (type == napi_bigint) {
    uint64_t wide = 0;
    bool is_lossless = false;
    if (napi_get_value_bigint_uint64(env, value, &wide, &is_lossless) != napi_ok) return false;
    *address = (uintptr_t)wide;
    return true;
  }
  double number = 0;
  if (type != napi_number || napi_get_value_double(env, value, &number) != napi_ok) return false;
  if (!(number >= -LARGEST_EXACT_INTEGER && number <= LARGEST_EXACT_INTEGER)) return false;
  *address = (uintptr_t)(int64_t)number;
  return true;
}

napi_value koine_make_address(napi_env env, uintptr_t address) {
  napi_value result = NULL;
  double number = (double)(int64_t)address;
  if (number >= -LARGEST_EXACT_INTEGER && number <= LARGEST_EXACT_INTEGER)
    napi_create_double(env, number, &result);
  else
    napi_create_bigint_uint64(env, (uint64_t)address, &result);
  return result;
}

bool koine_get_size(napi_env env, napi_value value, size_t *size) {
  double number = 0;
  if (napi_get_value_double(env, value, &number) != napi_ok) return false;
  if (!(number >= 0 && number <= LARGEST_EXACT_INTEGER)) return false;
  *size = (size_t)number;
  return true;
}

napi_value koine_throw(napi_env env, const char *message) {
  napi_throw_error(env, NULL, message);
  return NULL;
}

void koine_export(napi_env env, napi_value exports, Environment *environment, const Export *list, size_t count) {
  for (size_t index = 0; index < count; index++) {
    napi_value function = NULL;
    if (napi_create_function(env, list[index].name, NAPI_AUTO_LENGTH, list[index].callback, environment, &function) ==
        napi_ok)
      napi_set_named_property(env, exports, list[index].name, function);
  }
}

/* Runs before the JavaScript heap goes: after this no native call may enter JavaScript. The record itself stays, because
 * machine code that native code still holds points to it. */
static void begin_clean_up(void *data) {
  Environment *environment = data;
  environment->is_alive = false;
  koine_end_coroutines(environment);
  koine_close_delivery(environment);
  koine_release_callbacks(environment);
}

/* Keeps the addon in memory for good. Node unloads it with the last environment that uses it, but V8 may still read its
 * descriptions of fast functions, and native code may still hold thunks that lead here. On Linux the linker says so
 * (`-z nodelete` in binding.gyp). */
static void stay_loaded(void) {
#if defined(_WIN32)
  HMODULE self;
  GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_PIN | GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS, (LPCWSTR)stay_loaded, &self);
#elif defined(__APPLE__)
  Dl_info self;
  if (dladdr((const void *)stay_loaded, &self) != 0) dlopen(self.dli_fname, RTLD_NOW | RTLD_NOLOAD | RTLD_NODELETE);
#endif
}

NAPI_MODULE_INIT() {
  stay_loaded();
  Environment *environment = calloc(1, sizeof *environment);
  if (environment == NULL) return koine_throw(env, "out of memory");
  environment->env = env;
  environment->thread = koine_current_thread();
  environment->is_alive = true;
  napi_add_env_cleanup_hook(env, begin_clean_up, environment);
  koine_export_library(env, exports, environment);
  koine_export_executable_memory(env, exports, environment);
  koine_export_memory(env, exports, environment);
  koine_export_function(env, exports, environment);
  koine_export_number_call(env, exports, environment);
  koine_export_text_argument(env, exports, environment);
  koine_export_fast_function(env, exports, environment);
  koine_export_callback(env, exports, environment);
  koine_export_coroutine(env, exports, environment);
  koine_export_direct_entry(env, exports, environment);
  koine_export_delivery(env, exports, environment);
  koine_export_libffi(env, exports, environment);
  koine_export_trampoline(env, exports, environment);
  return exports;
}
