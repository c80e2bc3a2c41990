/*
 * Function pointers without machine code of our own making, for systems that grant no executable memory: a page of this
 * file's own code is mapped again from the addon's file, as the loader does, with a page of data behind it. Each of its 256
 * trampolines reads a record there and goes to one routine that keeps all registers of arguments; which of them have which
 * bytes of which argument is data, the plan that thunks are emitted from (engine/thunk/thunk-frame.ts).
 */
#include "koine.h"

#if defined(__linux__) && defined(__x86_64__)

#include <fcntl.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define PAGE 4096
#define TRAMPOLINES_PER_PAGE 256

/*
 * One page of trampolines of 16 bytes. The data of each lies one page behind it: the record, and the address of
 * koine_take_registers. System V x86-64 leaves r11 to such code (psABI 3.2.2).
 */
__asm__(".pushsection .text\n"
        ".balign 4096\n"
        ".globl koine_trampoline_page\n"
        ".hidden koine_trampoline_page\n"
        "koine_trampoline_page:\n"
        ".rept 256\n"
        "  .balign 16\n"
        "  movq 4089(%rip), %r11\n" /* 4096 from the start of an instruction of 7 bytes */
        "  jmpq *4091(%rip)\n"      /* 4096 + 8 from the start, behind 13 bytes */
        ".endr\n"
        ".balign 4096\n"
        ".popsection\n");

/*
 * Stores all registers that arguments may be in to a RegisterBlock, and loads those that a result may be in. What
 * koine_run_trampoline gives is how many x87 registers the result has.
 */
__asm__(".pushsection .text\n"
        ".globl koine_take_registers\n"
        ".hidden koine_take_registers\n"
        ".type koine_take_registers, @function\n"
        "koine_take_registers:\n"
        "  .cfi_startproc\n"
        "  pushq %rbp\n"
        "  .cfi_def_cfa_offset 16\n"
        "  .cfi_offset %rbp, -16\n"
        "  movq %rsp, %rbp\n"
        "  .cfi_def_cfa_register %rbp\n"
        "  subq $192, %rsp\n"
        "  movq %rdi, 0(%rsp)\n"
        "  movq %rsi, 8(%rsp)\n"
        "  movq %rdx, 16(%rsp)\n"
        "  movq %rcx, 24(%rsp)\n"
        "  movq %r8, 32(%rsp)\n"
        "  movq %r9, 40(%rsp)\n"
        "  movq %xmm0, 48(%rsp)\n"
        "  movq %xmm1, 56(%rsp)\n"
        "  movq %xmm2, 64(%rsp)\n"
        "  movq %xmm3, 72(%rsp)\n"
        "  movq %xmm4, 80(%rsp)\n"
        "  movq %xmm5, 88(%rsp)\n"
        "  movq %xmm6, 96(%rsp)\n"
        "  movq %xmm7, 104(%rsp)\n"
        "  leaq 16(%rbp), %rax\n"
        "  movq %rax, 112(%rsp)\n"
        "  movq %rsp, %rdi\n"
        "  movq %r11, %rsi\n"
        "  call koine_run_trampoline\n"
        "  cmpl $1, %eax\n"
        "  jb 2f\n"
        "  je 1f\n"
        "  fldt 176(%rsp)\n"
        "1: fldt 160(%rsp)\n"
        "2: movq 128(%rsp), %rax\n"
        "  movq 136(%rsp), %rdx\n"
        "  movq 144(%rsp), %xmm0\n"
        "  movq 152(%rsp), %xmm1\n"
        "  leave\n"
        "  .cfi_def_cfa %rsp, 8\n"
        "  ret\n"
        "  .cfi_endproc\n"
        ".size koine_take_registers, .-koine_take_registers\n"
        ".popsection\n");

extern const uint8_t koine_trampoline_page[PAGE];
extern void koine_take_registers(void);

/* What the routine above stores and loads. */
typedef struct {
  uint64_t integers[6];
  uint64_t floats[8];
  uint8_t *stack;
  uint64_t unused;
  uint64_t integer_results[2];
  uint64_t float_results[2];
  uint8_t x87_results[2][16];
} RegisterBlock;

_Static_assert(sizeof(RegisterBlock) == 192 && offsetof(RegisterBlock, stack) == 112 &&
                   offsetof(RegisterBlock, integer_results) == 128 && offsetof(RegisterBlock, x87_results) == 160,
               "koine_take_registers has these offsets");

/* Some bytes that arrive: where from, counted from the start of the registers or of the caller's stack. */
typedef struct {
  uint64_t is_on_stack;
  uint64_t source;
  uint64_t offset;
  uint64_t size;
} BlockMove;

/* Some bytes of a result, and where in the registers they go. */
typedef struct {
  uint64_t offset;
  uint64_t target;
  uint64_t size;
} ResultMove;

