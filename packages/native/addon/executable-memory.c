/*
 * Memory for machine code. No page is ever writable and executable through one mapping: on Linux a region is one memfd
 * mapped twice (write here, execute there); where that is refused, and elsewhere, each write goes to fresh pages that are
 * then sealed. Which bytes go where is decided in TypeScript (engine/code-memory).
 */
#include "koine.h"

#include <string.h>

#ifdef _WIN32
#include <windows.h>
#else
#include <sys/mman.h>
#include <unistd.h>
#if defined(__APPLE__)
#include <libkern/OSCacheControl.h>
#include <pthread.h>
#endif
#endif

static size_t page_size(void) {
#ifdef _WIN32
  SYSTEM_INFO system;
  GetSystemInfo(&system);
  return system.dwPageSize;
#else
  return (size_t)sysconf(_SC_PAGESIZE);
#endif
}

static size_t round_to_pages(size_t size) {
  size_t page = page_size();
  return (size + page - 1) / page * page;
}

static void flush_instructions(void *start, size_t size) {
#if defined(_WIN32)
  FlushInstructionCache(GetCurrentProcess(), start, size);
#elif defined(__APPLE__)
  sys_icache_invalidate(start, size);
#else
  __builtin___clear_cache((char *)start, (char *)start + size);
#endif
}

/* mapCodeRegion(byteLength): [execute, write] | undefined — one region mapped twice; undefined where the system refuses. */
static napi_value map_code_region(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(1);
  size_t size = 0;
  if (!koine_get_size(env, arguments[0], &size) || size == 0) return koine_throw(env, "mapCodeRegion: expected a size");
#if defined(__linux__)
  size = round_to_pages(size);
  int file = memfd_create("koine-code", MFD_CLOEXEC);
  if (file < 0) return NULL;
  void *write = MAP_FAILED, *execute = MAP_FAILED;
  if (ftruncate(file, (off_t)size) == 0) {
    write = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    execute = mmap(NULL, size, PROT_READ | PROT_EXEC, MAP_SHARED, file, 0);
  }
  close(file);
  if (write == MAP_FAILED || execute == MAP_FAILED) {
    if (write != MAP_FAILED) munmap(write, size);
    if (execute != MAP_FAILED) munmap(execute, size);
    return NULL;
  }
  napi_value result = NULL;
  napi_create_array_with_length(env, 2, &result);
  napi_set_element(env, result, 0, koine_make_address(env, (uintptr_t)execute));
  napi_set_element(env, result, 1, koine_make_address(env, (uintptr_t)write));
  return result;
#else
  return NULL;
#endif
}

/* writeCode(execute, write, bytes: Uint8Array): void — copies machine code through the writable mapping. */
static napi_value write_code(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(3);
  uintptr_t execute = 0, write = 0;
  void *bytes = NULL;
  size_t length = 0;
  if (!koine_get_address(env, arguments[0], &execute) || !koine_get_address(env, arguments[1], &write) ||
      napi_get_typedarray_info(env, arguments[2], NULL, &length, &bytes, NULL, NULL) != napi_ok)
    return koine_throw(env, "writeCode: expected two addresses and bytes");
  memcpy((void *)write, bytes, length);
  flush_instructions((void *)execute, length);
  return NULL;
}

/* sealCode(bytes: Uint8Array): address | undefined — fresh pages with this code, executable and no longer writable. */
static napi_value seal_code(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(1);
  void *bytes = NULL;
  size_t length = 0;
  if (napi_get_typedarray_info(env, arguments[0], NULL, &length, &bytes, NULL, NULL) != napi_ok || length == 0)
    return koine_throw(env, "sealCode: expected bytes");
  size_t size = round_to_pages(length);
#if defined(_WIN32)
  void *pages = VirtualAlloc(NULL, size, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE);
  DWORD previous;
  if (pages == NULL) return NULL;
  memcpy(pages, bytes, length);
  if (!VirtualProtect(pages, size, PAGE_EXECUTE_READ, &previous)) {
    VirtualFree(pages, 0, MEM_RELEASE);
    return NULL;
  }
#elif defined(__APPLE__) && defined(__aarch64__)
  void *pages = mmap(NULL, size, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS | MAP_JIT, -1, 0);
  if (pages == MAP_FAILED) return NULL;
  pthread_jit_write_protect_np(0);
  memcpy(pages, bytes, length);
  pthread_jit_write_protect_np(1);
#else
  void *pages = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED) return NULL;
  memcpy(pages, bytes, length);
  if (mprotect(pages, size, PROT_READ | PROT_EXEC) != 0) {
    munmap(pages, size);
    return NULL;
  }
#endif
  flush_instructions(pages, length);
  return koine_make_address(env, (uintptr_t)pages);
}

void koine_export_executable_memory(napi_env env, napi_value exports, Environment *environment) {
  static const Export list[] = {
      {"mapCodeRegion", map_code_region},
      {"writeCode", write_code},
      {"sealCode", seal_code},
  };
  koine_export(env, exports, environment, list, sizeof list / sizeof *list);
}
