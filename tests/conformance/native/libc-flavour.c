/* Tells whether the C library of this process has glibc's own version function, as openLibrary asks. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>

int main(void) {
  void *self = dlopen(NULL, RTLD_NOW);
  puts(self != NULL && dlsym(self, "gnu_get_libc_version") != NULL ? "glibc" : "musl");
  return 0;
}
