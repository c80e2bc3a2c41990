/* Nested modules. */
#include "nested_modules.h"

#include "check.h"

int main(void) {
    nested_modules_error error = {0, NULL};
    CHECK(nested_modules_outer_depth(&error) == 1);
    CHECK(nested_modules_outer_inner_depth(&error) == 2);
    CHECK(nested_modules_outer_inner_innermost_depth(&error) == 3);
    nested_modules_outer_inner_Thing* thing =
        nested_modules_outer_inner_make("first", nested_modules_outer_Kind_Special, &error);
    nested_modules_outer_inner_Thing* renamed =
        nested_modules_outer_inner_innermost_rename(thing, "second", &error);
    const char* name = nested_modules_outer_inner_Thing_get_name(renamed);
    CHECK_TEXT(name, "second");
    nested_modules_free_string(name);
    CHECK(nested_modules_sibling_kind_of(renamed, &error) == nested_modules_outer_Kind_Special);
    nested_modules_outer_inner_Thing_destroy(thing);
    nested_modules_outer_inner_Thing_destroy(renamed);
    CHECK(error.code == 0);
    CHECK(nested_modules_probe_live(&error) == 0);
    return 0;
}
