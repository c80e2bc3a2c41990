/* Text in UTF-8, borrowed on the way in, owned by the caller on the way out. */
#include "strings.h"
#include "probe.h"

#include <string.h>

const char* strings_text_echo(const char* value, strings_error* out_err) {
    (void)out_err;
    return strings_copy_string(value);
}

const char* strings_text_join(const char* left, const char* right, strings_error* out_err) {
    size_t length = strlen(left);
    char* joined = strings_allocate_array(length + strlen(right) + 1, 1);
    (void)out_err;
    strcpy(joined, left);
    strcpy(joined + length, right);
    return joined;
}

uint64_t strings_text_byte_length(const char* value, strings_error* out_err) {
    (void)out_err;
    return strlen(value);
}

const char* strings_text_greeting(strings_error* out_err) {
    (void)out_err;
    return strings_copy_string("Gr\303\274\303\237e, \344\270\226\347\225\214 \360\237\214\215");
}

const char* strings_text_repeat(const char* value, uint32_t count, strings_error* out_err) {
    size_t length = strlen(value);
    char* repeated = strings_allocate_array(length * count + 1, 1);
    (void)out_err;
    for (uint32_t index = 0; index < count; index++) memcpy(repeated + index * length, value, length);
    return repeated;
}

int64_t strings_probe_live(strings_error* out_err) {
    (void)out_err;
    return probe_live();
}
