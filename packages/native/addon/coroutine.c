/*
 * Stacks for C functions that call back. The code that switches between them is machine code (engine/coroutine), which shares
 * the two records below. Here stacks are mapped and given back, calls that JavaScript abandoned are finished, and an overflow
 * becomes an error instead of a crash: behind each stack lies a guard, and a handler of the fault signal that knows the
 * guards lets the thread go on in JavaScript. All other faults go to whoever handled them before.
 */
#include "koine.h"

#if defined(__x86_64__) && (defined(__linux__) || defined(__APPLE__))

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#ifdef __APPLE__
#include <sys/ucontext.h>
#define FAULT_SIGNAL SIGBUS
#define MACHINE_REGISTER(context, mac, linux) ((context)->uc_mcontext->__ss.mac)
#define MAP_NORESERVE_STACK 0
#else
#include <ucontext.h>
#define FAULT_SIGNAL SIGSEGV
#define MACHINE_REGISTER(context, mac, linux) ((context)->uc_mcontext.gregs[linux])
#define MAP_NORESERVE_STACK (MAP_NORESERVE | MAP_STACK)
#endif

/* Offsets: engine/coroutine/coroutine-layout.ts. */
typedef struct Stack {
  uintptr_t low;
  uintptr_t size;
  uintptr_t stack_pointer;
  struct Stack *outer;
  struct Stack *next;
} Stack;

typedef struct Coroutines {
  /* What machine code knows. Any thread may read the first. */
  Stack *_Atomic running;
  uintptr_t stack_pointer;
  /* For a thread that leaves C by an overflow, where these may have any value. */
  uint32_t sse_control;
  uint16_t x87_control;
  /* From here on only this file reads. */
  struct Coroutines *next_of_environment;
  struct Coroutines *next_of_process;
  uintptr_t thread;
  uint8_t *words;
  void (*step)(void);
  uintptr_t abandon;
  bool is_finished_at_end;
  _Atomic bool is_active;
  uint32_t stack_count;
  void *signal_stack;
  Stack *unused;
  /* Records are never freed: any thread may look at one while it compares its own stack with it. */
  Stack *stacks;
} Coroutines;

enum {
  MAXIMUM_STACKS = 16384,
  /* As far as frames of C usually reach at once; Linux keeps the same distance below the stacks that it makes. */
  GUARD_SIZE = 1024 * 1024,
  /* What the system needs to call a handler of a signal, with every register of the widest processors. */
  SIGNAL_FRAME_SIZE = 16 * 1024,
  SIGNAL_STACK_SIZE = 128 * 1024,
  INNERMOST_OFFSET = 8,
};

/* All of the process, for the handler; records stay in the list. */
static Coroutines *_Atomic all_coroutines;
static struct sigaction previous_action;
static pthread_once_t handler_once = PTHREAD_ONCE_INIT;

static Stack *innermost(const Coroutines *coroutines) {
  Stack *stack;
  memcpy(&stack, coroutines->words + INNERMOST_OFFSET, sizeof stack);
  return stack;
}

/* The callback whose result C waits for on a stack. The address where C continues lies on top, and before that the record's. */
static struct Callback *waiting_on(const Stack *stack) {
  struct Callback *callback;
  /* SAFETY: the stack is in use and C waits on it, so the thunk of a callback left its address there (appendYield). */
  const char *resumed = *(const char *const *)stack->stack_pointer;
  memcpy(&callback, resumed - sizeof callback, sizeof callback);
  return callback;
}

/* With hardware shadow stacks a return must match its call, which switching stacks breaks. */
static bool has_shadow_stack(void) {
  uint64_t pointer = 0;
  /* rdsspq rax: does nothing on processors and systems without. */
  __asm__ volatile(".byte 0xf3, 0x48, 0x0f, 0x1e, 0xc8" : "+a"(pointer));
  return pointer != 0;
}

