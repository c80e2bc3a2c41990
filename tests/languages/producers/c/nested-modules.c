/* Modules in modules, and types of one used in others. */
#include "nested_modules.h"
#include "probe.h"

typedef nested_modules_outer_inner_Thing Thing;

struct nested_modules_outer_inner_Thing {
    char* name;
    nested_modules_outer_Kind kind;
};

Thing* nested_modules_outer_inner_Thing_create(
    const char* name,
    nested_modules_outer_Kind kind,
    nested_modules_error* out_err) {
    (void)out_err;
    return probe_copy(&(Thing){probe_text(name), kind}, sizeof(Thing));
}

void nested_modules_outer_inner_Thing_destroy(Thing* ptr) {
    if (ptr == NULL) return;
    probe_free(ptr->name);
    probe_free(ptr);
}

const char* nested_modules_outer_inner_Thing_get_name(const Thing* ptr) {
    return nested_modules_copy_string(ptr->name);
}

nested_modules_outer_Kind nested_modules_outer_inner_Thing_get_kind(const Thing* ptr) {
    return ptr->kind;
}

int32_t nested_modules_outer_depth(nested_modules_error* out_err) {
    (void)out_err;
    return 1;
}

int32_t nested_modules_outer_inner_depth(nested_modules_error* out_err) {
    (void)out_err;
    return 2;
}

int32_t nested_modules_outer_inner_innermost_depth(nested_modules_error* out_err) {
    (void)out_err;
    return 3;
}

Thing* nested_modules_outer_inner_make(
    const char* name,
    nested_modules_outer_Kind kind,
    nested_modules_error* out_err) {
    return nested_modules_outer_inner_Thing_create(name, kind, out_err);
}

Thing* nested_modules_outer_inner_innermost_rename(
    const Thing* thing,
    const char* name,
    nested_modules_error* out_err) {
    return nested_modules_outer_inner_Thing_create(name, thing->kind, out_err);
}

nested_modules_outer_Kind nested_modules_sibling_kind_of(const Thing* thing, nested_modules_error* out_err) {
    (void)out_err;
    return thing->kind;
}

int64_t nested_modules_probe_live(nested_modules_error* out_err) {
    (void)out_err;
    return probe_live();
}
