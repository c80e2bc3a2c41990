/* Lists are a pointer and a count; each item of a result is the caller's. */
#include "lists.h"
#include "probe.h"

#include <string.h>

#define ECHO(name, type)                                                                                         \
    type* lists_many_echo_##name(const type* values, size_t values_len, size_t* out_len, lists_error* out_err) { \
        (void)out_err;                                                                                           \
        *out_len = values_len;                                                                                   \
        return lists_copy_array(values, values_len, sizeof(type));                                               \
    }
ECHO(bools, bool)
ECHO(bytes, uint8_t)
ECHO(shorts, int16_t)
ECHO(ints, int32_t)
ECHO(longs, int64_t)
ECHO(unsigned, uint64_t)
ECHO(floats, float)
ECHO(doubles, double)
ECHO(colors, lists_many_Color)
ECHO(handles, lists_handle_t)

const char** lists_many_echo_texts(
    const char* const* values,
    size_t values_len,
    size_t* out_len,
    lists_error* out_err) {
    const char** texts = lists_allocate_array(values_len, sizeof *texts);
    (void)out_err;
    for (size_t index = 0; index < values_len; index++) texts[index] = lists_copy_string(values[index]);
    *out_len = values_len;
    return texts;
}

struct lists_many_Item {
    int64_t id;
    char* label;
};

lists_many_Item* lists_many_Item_create(int64_t id, const char* label, lists_error* out_err) {
    lists_many_Item* item = probe_allocate(sizeof *item);
    (void)out_err;
    item->id = id;
    item->label = probe_text(label);
    return item;
}

void lists_many_Item_destroy(lists_many_Item* ptr) {
    if (ptr == NULL) return;
    probe_free(ptr->label);
    probe_free(ptr);
}

int64_t lists_many_Item_get_id(const lists_many_Item* ptr) {
    return ptr->id;
}

const char* lists_many_Item_get_label(const lists_many_Item* ptr) {
    return lists_copy_string(ptr->label);
}

lists_many_Item** lists_many_echo_items(
    lists_many_Item* const* values,
    size_t values_len,
    size_t* out_len,
    lists_error* out_err) {
    lists_many_Item** items = lists_allocate_array(values_len, sizeof *items);
    for (size_t index = 0; index < values_len; index++) {
        items[index] = lists_many_Item_create(values[index]->id, values[index]->label, out_err);
    }
    *out_len = values_len;
    return items;
}

int64_t lists_many_sum(const int64_t* values, size_t values_len, lists_error* out_err) {
    int64_t sum = 0;
    (void)out_err;
    for (size_t index = 0; index < values_len; index++) sum += values[index];
    return sum;
}

int32_t* lists_many_range(uint32_t count, size_t* out_len, lists_error* out_err) {
    int32_t* numbers = lists_allocate_array(count, sizeof *numbers);
    (void)out_err;
    for (uint32_t index = 0; index < count; index++) numbers[index] = (int32_t)index;
    *out_len = count;
    return numbers;
}

const char* lists_many_join(
    const char* const* texts,
    size_t texts_len,
    const char* separator,
    lists_error* out_err) {
    size_t length = 1;
    char* joined;
    (void)out_err;
    for (size_t index = 0; index < texts_len; index++) length += strlen(texts[index]) + strlen(separator);
    joined = lists_allocate_array(length, 1);
    for (size_t index = 0; index < texts_len; index++) {
        if (index > 0) strcat(joined, separator);
        strcat(joined, texts[index]);
    }
    return joined;
}

int64_t lists_probe_live(lists_error* out_err) {
    (void)out_err;
    return probe_live();
}
