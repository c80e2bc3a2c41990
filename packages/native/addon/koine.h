/*
 * What the files of the addon share: the per-environment record and the argument and result helpers.
 * The addon is a kernel: it opens libraries, keeps machine code, makes functions from it and lets native code call back.
 * It knows no C types; what the machine code does is decided in TypeScript (packages/engine).
 */
#ifndef KOINE_H
#define KOINE_H

#include <node_api.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef _WIN32
#include <windows.h>
typedef SRWLOCK Mutex;
typedef CONDITION_VARIABLE Condition;
#else
#include <pthread.h>
typedef pthread_mutex_t Mutex;
typedef pthread_cond_t Condition;
#endif

/* One per JavaScript environment (main thread or worker); there is no other state, so environments never meet. */
typedef struct Environment {
  napi_env env;
  /* The thread that may run JavaScript of this environment. */
  uintptr_t thread;
  /* Cleared when clean-up begins: from then on native calls into JavaScript answer with their default. */
  bool is_alive;
  /* Every callback of this environment, so that clean-up can silence them. */
  struct Callback *callbacks;
  /* What this environment switches stacks with. */
  struct Coroutines *coroutines;
  /* How other threads reach this one. */
  struct Delivery *delivery;
  /* The short way into JavaScript, NULL where there is none. */
  struct DirectEntry *direct;
  /* The page of trampolines in use, NULL at first, and how many of it are. */
  uint8_t *trampolines;
  uint32_t trampoline_count;
} Environment;

/* An address crosses the border as a JavaScript number holding the signed 64-bit value where that is exact, and as a
 * bigint otherwise; both are accepted. */
bool koine_get_address(napi_env env, napi_value value, uintptr_t *address);
napi_value koine_make_address(napi_env env, uintptr_t address);
bool koine_get_size(napi_env env, napi_value value, size_t *size);

/* Throws a plain Error with this text; TypeScript turns it into an FfiError. Returns NULL for `return koine_throw(...)`. */
napi_value koine_throw(napi_env env, const char *message);

/* Makes a JavaScript string of a NUL-terminated UTF-8 string; bytes that are not UTF-8 become U+FFFD. */
napi_value koine_make_text(napi_env env, const char *text);

/* The same for the result of a call, where NULL is null. */
napi_value koine_finish_with_text(napi_env env, const char *text);

/* Identity of the calling thread. Every callback asks: where the compiler knows, without a call. */
#if defined(__linux__) && defined(__GNUC__) && defined(__x86_64__)
static inline uintptr_t koine_current_thread(void) {
  /* The thread's control block begins with its own address (System V x86-64 psABI, thread-local storage). */
  uintptr_t thread;
  __asm__("mov %%fs:0, %0" : "=r"(thread));
  return thread;
}
#elif defined(_WIN32)
static inline uintptr_t koine_current_thread(void) { return (uintptr_t)GetCurrentThreadId(); }
#else
static inline uintptr_t koine_current_thread(void) { return (uintptr_t)pthread_self(); }
#endif

/* A counter that any thread may raise. */
#ifdef _MSC_VER
#include <intrin.h>
#define koine_raise(counter) ((void)_InterlockedIncrement((volatile long *)(counter)))
#define koine_read(counter) ((uint32_t)_InterlockedOr((volatile long *)(counter), 0))
#define koine_set(bits, bit) ((void)_InterlockedOr((volatile long *)(bits), (bit)))
#define koine_clear(bits, bit) ((void)_InterlockedAnd((volatile long *)(bits), ~(bit)))
#else
#define koine_raise(counter) ((void)__atomic_fetch_add((counter), 1, __ATOMIC_RELAXED))
#define koine_read(counter) __atomic_load_n((counter), __ATOMIC_RELAXED)
#define koine_set(bits, bit) ((void)__atomic_fetch_or((bits), (bit), __ATOMIC_RELAXED))
#define koine_clear(bits, bit) ((void)__atomic_fetch_and((bits), ~(bit), __ATOMIC_RELAXED))
#endif

