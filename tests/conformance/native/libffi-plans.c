/*
 * The call plans of libffi 3.7 over an older libffi: plans that do what libffi's own do where they have no quicker way. It is
 * linked with all of libffi, and stands in its place.
 */
#include <ffi.h>
#include <stdlib.h>

typedef struct { ffi_cif *cif; } Plan;

static int invoked;

Plan *ffi_call_plan_alloc(ffi_cif *cif) {
  Plan *plan = malloc(sizeof *plan);
  plan->cif = cif;
  return plan;
}

void ffi_call_plan_invoke(Plan *plan, void (*callee)(void), void *result, void **values) {
  invoked++;
  ffi_call(plan->cif, callee, result, values);
}

void ffi_call_plan_free(Plan *plan) { free(plan); }

int count_invoked(void) { return invoked; }
