/*
 * Calls and callbacks through the system's libffi, for where there is no executable memory of our own. Which description a
 * signature has, and where its values lie, is decided in TypeScript (koine/src/backends/addon/libffi); it writes the records
 * below. Like machine code they are never freed: JavaScript and native code may hold what leads to them.
 *
 * libffi is not linked and its header not needed: the functions come by address, and a cif is memory that it fills in itself.
 */
#include "koine.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#ifdef _MSC_VER
#include <malloc.h>
#define koine_stack_room(size) _alloca(size)
#else
#define koine_stack_room(size) __builtin_alloca(size)
#endif

typedef void (*FfiCall)(void *cif, void (*function)(void), void *result, void **values);

/* Where an argument lies: a scalar in its slot, of anything else the slot holds the address. */
typedef struct {
  uint64_t slot;
  uint64_t is_indirect;
  /* First byte of the argument in a value that is passed in parts. */
  uint64_t offset;
} CallArgument;

enum { RESULT_IS_INDIRECT = 1, KEEPS_ERRNO = 2 };

typedef struct {
  FfiCall call;
  void *cif;
  void (*function)(void);
  /* Call slots: the result first. */
  uint8_t *slots;
  uint64_t flags;
  /* Offset of the slot of errno, in bytes. */
  uint64_t errno_offset;
  uint64_t count;
  CallArgument arguments[];
} CallRecord;

_Static_assert(sizeof(void *) == 8 && sizeof(FfiCall) == 8, "records are written for 64-bit addresses");

static inline void *read_address(const uint8_t *slot) {
  void *address;
  memcpy(&address, slot, sizeof address);
  return address;
}

static void run_call(const CallRecord *record) {
  /* SAFETY: the record was written for this purpose; values that it calls indirect have their addresses in their slots. */
  void **values = koine_stack_room((record->count + 1) * sizeof *values);
  for (uint64_t index = 0; index < record->count; index++) {
    const CallArgument *argument = &record->arguments[index];
    uint8_t *slot = record->slots + argument->slot;
    values[index] = argument->is_indirect ? (uint8_t *)read_address(slot) + argument->offset : slot;
  }
  void *result = (record->flags & RESULT_IS_INDIRECT) != 0 ? read_address(record->slots) : record->slots;
  if ((record->flags & KEEPS_ERRNO) == 0) {
    record->call(record->cif, record->function, result, values);
    return;
  }
  errno = 0;
  record->call(record->cif, record->function, result, values);
  int left = errno;
  memcpy(record->slots + record->errno_offset, &left, sizeof left);
}

static const void *record_of(napi_env env, napi_callback_info info) {
  void *record = NULL;
  napi_get_cb_info(env, info, NULL, NULL, NULL, &record);
  return record;
}

static napi_value enter_call(napi_env env, napi_callback_info info) {
  run_call(record_of(env, info));
  return NULL;
}

static napi_value enter_text_call(napi_env env, napi_callback_info info) {
  const CallRecord *record = record_of(env, info);
  run_call(record);
  return koine_finish_with_text(env, read_address(record->slots));
}

static napi_value make_entry(napi_env env, napi_value address, const char *name, napi_callback callback) {
  uintptr_t record = 0;
  napi_value function = NULL;
  if (!koine_get_address(env, address, &record) || record == 0) return koine_throw(env, "expected the address of a record");
  napi_create_function(env, name, NAPI_AUTO_LENGTH, callback, (void *)record, &function);
  return function;
}

/* makeLibffiCall(record: address, givesText: boolean): () => string | null | undefined — a CallRecord */
static napi_value make_libffi_call(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(2);
  bool gives_text = false;
  if (napi_get_value_bool(env, arguments[1], &gives_text) != napi_ok)
    return koine_throw(env, "makeLibffiCall: expected an address and a boolean");
  return make_entry(env, arguments[0], "enter", gives_text ? enter_text_call : enter_call);
}

/* Reading and writing a scalar at an address that a slot holds: where it goes in a write, where it comes from in a read. */
typedef struct {
  uint8_t *target;
  uint8_t *source;
  uint64_t is_write;
  uint64_t size;
} AccessRecord;

