/* Addresses of JavaScript buffers, views of native memory, and C strings out. */
#include "koine.h"

#include <string.h>

/* addressOf(buffer: ArrayBuffer | SharedArrayBuffer view | DataView | typed array): address, 0 when it has no memory.
 * Asking moves a small typed array that V8 keeps on its heap to stable memory, where it stays. */
static napi_value address_of(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(1);
  bool is_typed_array = false, is_data_view = false, is_array_buffer = false;
  void *memory = NULL;
  napi_is_typedarray(env, arguments[0], &is_typed_array);
  napi_is_dataview(env, arguments[0], &is_data_view);
  napi_is_arraybuffer(env, arguments[0], &is_array_buffer);
  if (is_typed_array)
    napi_get_typedarray_info(env, arguments[0], NULL, NULL, &memory, NULL, NULL);
  else if (is_data_view)
    napi_get_dataview_info(env, arguments[0], NULL, &memory, NULL, NULL);
  else if (is_array_buffer)
    napi_get_arraybuffer_info(env, arguments[0], &memory, NULL);
  else
    return koine_throw(env, "addressOf: expected a buffer");
  return koine_make_address(env, (uintptr_t)memory);
}

/* viewMemory(address, byteLength): ArrayBuffer — shares the memory; undefined where the runtime forbids such buffers. */
static napi_value view_memory(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(2);
  uintptr_t address = 0;
  size_t length = 0;
  napi_value result = NULL;
  if (!koine_get_address(env, arguments[0], &address) || !koine_get_size(env, arguments[1], &length))
    return koine_throw(env, "viewMemory: expected an address and a length");
  /* SAFETY: the caller answers for the memory and its lifetime; nothing is freed when the buffer goes. */
  napi_status status = napi_create_external_arraybuffer(env, (void *)address, length, NULL, NULL, &result);
  return status == napi_ok ? result : NULL;
}

/* detachMemory(buffer: ArrayBuffer) — takes the memory away from a buffer and its views; nothing where that is refused. */
static napi_value detach_memory(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(1);
  napi_detach_arraybuffer(env, arguments[0]);
  return NULL;
}

/* adjustExternalMemory(byteCount) — more or fewer bytes that JavaScript objects keep alive. */
static napi_value adjust_external_memory(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(1);
  int64_t change = 0, total = 0;
  if (napi_get_value_int64(env, arguments[0], &change) != napi_ok)
    return koine_throw(env, "adjustExternalMemory: expected a number");
  napi_adjust_external_memory(env, change, &total);
  return NULL;
}

/* measureText(address, unitByteLength): number — bytes before the first unit that is zero. Units need not be aligned. */
static napi_value measure_text(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(2);
  uintptr_t address = 0;
  size_t unit = 0, length = 0;
  napi_value result = NULL;
  if (!koine_get_address(env, arguments[0], &address) || address == 0 || !koine_get_size(env, arguments[1], &unit) ||
      (unit != 1 && unit != 2 && unit != 4))
    return koine_throw(env, "measureText: expected an address and a unit of 1, 2 or 4 bytes");
  const char *text = (const char *)address;
  static const char zero[4] = {0};
  /* SAFETY: the caller answers for a terminator. */
  if (unit == 1)
    length = strlen(text);
  else
    while (memcmp(text + length, zero, unit) != 0) length += unit;
  napi_create_double(env, (double)length, &result);
  return result;
}

/* readText(address): string — copies a NUL-terminated UTF-8 string; bytes that are not UTF-8 become U+FFFD. */
static napi_value read_text(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(1);
  uintptr_t address = 0;
  if (!koine_get_address(env, arguments[0], &address) || address == 0)
    return koine_throw(env, "readText: expected an address");
  return koine_make_text(env, (const char *)address);
}

void koine_export_memory(napi_env env, napi_value exports, Environment *environment) {
  static const Export list[] = {
      {"addressOf", address_of},
      {"viewMemory", view_memory},
      {"detachMemory", detach_memory},
      {"adjustExternalMemory", adjust_external_memory},
      {"measureText", measure_text},
      {"readText", read_text},
  };
  koine_export(env, exports, environment, list, sizeof list / sizeof *list);
}