typedef struct {
  struct Callback *callback;
  uint64_t block_size;
  /* Bytes of a result in memory of the caller, whose address the block has at this offset; 0 for all other results. */
  uint64_t memory_result_size;
  uint64_t memory_address_offset;
  uint64_t x87_count;
  uint64_t move_count;
  uint64_t result_count;
  /* The moves, and then those of the result. */
  uint64_t moves[];
} TrampolineRecord;

__attribute__((visibility("hidden"), used)) int koine_run_trampoline(RegisterBlock *registers,
                                                                     const TrampolineRecord *record) {
  /* SAFETY: the plan was made for the type that native code calls this with; the block has room for all that it moves. */
  uint8_t *block = __builtin_alloca_with_align(record->block_size, 128);
  const BlockMove *moves = (const BlockMove *)record->moves;
  for (uint64_t index = 0; index < record->move_count; index++) {
    const uint8_t *source = moves[index].is_on_stack ? registers->stack : (const uint8_t *)registers;
    memcpy(block + moves[index].offset, source + moves[index].source, moves[index].size);
  }
  koine_enter_javascript(record->callback, block);
  if (record->memory_result_size != 0) {
    void *target;
    memcpy(&target, block + record->memory_address_offset, sizeof target);
    memcpy(target, block, record->memory_result_size);
    registers->integer_results[0] = (uintptr_t)target;
  }
  const ResultMove *results = (const ResultMove *)(moves + record->move_count);
  for (uint64_t index = 0; index < record->result_count; index++)
    memcpy((uint8_t *)registers + results[index].target, block + results[index].offset, results[index].size);
  return (int)record->x87_count;
}

/* Where the addon's file has an address of the addon. */
typedef struct {
  uintptr_t address;
  off_t offset;
  char path[4096];
  bool is_found;
} FilePlace;

static int find_place(struct dl_phdr_info *object, size_t size, void *data) {
  FilePlace *place = data;
  for (int index = 0; index < object->dlpi_phnum; index++) {
    const ElfW(Phdr) *segment = &object->dlpi_phdr[index];
    uintptr_t start = object->dlpi_addr + segment->p_vaddr;
    if (segment->p_type != PT_LOAD || place->address < start || place->address >= start + segment->p_filesz) continue;
    if (strlen(object->dlpi_name) >= sizeof place->path) return 1;
    strcpy(place->path, object->dlpi_name);
    place->offset = (off_t)(segment->p_offset + (place->address - start));
    place->is_found = true;
    return 1;
  }
  return 0;
}

/* Maps the trampolines once more, with a page of data behind them; NULL where the system refuses even that. */
static uint8_t *map_page(void) {
  static const size_t length = 2 * PAGE;
  FilePlace place = {.address = (uintptr_t)koine_trampoline_page};
  if (sysconf(_SC_PAGESIZE) != PAGE) return NULL;
  dl_iterate_phdr(find_place, &place);
  int file = place.is_found ? open(place.path, O_RDONLY | O_CLOEXEC) : -1;
  if (file < 0) return NULL;
  uint8_t *page = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (page != MAP_FAILED &&
      (mmap(page, PAGE, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_FIXED, file, place.offset) == MAP_FAILED ||
       /* The file may have been replaced since it was loaded. */
       memcmp(page, koine_trampoline_page, PAGE) != 0)) {
    munmap(page, length);
    page = MAP_FAILED;
  }
  close(file);
  return page == MAP_FAILED ? NULL : page;
}

/* makeTrampoline(record: address): address | undefined — a function pointer, of a TrampolineRecord; never freed. */
static napi_value make_trampoline(napi_env env, napi_callback_info info) {
  KOINE_ARGUMENTS(1);
  uintptr_t record = 0;
  if (!koine_get_address(env, arguments[0], &record) || record == 0)
    return koine_throw(env, "makeTrampoline: expected the address of a record");
  if (environment->trampolines == NULL || environment->trampoline_count == TRAMPOLINES_PER_PAGE) {
    uint8_t *page = map_page();
    if (page == NULL) return NULL;
    environment->trampolines = page;
    environment->trampoline_count = 0;
  }
  uint8_t *trampoline = environment->trampolines + (size_t)environment->trampoline_count++ * 16;
  uintptr_t data[2] = {record, (uintptr_t)koine_take_registers};
  memcpy(trampoline + PAGE, data, sizeof data);
  return koine_make_address(env, (uintptr_t)trampoline);
}

#else

/* Elsewhere closures come from libffi alone. */
static napi_value make_trampoline(napi_env env, napi_callback_info info) { return NULL; }

#endif

void koine_export_trampoline(napi_env env, napi_value exports, Environment *environment) {
  static const Export list[] = {{"makeTrampoline", make_trampoline}};
  koine_export(env, exports, environment, list, sizeof list / sizeof *list);
}
