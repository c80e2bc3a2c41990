/* Shared libraries: open, resolve, close. Errors are returned as text, because a failed candidate is not yet a mistake. */
#include "koine.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef _WIN32

#include <windows.h>

static uintptr_t open_library(const char *path) {
  if (path == NULL) return (uintptr_t)GetModuleHandleW(NULL);
  int length = MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, path, -1, NULL, 0);
  wchar_t *wide = length > 0 ? malloc((size_t)length * sizeof *wide) : NULL;
  if (wide == NULL) return 0;
  MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, path, -1, wide, length);
  /* The library's own folder comes first for its dependencies, but only a full path names a folder. */
  bool is_absolute = strchr(path, '\\') != NULL || strchr(path, '/') != NULL;
  HMODULE module = LoadLibraryExW(wide, NULL, is_absolute ? LOAD_WITH_ALTERED_SEARCH_PATH : 0);
  free(wide);
  return (uintptr_t)module;
}

static void describe_failure(char *text, size_t size) {
  DWORD code = GetLastError();
  DWORD length = FormatMessageA(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, NULL, code, 0, text,
                                (DWORD)size, NULL);
  while (length > 0 && (text[length - 1] == '\r' || text[length - 1] == '\n')) text[--length] = 0;
  if (length == 0 && size > 0) text[0] = 0;
}

static uintptr_t find_symbol(uintptr_t library, const char *name) {
  return (uintptr_t)GetProcAddress((HMODULE)library, name);
}

static void close_library(uintptr_t library) { FreeLibrary((HMODULE)library); }

static bool describe_path(uintptr_t library, char *text, size_t size) {
  DWORD length = GetModuleFileNameA((HMODULE)library, text, (DWORD)size);
  return length > 0 && length < size;
}

#else

#include <dlfcn.h>
#ifdef __linux__
#include <link.h>
#endif

#ifdef RTLD_DEEPBIND

/** A library that Node is linked with and whose symbols it exports: one of its functions, and its file up to the version. */
typedef struct {
  const char *function;
  const char *file;
} BundledLibrary;

static const BundledLibrary bundled_libraries[] = {
    {"zlibVersion", "libz.so"},           {"OpenSSL_version_num", "libcrypto.so"}, {"OPENSSL_init_ssl", "libssl.so"},
    {"uv_version", "libuv.so"},           {"sqlite3_libversion", "libsqlite3.so"}, {"nghttp2_version", "libnghttp2.so"},
    {"ares_version", "libcares.so"},      {"BrotliEncoderVersion", "libbrotlienc.so"},
    {"ZSTD_versionNumber", "libzstd.so"},
};

enum { BUNDLED_COUNT = sizeof bundled_libraries / sizeof *bundled_libraries };

/** Tells by the name of a file that it is another version of what the executable has inside. */
static bool has_bundled_name(const char *path) {
  const char *slash = strrchr(path, '/');
  const char *file = slash == NULL ? path : slash + 1;
  for (size_t index = 0; index < BUNDLED_COUNT; index++) {
    const BundledLibrary *bundled = &bundled_libraries[index];
    if (strncmp(file, bundled->file, strlen(bundled->file)) != 0) continue;
    return dlsym(RTLD_DEFAULT, bundled->function) != NULL;
  }
  return false;
}

/** Tells whether the library, or one that it needs, exists a second time inside of the executable. */
static bool is_bundled(void *library) {
  for (size_t index = 0; index < BUNDLED_COUNT; index++) {
    void *own = dlsym(library, bundled_libraries[index].function);
    if (own == NULL) continue;
    void *first = dlsym(RTLD_DEFAULT, bundled_libraries[index].function);
    if (first != NULL && first != own) return true;
  }
  return false;
}

/**
 * Keeps a libuv in memory that calls the executable's functions: its destructor would end the executable's threads. Tells
 * whether there is one.
 */