static napi_value enter_access(napi_env env, napi_callback_info info) {
  const AccessRecord *record = record_of(env, info);
  /* SAFETY: contract of `prepareAccess`: the caller answers for the address. */
  if (record->is_write) {
    memcpy(read_address(record->target), record->source, record->size);
    return NULL;
  }
  uint64_t value = 0;
  memcpy(&value, read_address(record->source), record->size);
  memcpy(record->target, &value, sizeof value);
  return NULL;
}

/* makeAccess(record: address): () => void — an AccessRecord */
static napi_value make_access(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(1);
  return make_entry(env, arguments[0], "access", enter_access);
}

/* Where an argument of a callback belongs. */
typedef struct {
  uint64_t offset;
  uint64_t size;
} ClosureArgument;

/* How a result goes from the block to libffi: scalars as wide as its `ffi_arg`, anything else as it is. */
enum { RESULT_AS_IT_IS = 0, RESULT_SIGNED = 1, RESULT_UNSIGNED = 2 };

typedef struct {
  struct Callback *callback;
  uint64_t block_size;
  uint64_t result_size;
  uint64_t result_form;
  uint64_t count;
  ClosureArgument arguments[];
} ClosureRecord;

static void store_result(const ClosureRecord *record, const uint8_t *block, void *result) {
  int32_t narrow;
  if (record->result_form == RESULT_AS_IT_IS) {
    memcpy(result, block, record->result_size);
    return;
  }
  memcpy(&narrow, block, sizeof narrow);
  uint64_t wide = record->result_form == RESULT_SIGNED ? (uint64_t)(int64_t)narrow : (uint64_t)(uint32_t)narrow;
  memcpy(result, &wide, sizeof wide);
}

/* The function of every libffi closure of this file: does what a thunk does. */
static void enter_closure(void *cif, void *result, void **values, void *data) {
  const ClosureRecord *record = data;
  /* SAFETY: the sizes are those of the cif's values, and the block has room for all of them. */
  uint8_t *block = koine_stack_room(record->block_size + 16);
  block += 16 - (uintptr_t)block % 16;
  for (uint64_t index = 0; index < record->count; index++)
    memcpy(block + record->arguments[index].offset, values[index], record->arguments[index].size);
  koine_enter_javascript(record->callback, block);
  store_result(record, block, result);
}

/* libffiClosureEntry(): address — what `ffi_prep_closure_loc` gets, with a ClosureRecord. */
static napi_value libffi_closure_entry(napi_env env, napi_callback_info info) {
  return koine_make_address(env, (uintptr_t)enter_closure);
}

/* keepBytes(bytes: Uint8Array): address — a copy that is never freed, aligned to 16 bytes. */
static napi_value keep_bytes(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(1);
  void *bytes = NULL;
  size_t length = 0;
  if (napi_get_typedarray_info(env, arguments[0], NULL, &length, &bytes, NULL, NULL) != napi_ok)
    return koine_throw(env, "keepBytes: expected bytes");
  void *copy = malloc(length + 1);
  if (copy == NULL) return koine_throw(env, "out of memory");
  if (length > 0) memcpy(copy, bytes, length);
  return koine_make_address(env, (uintptr_t)copy);
}

/* callWords(target: address, words: BigUint64Array): address — calls a C function of at most six integers or pointers. */
static napi_value call_words(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(2);
  uintptr_t target = 0;
  void *data = NULL;
  size_t count = 0;
  uint64_t words[6] = {0};
  if (!koine_get_address(env, arguments[0], &target) || target == 0 ||
      napi_get_typedarray_info(env, arguments[1], NULL, &count, &data, NULL, NULL) != napi_ok || count > 6)
    return koine_throw(env, "callWords: expected an address and at most six words");
  if (count > 0) memcpy(words, data, count * sizeof *words);
  /* SAFETY: a C function of integers ignores the registers that it has no parameters for. */
  uint64_t result = ((uint64_t(*)(uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t))target)(
      words[0], words[1], words[2], words[3], words[4], words[5]);
  return koine_make_address(env, (uintptr_t)result);
}

void koine_export_libffi(napi_env env, napi_value exports, Environment *environment) {
  static const Export list[] = {
      {"makeLibffiCall", make_libffi_call},
      {"makeAccess", make_access},
      {"libffiClosureEntry", libffi_closure_entry},
      {"keepBytes", keep_bytes},
      {"callWords", call_words},
  };
  koine_export(env, exports, environment, list, sizeof list / sizeof *list);
}
