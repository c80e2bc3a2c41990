/*
 * The short way into JavaScript, by the names of V8 that are looked up at run time: what `napi_call_function` does in a scope of
 * its own, without what native code that calls back for the thousandth time does not need. Only on the versions of V8 in
 * koine/src/backends/addon/v8-versions.ts, and only after a self-test; callback.c takes the long way elsewhere.
 */
#include "koine.h"

#ifndef _WIN32

#include <dlfcn.h>
#include <stdlib.h>

typedef void *Local;

/* v8::internal::HandleScopeData, in v8-internal.h where scopes are inline functions. */
typedef struct {
  void **next;
  void **limit;
  int level;
  int sealed_level;
} Handles;

/* Larger than v8::HandleScope (3 words) and v8::TryCatch (6). */
typedef struct {
  void *words[16];
} Room;

/* Words of v8::TryCatch: the isolate, the one around it, what was thrown, the message for it, a place on the stack, and flags. */
enum { CATCHER_ISOLATE, CATCHER_OUTER, CATCHER_EXCEPTION, CATCHER_MESSAGE, CATCHER_PLACE, CATCHER_FLAGS, CATCHER_WORDS };

struct DirectEntry {
  void *isolate;
  Local context;
  /* NULL where it is not known; then V8 exports functions for scopes. */
  Handles *handles;
  /* Where the isolate keeps its innermost v8::TryCatch, NULL where that was not found, and the words of one that caught nothing. */
  void **innermost;
  void *calm[CATCHER_WORDS];
  void (*open_scope)(Room *scope, void *isolate);
  void (*close_scope)(Room *scope);
  void (*free_extensions)(Room *scope, void *isolate);
  void (*open_try)(Room *catcher, void *isolate);
  void (*close_try)(Room *catcher);
  Local (*call)(Local function, Local context, Local receiver, int count, Local *arguments);
  Local (*keep_slot)(void *isolate, Local slot);
  Local (*keep_value)(void *isolate, void *value);
  void (*drop)(Local slot);
  void *(*get_environment)(Local context);
  void (*at_exit)(void *environment, void (*callback)(void *data), void *data);
  bool (*can_enter)(napi_env env);
  /* Whether the runtime must be asked first, which takes as long as a tenth of a call: the process may be ending, or the worker
   * be stopped. Code that runs then would find parts of the runtime gone. */
  bool must_ask;
};

/* SAFETY: a handle that is kept is used as a local one, as Node itself does: both are the address of a slot. */
static Local keep(const DirectEntry *direct, napi_value value) {
  if (direct->keep_slot != NULL) return direct->keep_slot(direct->isolate, (Local)value);
  return direct->keep_value(direct->isolate, *(void **)value);
}

void *koine_keep_function(const Environment *environment, napi_value function) {
  return environment->direct == NULL ? NULL : keep(environment->direct, function);
}

void koine_drop_function(const Environment *environment, void *function) {
  environment->direct->drop(function);
}

typedef struct {
  Room room;
  void **next;
  void **limit;
} Scope;

static inline void open_scope(const DirectEntry *direct, Scope *scope) {
  Handles *handles = direct->handles;
  if (handles == NULL) {
    direct->open_scope(&scope->room, direct->isolate);
    return;
  }
  scope->next = handles->next;
  scope->limit = handles->limit;
  handles->level++;
}

static inline void close_scope(const DirectEntry *direct, Scope *scope) {
  Handles *handles = direct->handles;
  if (handles == NULL) {
    direct->close_scope(&scope->room);
    return;
  }
  if (handles->limit != scope->limit && direct->close_scope != NULL) {
    /* SAFETY: the words of v8::HandleScope, which takes more memory back than it was opened with. */
    scope->room.words[0] = direct->isolate;
    scope->room.words[1] = scope->next;
    scope->room.words[2] = scope->limit;
    direct->close_scope(&scope->room);
    return;
  }
  handles->next = scope->next;
  handles->level--;
  if (handles->limit == scope->limit) return;
  handles->limit = scope->limit;
  direct->free_extensions(&scope->room, direct->isolate);
}

/* What the constructor of v8::TryCatch does, which asks three functions for it. `place` must lie above everything that is called. */
static inline void open_catcher(const DirectEntry *direct, Room *catcher, void *place) {
  if (direct->innermost == NULL) {
    direct->open_try(catcher, direct->isolate);
    return;
  }
  for (int index = 0; index < CATCHER_WORDS; index++) catcher->words[index] = direct->calm[index];
  catcher->words[CATCHER_OUTER] = *direct->innermost;
  catcher->words[CATCHER_PLACE] = place;
  *direct->innermost = catcher;
}