/* Each file registers its functions on `exports`. */
typedef struct {
  const char *name;
  napi_callback callback;
} Export;
void koine_export(napi_env env, napi_value exports, Environment *environment, const Export *list, size_t count);
void koine_export_library(napi_env env, napi_value exports, Environment *environment);
void koine_export_executable_memory(napi_env env, napi_value exports, Environment *environment);
void koine_export_memory(napi_env env, napi_value exports, Environment *environment);
void koine_export_function(napi_env env, napi_value exports, Environment *environment);
void koine_export_number_call(napi_env env, napi_value exports, Environment *environment);
void koine_export_text_argument(napi_env env, napi_value exports, Environment *environment);
void koine_export_fast_function(napi_env env, napi_value exports, Environment *environment);
void koine_export_callback(napi_env env, napi_value exports, Environment *environment);
void koine_export_coroutine(napi_env env, napi_value exports, Environment *environment);
void koine_export_direct_entry(napi_env env, napi_value exports, Environment *environment);
void koine_export_delivery(napi_env env, napi_value exports, Environment *environment);
void koine_export_libffi(napi_env env, napi_value exports, Environment *environment);
void koine_export_trampoline(napi_env env, napi_value exports, Environment *environment);

/* Silences every callback of an environment that is going away. */
void koine_release_callbacks(Environment *environment);

typedef struct DirectEntry DirectEntry;
/* Keeps a function for `koine_enter_directly`; NULL where there is no short way. */
void *koine_keep_function(const Environment *environment, napi_value function);
void koine_drop_function(const Environment *environment, void *function);
/* Calls a function that was kept, without arguments; false when it could not start or did not end. Nothing stays pending. */
bool koine_enter_directly(const Environment *environment, void *function);

/* What a function pointer does, on any thread: hands the arguments in the block to JavaScript and leaves the result at its
 * beginning. */
void koine_enter_javascript(struct Callback *callback, uint8_t *block);

/* Gives the default result to a callback that waits on the stack of a coroutine, and counts that. */
void koine_refuse(struct Callback *callback, bool is_stack_full);

/* Keeps a result that JavaScript has left while other callbacks use the same memory. */
void *koine_copy_result(const struct Callback *callback);
void koine_restore_result(struct Callback *callback, void *copy);

/* Whether native code runs on the stack of a coroutine just now. */
bool koine_runs_coroutine(const Environment *environment);

/* Finishes what a worker left unfinished, and gives its stacks back. */
void koine_end_coroutines(Environment *environment);

/* Why a callback was answered with its default. JavaScript has the same numbers (koine/src/backend/contract.ts). */
typedef enum { REFUSED_LATE = 1, REFUSED_THREAD = 2, REFUSED_STACK = 4 } Refusal;

/* What callback.c knows of a callback and delivery.c needs. */
struct Environment *koine_environment_of(struct Callback *callback);
/* Whether other threads may call it. */
bool koine_is_open(struct Callback *callback);
/* Whether this refusal was not told yet; from now on it was. */
bool koine_must_report(struct Callback *callback, Refusal refusal);
/* Takes a block that another thread waits with; false where JavaScript may not be entered for it. */
bool koine_take_block(struct Callback *callback, const uint8_t *block);
/* Runs JavaScript for the block that was taken. */
bool koine_run(struct Callback *callback);
/* Puts the result, or the default, into a block. */
void koine_answer(struct Callback *callback, uint8_t *block, bool has_run);

/* Delivers a call to the JavaScript thread and waits for its result; false where that is not possible any more. */
bool koine_call_from_elsewhere(struct Callback *callback, uint8_t *block);
/* Answers the threads that wait for a callback and were not served yet. */
void koine_dismiss(struct Callback *callback);
/* Tells JavaScript, some time later, that a call was refused. */
void koine_report(struct Callback *callback, Refusal refusal);
/* Lets JavaScript run what a call that came from no JavaScript has left for later: promises, ticks. */
void koine_run_what_waits(Environment *environment);
/* Answers all threads that wait, and from now on at once. Idempotent. */
void koine_close_delivery(Environment *environment);

/* Reads the arguments of a call into `arguments` (missing ones are undefined) and gives the environment. */
#define KOINE_ARGUMENTS(count)                                                                          \
  napi_value arguments[count];                                                                          \
  Environment *environment = NULL;                                                                      \
  do {                                                                                                  \
    size_t argument_count = count;                                                                      \
    if (napi_get_cb_info(env, info, &argument_count, arguments, NULL, (void **)&environment) != napi_ok) \
      return NULL;                                                                                      \
    (void)environment;                                                                                  \
  } while (0)

#endif