static bool is_overflow(const Stack *stack, const siginfo_t *info, uintptr_t stack_pointer) {
  uintptr_t guard = stack->low - GUARD_SIZE;
  if ((uintptr_t)info->si_addr - guard < GUARD_SIZE) return true;
#ifdef SI_KERNEL
  /* No room for the frame of another signal: the address is not told. */
  if (info->si_code == SI_KERNEL) return stack_pointer - guard < GUARD_SIZE + SIGNAL_FRAME_SIZE;
#endif
  return false;
}

static void pass_on(int signal, siginfo_t *info, void *context) {
  if (previous_action.sa_flags & SA_SIGINFO) {
    previous_action.sa_sigaction(signal, info, context);
    return;
  }
  if (previous_action.sa_handler != SIG_DFL && previous_action.sa_handler != SIG_IGN) {
    previous_action.sa_handler(signal);
    return;
  }
  /* The instruction faults again and the default action takes the process down, as if we had never been there. */
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = SIG_DFL;
  sigaction(signal, &action, NULL);
  if (info->si_code <= 0) raise(signal);
}

static void handle_fault(int signal, siginfo_t *info, void *data) {
  ucontext_t *context = data;
  uintptr_t thread = koine_current_thread();
  for (Coroutines *coroutines = all_coroutines; coroutines != NULL; coroutines = coroutines->next_of_process) {
    Stack *stack = coroutines->running;
    if (stack == NULL || coroutines->thread != thread || !coroutines->is_active) continue;
    if (!is_overflow(stack, info, (uintptr_t)MACHINE_REGISTER(context, __rsp, REG_RSP))) continue;
    /* SAFETY: this thread runs C on `stack`, so JavaScript waits on its own stack for a step to return. */
    MACHINE_REGISTER(context, __rip, REG_RIP) = (__typeof__(MACHINE_REGISTER(context, __rip, REG_RIP)))coroutines->abandon;
    return;
  }
  pass_on(signal, info, data);
}

static void install_handler(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = handle_fault;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  sigaction(FAULT_SIGNAL, NULL, &previous_action);
  sigaction(FAULT_SIGNAL, &action, NULL);
}