/* One that caught something is left to V8. */
static inline void close_catcher(const DirectEntry *direct, Room *catcher, bool is_calm) {
  if (direct->innermost == NULL || !is_calm)
    direct->close_try(catcher);
  else
    *direct->innermost = catcher->words[CATCHER_OUTER];
}

bool koine_enter_directly(const Environment *environment, void *function) {
  DirectEntry *direct = environment->direct;
  Scope scope;
  Room catcher;
  if (direct->must_ask && !direct->can_enter(environment->env)) return false;
  open_scope(direct, &scope);
  /* What user code throws, JavaScript has caught; this is for a call that could not start, and for a worker that is stopped. */
  open_catcher(direct, &catcher, __builtin_frame_address(0));
  bool is_done = direct->call(function, direct->context, function, 0, NULL) != NULL;
  close_catcher(direct, &catcher, is_done);
  close_scope(direct, &scope);
  if (!is_done) direct->must_ask = true;
  return is_done;
}

/* Node calls it when the process is about to end, however that came: then no clean-up follows on the main thread. */
static void end_soon(void *data) { ((DirectEntry *)data)->must_ask = true; }

/* Itanium-mangled names. Those of `keep_slot` are of Node 20, those of `keep_value` of later ones. */
static bool resolve(DirectEntry *direct) {
#define FIND(member, name) *(void **)&direct->member = dlsym(RTLD_DEFAULT, name)
  FIND(open_scope, "_ZN2v811HandleScopeC1EPNS_7IsolateE");
  FIND(close_scope, "_ZN2v811HandleScopeD1Ev");
  FIND(free_extensions, "_ZN2v811HandleScope16DeleteExtensionsEPNS_7IsolateE");
  FIND(open_try, "_ZN2v88TryCatchC1EPNS_7IsolateE");
  FIND(close_try, "_ZN2v88TryCatchD1Ev");
  FIND(call, "_ZN2v88Function4CallENS_5LocalINS_7ContextEEENS1_INS_5ValueEEEiPS5_");
  FIND(keep_slot, "_ZN2v812api_internal18GlobalizeReferenceEPNS_8internal7IsolateEPm");
  FIND(keep_value, "_ZN2v812api_internal18GlobalizeReferenceEPNS_8internal7IsolateEm");
  FIND(drop, "_ZN2v812api_internal13DisposeGlobalEPm");
  FIND(can_enter, "_ZNK15node_napi_env__16can_call_into_jsEv");
  FIND(get_environment, "_ZN4node21GetCurrentEnvironmentEN2v85LocalINS0_7ContextEEE");
  FIND(at_exit, "_ZN4node6AtExitEPNS_11EnvironmentEPFvPvES2_");
  bool has_scopes = direct->handles == NULL ? direct->open_scope && direct->close_scope
                                            : direct->close_scope != NULL || direct->free_extensions != NULL;
  return has_scopes && direct->open_try && direct->close_try && direct->call && (direct->keep_slot || direct->keep_value) &&
         direct->drop && direct->can_enter && direct->get_environment && direct->at_exit;
#undef FIND
}

/* Whether this is where V8 counts handles: a new one is the last of them. */
static bool are_handles(napi_env env, const Handles *handles) {
  napi_value value;
  return napi_create_object(env, &value) == napi_ok && handles->next == (void **)value + 1 &&
         handles->next <= handles->limit && handles->level > 0;
}

/* A scope that was closed leaves its place to the next handle. */
static bool closes_scopes(napi_env env, const DirectEntry *direct) {
  napi_value inner, outer;
  Scope scope;
  open_scope(direct, &scope);
  bool is_made = napi_create_object(env, &inner) == napi_ok;
  close_scope(direct, &scope);
  return is_made && napi_create_object(env, &outer) == napi_ok && outer == inner;
}

/* More handles than V8 has at hand for one scope, which it makes room for and takes back. */
static bool closes_large_scopes(napi_env env, const DirectEntry *direct) {
  if (direct->handles == NULL) return true;
  const Handles before = *direct->handles;
  napi_value value;
  Scope scope;
  open_scope(direct, &scope);
  bool is_made = true;
  for (int32_t count = 0; count < 2048; count++) is_made = is_made && napi_create_int32(env, count, &value) == napi_ok;
  bool is_extended = direct->handles->limit != before.limit;
  close_scope(direct, &scope);
  const Handles *after = direct->handles;
  return is_made && is_extended && after->next == before.next && after->limit == before.limit && after->level == before.level;
}

