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

const char* strings_text_broken(strings_error* out_err) {
    (void)out_err;
    return strings_copy_string("a \377 b");
}

const char** strings_text_broken_list(size_t* out_len, strings_error* out_err) {
    const char** texts = strings_allocate_array(3, sizeof *texts);
    texts[0] = strings_copy_string("first");
    texts[1] = strings_text_broken(out_err);
    texts[2] = strings_copy_string("last");
    *out_len = 3;
    return texts;
}

void strings_text_broken_map(
    const char*** out_keys,
    const char*** out_values,
    size_t* out_len,
    strings_error* out_err) {
    *out_keys = strings_text_broken_list(out_len, out_err);
    *out_values = strings_text_broken_list(out_len, out_err);
}

struct strings_text_BrokenItemsIterator {
    uint32_t next;
};

strings_text_BrokenItemsIterator* strings_text_broken_items(strings_error* out_err) {
    (void)out_err;
    return probe_copy(&(strings_text_BrokenItemsIterator){0}, sizeof(strings_text_BrokenItemsIterator));
}

int32_t strings_text_BrokenItemsIterator_next(
    strings_text_BrokenItemsIterator* iter,
    const char** out_item,
    strings_error* out_err) {
    if (iter->next == 3) return 0;
    *out_item = iter->next++ == 1 ? strings_text_broken(out_err) : strings_copy_string("whole");
    return 1;
}

void strings_text_BrokenItemsIterator_destroy(strings_text_BrokenItemsIterator* iter) {
    probe_free(iter);
}

int64_t strings_probe_live(strings_error* out_err) {
    (void)out_err;
    return probe_live();
}
