/*
 * Runs a program that may not make executable memory: `deny-code mdwe|all PROGRAM ARGUMENT…`. With `mdwe` no mapping may be
 * writable and executable, now or one after the other, as in a service with MemoryDenyWriteExecute; with `all` the only
 * executable mappings are private ones of files, as under SELinux without execmem and with memfd_create filtered.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef PR_SET_MDWE
#define PR_SET_MDWE 65
#define PR_MDWE_REFUSE_EXEC_GAIN 1
#endif

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define IF(test, value, then, otherwise) BPF_JUMP(BPF_JMP | test | BPF_K, value, then, otherwise)
#define RETURN(action) BPF_STMT(BPF_RET | BPF_K, action)

static int deny_all(void) {
  struct sock_filter filter[] = {
      LOAD(nr),
      IF(BPF_JEQ, SYS_memfd_create, 8, 0),
      IF(BPF_JEQ, SYS_mprotect, 4, 0),
      IF(BPF_JEQ, SYS_mmap, 0, 5),
      LOAD(args[3]),
      IF(BPF_JSET, MAP_ANONYMOUS, 1, 0),
      /* MAP_SHARED_VALIDATE has the bit, too. */
      IF(BPF_JSET, MAP_SHARED, 0, 2),
      LOAD(args[2]),
      IF(BPF_JSET, PROT_EXEC, 1, 0),
      RETURN(SECCOMP_RET_ALLOW),
      RETURN(SECCOMP_RET_ERRNO | EACCES),
  };
  struct sock_fprog program = {.len = sizeof filter / sizeof *filter, .filter = filter};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

int main(int count, char **arguments) {
  if (count < 3) return 64;
  int failed = strcmp(arguments[1], "mdwe") == 0 ? prctl(PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN, 0, 0, 0) : deny_all();
  if (failed != 0) {
    perror("not possible here");
    return 77;
  }
  execv(arguments[2], arguments + 2);
  perror(arguments[2]);
  return 64;
}