/* Finds where the isolate keeps its innermost v8::TryCatch: the one place that follows two of them, whose words are as expected. */
static void find_catchers(DirectEntry *direct) {
  enum { SEARCHED_WORDS = 128 };
  void **words = direct->isolate, **found = NULL;
  /* V8 writes a part of the last word only. */
  Room outer = {{0}}, inner = {{0}};
  direct->open_try(&outer, direct->isolate);
  for (int index = 0; index < SEARCHED_WORDS; index++) {
    if (words[index] != &outer) continue;
    if (found != NULL) {
      found = NULL;
      break;
    }
    found = &words[index];
  }
  direct->open_try(&inner, direct->isolate);
  uintptr_t depth = (uintptr_t)&outer - (uintptr_t)inner.words[CATCHER_PLACE] + sizeof outer * 4;
  bool is_known = found != NULL && *found == &inner && inner.words[CATCHER_ISOLATE] == direct->isolate &&
                  inner.words[CATCHER_OUTER] == &outer && inner.words[CATCHER_EXCEPTION] == inner.words[CATCHER_MESSAGE] &&
                  outer.words[CATCHER_FLAGS] == inner.words[CATCHER_FLAGS] && depth < 4096;
  for (int index = 0; index < CATCHER_WORDS; index++) direct->calm[index] = inner.words[index];
  direct->close_try(&inner);
  is_known = is_known && *found == &outer;
  direct->close_try(&outer);
  if (is_known && *found == outer.words[CATCHER_OUTER]) direct->innermost = found;
}

/* Last of the self-test. */
static bool calls_function(Environment *environment, napi_value function) {
  Local kept = keep(environment->direct, function);
  bool is_done = koine_enter_directly(environment, kept);
  environment->direct->drop(kept);
  return is_done;
}

/* openDirectEntry(handlesOffset, tried: () => void): boolean — whether callbacks that are made from now on are entered that way.
 * The function is called once and must not throw: with `--abort-on-uncaught-exception` that would end the process. The offset is
 * that of the handles in the isolate, or 0 where it is not known; where they are not found there, V8 has functions for scopes. */
static napi_value open_direct_entry(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(2);
  size_t offset = 0;
  napi_valuetype type = napi_undefined;
  if (!koine_get_size(env, arguments[0], &offset) || napi_typeof(env, arguments[1], &type) != napi_ok ||
      type != napi_function)
    return koine_throw(env, "openDirectEntry: expected an offset and a function");
  void *(*get_isolate)(void);
  Local (*get_context)(void *isolate);
  *(void **)&get_isolate = dlsym(RTLD_DEFAULT, "_ZN2v87Isolate10GetCurrentEv");
  *(void **)&get_context = dlsym(RTLD_DEFAULT, "_ZN2v87Isolate17GetCurrentContextEv");
  DirectEntry *direct = calloc(1, sizeof *direct);
  bool is_open = false;
  if (direct != NULL && get_isolate != NULL && get_context != NULL) {
    direct->isolate = get_isolate();
    Handles *handles = (Handles *)((char *)direct->isolate + offset);
    if (offset != 0 && are_handles(env, handles)) direct->handles = handles;
    if (resolve(direct) && direct->can_enter(env) && closes_scopes(env, direct) && closes_large_scopes(env, direct)) {
      find_catchers(direct);
      direct->context = keep(direct, (napi_value)get_context(direct->isolate));
      environment->direct = direct;
      is_open = calls_function(environment, arguments[1]);
      if (is_open) direct->at_exit(direct->get_environment(direct->context), end_soon, direct);
    }
  }
  if (!is_open) {
    environment->direct = NULL;
    free(direct);
  }
  napi_value result = NULL;
  napi_get_boolean(env, is_open, &result);
  return result;
}

#else

/* The names are others there. */
static napi_value open_direct_entry(napi_env env, napi_callback_info info) {
  napi_value result = NULL;
  napi_get_boolean(env, false, &result);
  return result;
}
void *koine_keep_function(const Environment *environment, napi_value function) { return NULL; }
void koine_drop_function(const Environment *environment, void *function) {}
bool koine_enter_directly(const Environment *environment, void *function) { return false; }

#endif

void koine_export_direct_entry(napi_env env, napi_value exports, Environment *environment) {
  static const Export list[] = {{"openDirectEntry", open_direct_entry}};
  koine_export(env, exports, environment, list, sizeof list / sizeof *list);
}