static bool keep_foreign_libuv(void *library) {
  void *own = dlsym(library, "uv_library_shutdown");
  Dl_info place;
  if (own == NULL || own == dlsym(RTLD_DEFAULT, "uv_library_shutdown") || dladdr(own, &place) == 0) return false;
  dlopen(place.dli_fname, RTLD_NOW | RTLD_LOCAL | RTLD_NOLOAD | RTLD_NODELETE);
  return true;
}

/**
 * Opens what a library needs and the executable has inside, linked to its own symbols first, and for good. The library itself
 * is closed in between, so that these are not there yet; what it calls of them is the executable's, always.
 */
static void *open_behind_bundled(void *library, const char *path) {
  char files[BUNDLED_COUNT][PATH_MAX];
  size_t count = 0;
  for (size_t index = 0; index < BUNDLED_COUNT; index++) {
    void *own = dlsym(library, bundled_libraries[index].function);
    Dl_info place;
    if (own == NULL || own == dlsym(RTLD_DEFAULT, bundled_libraries[index].function)) continue;
    if (dladdr(own, &place) == 0 || !has_bundled_name(place.dli_fname)) continue;
    snprintf(files[count++], PATH_MAX, "%s", place.dli_fname);
  }
  if (count == 0) return library;
  dlclose(library);
  for (size_t index = 0; index < count; index++) dlopen(files[index], RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);
  return dlopen(path, RTLD_NOW | RTLD_LOCAL);
}

#endif

/**
 * The dynamic linker looks for every symbol in the executable first: where that has another version of the same library inside, some
 * of the library's own calls would end there, with structs of another layout. Such a library is linked to its own symbols
 * first. Not one that needs the C++ library: its streams are the executable's, and the library would find others.
 */
static uintptr_t open_library(const char *path) {
#ifdef RTLD_DEEPBIND
  if (path != NULL && has_bundled_name(path)) return (uintptr_t)dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);
#endif
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
#ifdef RTLD_DEEPBIND
  if (library == NULL || path == NULL || !is_bundled(library)) return (uintptr_t)library;
  if (keep_foreign_libuv(library)) return (uintptr_t)library;
  if (dlsym(library, "_ZSt4cout") != NULL) return (uintptr_t)open_behind_bundled(library, path);
  dlclose(library);
  library = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);
#endif
  return (uintptr_t)library;
}

static void describe_failure(char *text, size_t size) {
  const char *reason = dlerror();
  strncpy(text, reason == NULL ? "unknown error" : reason, size - 1);
  text[size - 1] = 0;
}

#ifdef __GLIBC__
/* `name@VERSION`: no symbol has an @ in its name. */
static uintptr_t find_version(uintptr_t library, const char *name, const char *at) {
  char *plain = strndup(name, (size_t)(at - name));
  if (plain == NULL) return 0;
  void *symbol = dlvsym((void *)library, plain, at + 1);
  free(plain);
  return (uintptr_t)symbol;
}
#endif

static uintptr_t find_symbol(uintptr_t library, const char *name) {
#ifdef __GLIBC__
  const char *at = strchr(name, '@');
  if (at != NULL) return find_version(library, name, at);
#endif
  return (uintptr_t)dlsym((void *)library, name);
}

static void close_library(uintptr_t library) { dlclose((void *)library); }

static bool describe_path(uintptr_t library, char *text, size_t size) {
#ifdef __linux__
  struct link_map *map = NULL;
  if (dlinfo((void *)library, RTLD_DI_LINKMAP, &map) != 0 || map == NULL || map->l_name[0] == 0) return false;
  strncpy(text, map->l_name, size - 1);
  text[size - 1] = 0;
  return true;
#else
  return false;
#endif
}

#endif