/* A handler cannot run on the stack that is full. A thread that has a stack for signals keeps it. */
static void *add_signal_stack(void) {
  stack_t current;
  if (sigaltstack(NULL, &current) != 0 || !(current.ss_flags & SS_DISABLE)) return NULL;
  void *memory = mmap(NULL, SIGNAL_STACK_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return NULL;
  stack_t wanted = {.ss_sp = memory, .ss_size = SIGNAL_STACK_SIZE};
  if (sigaltstack(&wanted, NULL) == 0) return memory;
  munmap(memory, SIGNAL_STACK_SIZE);
  return NULL;
}

static void remove_signal_stack(void *memory) {
  stack_t current, none = {.ss_flags = SS_DISABLE};
  if (memory == NULL || sigaltstack(NULL, &current) != 0 || current.ss_sp != memory) return;
  if (sigaltstack(&none, NULL) == 0) munmap(memory, SIGNAL_STACK_SIZE);
}

static Coroutines *get_coroutines(napi_env env, napi_value value) {
  uintptr_t address = 0;
  return koine_get_address(env, value, &address) ? (Coroutines *)address : NULL;
}

/* createCoroutines(words: address): address of the control block | undefined where stacks cannot be switched */
static napi_value create_coroutines(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(1);
  uintptr_t words = 0;
  if (!koine_get_address(env, arguments[0], &words) || words == 0)
    return koine_throw(env, "createCoroutines: expected an address");
  if (has_shadow_stack()) return NULL;
  Coroutines *coroutines = calloc(1, sizeof *coroutines);
  Stack *stacks = calloc(MAXIMUM_STACKS, sizeof *stacks);
  if (coroutines == NULL || stacks == NULL) {
    free(coroutines);
    free(stacks);
    return NULL;
  }
  coroutines->words = (uint8_t *)words;
  coroutines->stacks = stacks;
  coroutines->sse_control = __builtin_ia32_stmxcsr();
  __asm__ volatile("fnstcw %0" : "=m"(coroutines->x87_control));
  coroutines->thread = environment->thread;
  coroutines->next_of_environment = environment->coroutines;
  environment->coroutines = coroutines;
  return koine_make_address(env, (uintptr_t)coroutines);
}

/* armCoroutines(control, step: address, abandon: address, isFinishedAtEnd: boolean): void — before the first stack is added;
 * `isFinishedAtEnd` says whether calls in progress are finished when the environment ends. */
static napi_value arm_coroutines(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(4);
  Coroutines *coroutines = get_coroutines(env, arguments[0]);
  uintptr_t step = 0, abandon = 0;
  if (coroutines == NULL || !koine_get_address(env, arguments[1], &step) ||
      !koine_get_address(env, arguments[2], &abandon) ||
      napi_get_value_bool(env, arguments[3], &coroutines->is_finished_at_end) != napi_ok)
    return koine_throw(env, "armCoroutines: expected a control block, two addresses and a boolean");
  coroutines->step = (void (*)(void))step;
  coroutines->abandon = abandon;
  return NULL;
}

/* Faults are handled from the first stack on: programs without callbacks keep their signals as they are. */
static void activate(Coroutines *coroutines) {
  pthread_once(&handler_once, install_handler);
  coroutines->signal_stack = add_signal_stack();
  coroutines->next_of_process = all_coroutines;
  while (!atomic_compare_exchange_weak(&all_coroutines, &coroutines->next_of_process, coroutines)) {}
  coroutines->is_active = true;
}

static Stack *take_record(Coroutines *coroutines) {
  Stack *record = coroutines->unused;
  if (record != NULL) coroutines->unused = record->next;
  else if (coroutines->stack_count < MAXIMUM_STACKS) record = &coroutines->stacks[coroutines->stack_count++];
  return record;
}

static void drop_record(Coroutines *coroutines, Stack *record) {
  record->size = 0;
  record->next = coroutines->unused;
  coroutines->unused = record;
}

/* addStack(control, poolOffset, byteLength): boolean — puts a new stack into a pool; false when there is no memory. */
static napi_value add_stack(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(3);
  Coroutines *coroutines = get_coroutines(env, arguments[0]);
  size_t pool = 0, size = 0;
  napi_value result = NULL;
  if (coroutines == NULL || !koine_get_size(env, arguments[1], &pool) || !koine_get_size(env, arguments[2], &size))
    return koine_throw(env, "addStack: expected a control block and two sizes");
  if (!coroutines->is_active) activate(coroutines);
  napi_get_boolean(env, false, &result);
  Stack *stack = take_record(coroutines);
  if (stack == NULL) return result;
  char *memory = mmap(NULL, GUARD_SIZE + size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE_STACK, -1, 0);
  if (memory == MAP_FAILED || mprotect(memory + GUARD_SIZE, size, PROT_READ | PROT_WRITE) != 0) {
    if (memory != MAP_FAILED) munmap(memory, GUARD_SIZE + size);
    drop_record(coroutines, stack);
    return result;
  }
  stack->low = (uintptr_t)memory + GUARD_SIZE;
  stack->size = size;
  stack->stack_pointer = stack->low + size;
  memcpy(&stack->next, coroutines->words + pool, sizeof stack->next);
  memcpy(coroutines->words + pool, &stack, sizeof stack);
  napi_get_boolean(env, true, &result);
  return result;
}

static void unmap_stack(Coroutines *coroutines, Stack *stack) {
  void *guard = (void *)(stack->low - GUARD_SIZE);
  uintptr_t size = stack->size;
  drop_record(coroutines, stack);
  munmap(guard, GUARD_SIZE + size);
}

/* trimStacks(control, poolOffset, count): void — gives the memory of all free stacks of a pool but `count` back. */
static napi_value trim_stacks(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(3);
  Coroutines *coroutines = get_coroutines(env, arguments[0]);
  size_t pool = 0, count = 0;
  if (coroutines == NULL || !koine_get_size(env, arguments[1], &pool) || !koine_get_size(env, arguments[2], &count))
    return koine_throw(env, "trimStacks: expected a control block and two sizes");
  Stack *first, **last = &first;
  memcpy(&first, coroutines->words + pool, sizeof first);
  for (; count > 0 && *last != NULL; count--) last = &(*last)->next;
  Stack *surplus = *last;
  *last = NULL;
  memcpy(coroutines->words + pool, &first, sizeof first);
  while (surplus != NULL) {
    Stack *next = surplus->next;
    unmap_stack(coroutines, surplus);
    surplus = next;
  }
  return NULL;
}

/* Runs the innermost call to its end; every callback that it makes gets its default. */
static void finish_innermost(Coroutines *coroutines) {
  Stack *stack = innermost(coroutines);
  while (innermost(coroutines) == stack) {
    koine_refuse(waiting_on(stack), false);
    coroutines->step();
  }
}

/* finishStacks(control, own: int32): void — finishes the calls inside of the one whose record has these low 32 bits: JavaScript
 * left them without an end, because it was stopped. Records lie so close that these bits tell them apart. */
static napi_value finish_stacks(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(2);
  Coroutines *coroutines = get_coroutines(env, arguments[0]);
  int32_t own = 0;
  if (coroutines == NULL || napi_get_value_int32(env, arguments[1], &own) != napi_ok)
    return koine_throw(env, "finishStacks: expected a control block and a number");
  Stack *stack = innermost(coroutines);
  while (stack != NULL && (int32_t)(uintptr_t)stack != own) stack = stack->outer;
  if (stack == NULL) return NULL;
  struct Callback *waiting = waiting_on(stack);
  void *result = koine_copy_result(waiting);
  while (innermost(coroutines) != stack) finish_innermost(coroutines);
  koine_restore_result(waiting, result);
  return NULL;
}

/* refuseWaiting(control): void — gives the default to the callback that C waits for: no stack is left to enter JavaScript. */
static napi_value refuse_waiting(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(1);
  Coroutines *coroutines = get_coroutines(env, arguments[0]);
  if (coroutines == NULL) return koine_throw(env, "refuseWaiting: expected a control block");
  koine_refuse(waiting_on(innermost(coroutines)), true);
  return NULL;
}

bool koine_runs_coroutine(const Environment *environment) {
  for (Coroutines *coroutines = environment->coroutines; coroutines != NULL; coroutines = coroutines->next_of_environment)
    if (coroutines->running != NULL) return true;
  return false;
}

void koine_end_coroutines(Environment *environment) {
  for (Coroutines *coroutines = environment->coroutines; coroutines != NULL; coroutines = coroutines->next_of_environment) {
    if (!coroutines->is_active) continue;
    if (coroutines->is_finished_at_end)
      while (innermost(coroutines) != NULL) finish_innermost(coroutines);
    coroutines->is_active = false;
    remove_signal_stack(coroutines->signal_stack);
    /* Where C did not come to its end, others may hold addresses of its frames. */
    for (uint32_t index = 0; index < coroutines->stack_count; index++) {
      Stack *stack = &coroutines->stacks[index];
      if (stack->size != 0 && stack->stack_pointer == stack->low + stack->size) unmap_stack(coroutines, stack);
    }
  }
}

#else

/* Stacks are switched on x86-64 with the System V convention only. */
static napi_value create_coroutines(napi_env env, napi_callback_info info) { return NULL; }
#define arm_coroutines create_coroutines
#define add_stack create_coroutines
#define trim_stacks create_coroutines
#define finish_stacks create_coroutines
#define refuse_waiting create_coroutines
bool koine_runs_coroutine(const Environment *environment) { return false; }
void koine_end_coroutines(Environment *environment) {}

#endif

void koine_export_coroutine(napi_env env, napi_value exports, Environment *environment) {
  static const Export list[] = {
      {"createCoroutines", create_coroutines},
      {"armCoroutines", arm_coroutines},
      {"addStack", add_stack},
      {"trimStacks", trim_stacks},
      {"finishStacks", finish_stacks},
      {"refuseWaiting", refuse_waiting},
  };
  koine_export(env, exports, environment, list, sizeof list / sizeof *list);
}
