/*
 * A .NET runtime (Mono) inside of a library: managed code, called from C, calls C functions back. The runtime knows the bounds
 * of the stack that its thread came with, searches it for objects, and catches its overflow.
 */
#include <mono/jit/jit.h>
#include <mono/metadata/assembly.h>
#include <mono/metadata/mono-config.h>
#include <string.h>

static int (*wanted)(int);
static MonoClass *callbacks;

static int call_back(int value) { return wanted(value); }

/* Loads the assembly at a path; 0 if that failed. */
int dotnet_start(const char *path) {
  MonoDomain *domain = mono_jit_init("koine");
  if (domain == NULL) return 0;
  mono_add_internal_call("Callbacks::CallBack", call_back);
  MonoAssembly *assembly = mono_domain_assembly_open(domain, path);
  if (assembly != NULL) callbacks = mono_class_from_name(mono_assembly_get_image(assembly), "", "Callbacks");
  return callbacks != NULL;
}

/* Calls `static int name(int)` of the managed class, which calls back; -1 if it threw. */
int dotnet_call(const char *name, int (*callback)(int), int value) {
  int (*outer)(int) = wanted;
  void *arguments[] = {&value};
  MonoObject *exception = NULL;
  wanted = callback;
  MonoMethod *method = mono_class_get_method_from_name(callbacks, name, 1);
  MonoObject *result = mono_runtime_invoke(method, NULL, arguments, &exception);
  wanted = outer;
  return exception != NULL ? -1 : *(int *)mono_object_unbox(result);
}