/* Copies a JavaScript string; the caller frees it. */
static char *copy_text(napi_env env, napi_value value) {
  size_t length = 0;
  if (napi_get_value_string_utf8(env, value, NULL, 0, &length) != napi_ok) return NULL;
  char *text = malloc(length + 1);
  if (text != NULL) napi_get_value_string_utf8(env, value, text, length + 1, &length);
  return text;
}

/* openLibrary(path: string | null): number | bigint | string — a handle, or why it failed. */
static napi_value open_library_export(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(1);
  napi_valuetype type;
  napi_typeof(env, arguments[0], &type);
  char *path = NULL;
  if (type != napi_null && (path = copy_text(env, arguments[0])) == NULL)
    return koine_throw(env, "openLibrary: expected a path or null");
  uintptr_t library = open_library(path);
  free(path);
  if (library != 0) return koine_make_address(env, library);
  char reason[1024];
  describe_failure(reason, sizeof reason);
  napi_value result = NULL;
  napi_create_string_utf8(env, reason, NAPI_AUTO_LENGTH, &result);
  return result;
}

/* findSymbol(library, name: string): address, 0 when the library does not export it. */
static napi_value find_symbol_export(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(2);
  uintptr_t library = 0;
  char *name = copy_text(env, arguments[1]);
  if (name == NULL || !koine_get_address(env, arguments[0], &library)) {
    free(name);
    return koine_throw(env, "findSymbol: expected a handle and a name");
  }
  uintptr_t address = find_symbol(library, name);
  free(name);
  return koine_make_address(env, address);
}

/* findSymbols(library, names: string[], addresses: BigUint64Array): void — one crossing for a whole library. */
static napi_value find_symbols_export(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(3);
  uintptr_t library = 0;
  uint32_t count = 0;
  size_t room = 0;
  void *addresses = NULL;
  if (!koine_get_address(env, arguments[0], &library) || napi_get_array_length(env, arguments[1], &count) != napi_ok ||
      napi_get_typedarray_info(env, arguments[2], NULL, &room, &addresses, NULL, NULL) != napi_ok || room < count)
    return koine_throw(env, "findSymbols: expected a handle, names and room for as many addresses");
  for (uint32_t index = 0; index < count; index++) {
    char text[256];
    size_t length = 0;
    napi_value name;
    napi_handle_scope scope;
    napi_open_handle_scope(env, &scope);
    uintptr_t address = 0;
    if (napi_get_element(env, arguments[1], index, &name) == napi_ok &&
        napi_get_value_string_utf8(env, name, text, sizeof text, &length) == napi_ok) {
      if (length < sizeof text - 1) {
        address = find_symbol(library, text);
      } else {
        char *long_text = copy_text(env, name);
        if (long_text != NULL) address = find_symbol(library, long_text);
        free(long_text);
      }
    }
    ((uint64_t *)addresses)[index] = address;
    napi_close_handle_scope(env, scope);
  }
  return NULL;
}

/* closeLibrary(library): void */
static napi_value close_library_export(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(1);
  uintptr_t library = 0;
  if (!koine_get_address(env, arguments[0], &library)) return koine_throw(env, "closeLibrary: expected a handle");
  close_library(library);
  return NULL;
}

/* libraryPath(library): string | undefined */
static napi_value library_path(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(1);
  uintptr_t library = 0;
  char path[4096];
  if (!koine_get_address(env, arguments[0], &library)) return koine_throw(env, "libraryPath: expected a handle");
  napi_value result = NULL;
  if (describe_path(library, path, sizeof path)) napi_create_string_utf8(env, path, NAPI_AUTO_LENGTH, &result);
  return result;
}

void koine_export_library(napi_env env, napi_value exports, Environment *environment) {
  static const Export list[] = {
      {"openLibrary", open_library_export},
      {"findSymbol", find_symbol_export},
      {"findSymbols", find_symbols_export},
      {"closeLibrary", close_library_export},
      {"libraryPath", library_path},
  };
  koine_export(env, exports, environment, list, sizeof list / sizeof *list);
}
