/*
 * What libffi's own header gained after version 3.4, so that the raw layer has it wherever the installed library does:
 * questions about the library (3.5) and call plans (3.7, their size 3.8). Read by `koine bind` beside <ffi.h>.
 */
#ifndef KOINE_NEWER_LIBFFI_H
#define KOINE_NEWER_LIBFFI_H

#include <ffi.h>

/** Gives the version of the library as text. Since 3.5. */
const char *ffi_get_version(void);

/** Gives the version of the library as a number: 3.5.0 is 30500. Since 3.5. */
unsigned long ffi_get_version_number(void);

/** Gives the calling convention that the library's own platform uses. Since 3.5. */
unsigned int ffi_get_default_abi(void);

/** Gives the size of an ffi_closure in bytes. Since 3.5. */
size_t ffi_get_closure_size(void);

/** Where the arguments of a signature go, computed once. */
typedef struct ffi_call_plan ffi_call_plan;

/** Makes a plan; NULL when there is no memory. The cif must outlive it. Since 3.7. */
ffi_call_plan *ffi_call_plan_alloc(ffi_cif *cif);

/** Does what ffi_call does with the plan's cif. Since 3.7. */
void ffi_call_plan_invoke(ffi_call_plan *plan, void (*fn)(void), void *rvalue, void **avalue);

/** Frees a plan. Since 3.7. */
void ffi_call_plan_free(ffi_call_plan *plan);

/** Gives the bytes that a plan takes. Since 3.8. */
size_t ffi_call_plan_size(ffi_call_plan *plan);

#endif
