/* Absent values are NULL; empty ones are not. */
#include "optionals.h"
#include "probe.h"

#include <string.h>

#define ECHO_VALUE(name, type)                                                      \
    type* optionals_maybe_echo_##name(const type* value, optionals_error* out_err) { \
        (void)out_err;                                                              \
        return optionals_copy_value(value, sizeof(type));                           \
    }
ECHO_VALUE(i32, int32_t)
ECHO_VALUE(u64, uint64_t)
ECHO_VALUE(f64, double)
ECHO_VALUE(bool, bool)
ECHO_VALUE(color, optionals_maybe_Color)
ECHO_VALUE(handle, optionals_handle_t)

struct optionals_maybe_Item {
    int64_t id;
    char* label;
    double* weight;
};

optionals_maybe_Item* optionals_maybe_Item_create(
    int64_t id,
    const char* label,
    const double* weight,
    optionals_error* out_err) {
    optionals_maybe_Item* item = probe_allocate(sizeof *item);
    (void)out_err;
    item->id = id;
    item->label = probe_text(label);
    item->weight = weight == NULL ? NULL : probe_copy(weight, sizeof *weight);
    return item;
}

void optionals_maybe_Item_destroy(optionals_maybe_Item* ptr) {
    if (ptr == NULL) return;
    probe_free(ptr->label);
    probe_free(ptr->weight);
    probe_free(ptr);
}

int64_t optionals_maybe_Item_get_id(const optionals_maybe_Item* ptr) {
    return ptr->id;
}

const char* optionals_maybe_Item_get_label(const optionals_maybe_Item* ptr) {
    return optionals_copy_string(ptr->label);
}

double* optionals_maybe_Item_get_weight(const optionals_maybe_Item* ptr) {
    return optionals_copy_value(ptr->weight, sizeof *ptr->weight);
}

const char* optionals_maybe_echo_text(const char* value, optionals_error* out_err) {
    (void)out_err;
    return optionals_copy_string(value);
}

const uint8_t* optionals_maybe_echo_data(
    const uint8_t* value_ptr,
    size_t value_len,
    size_t* out_len,
    optionals_error* out_err) {
    (void)out_err;
    *out_len = value_len;
    return optionals_copy_bytes(value_ptr, value_len);
}

optionals_maybe_Item* optionals_maybe_echo_item(const optionals_maybe_Item* value, optionals_error* out_err) {
    return value == NULL ? NULL : optionals_maybe_Item_create(value->id, value->label, value->weight, out_err);
}

int32_t* optionals_maybe_echo_numbers(
    const int32_t* value,
    size_t value_len,
    size_t* out_len,
    optionals_error* out_err) {
    (void)out_err;
    *out_len = value_len;
    return optionals_copy_array(value, value_len, sizeof *value);
}

static const char** copy_texts(const char* const* texts, size_t count) {
    const char** copy;
    if (texts == NULL) return NULL;
    copy = optionals_allocate_array(count, sizeof *copy);
    for (size_t index = 0; index < count; index++) copy[index] = optionals_copy_string(texts[index]);
    return copy;
}

const char** optionals_maybe_echo_texts(
    const char* const* value,
    size_t value_len,
    size_t* out_len,
    optionals_error* out_err) {
    (void)out_err;
    *out_len = value_len;
    return copy_texts(value, value_len);
}

void optionals_maybe_echo_scores(
    const char* const* value_keys,
    const int32_t* value_values,
    size_t value_len,
    const char*** out_keys,
    int32_t** out_values,
    size_t* out_len,
    optionals_error* out_err) {
    (void)out_err;
    *out_keys = copy_texts(value_keys, value_len);
    *out_values = optionals_copy_array(value_values, value_len, sizeof *value_values);
    *out_len = value_len;
}

static int32_t kind_of(const void* value, size_t length) {
    if (value == NULL) return 0;
    return length == 0 ? 1 : 2;
}

int32_t* optionals_maybe_kinds(
    const uint8_t* data_ptr,
    size_t data_len,
    const int32_t* numbers,
    size_t numbers_len,
    const char* const* scores_keys,
    const int32_t* scores_values,
    size_t scores_len,
    const char* text,
    size_t* out_len,
    optionals_error* out_err) {
    const int32_t kinds[] = {
        kind_of(data_ptr, data_len),
        kind_of(numbers, numbers_len),
        /* Both arrays of a map are there, or none is. */
        kind_of(scores_keys, scores_len) == kind_of(scores_values, scores_len) ? kind_of(scores_keys, scores_len) : -1,
        kind_of(text, text == NULL ? 0 : strlen(text)),
    };
    (void)out_err;
    *out_len = 4;
    return optionals_copy_array(kinds, 4, sizeof *kinds);
}

optionals_maybe_Item** optionals_maybe_sparse(uint32_t count, size_t* out_len, optionals_error* out_err) {
    optionals_maybe_Item** items = optionals_allocate_array(count, sizeof *items);
    for (uint32_t index = 0; index < count; index += 2) {
        items[index] = optionals_maybe_Item_create(index, "present", NULL, out_err);
    }
    *out_len = count;
    return items;
}

uint32_t optionals_maybe_count_present(
    optionals_maybe_Item* const* items,
    size_t items_len,
    optionals_error* out_err) {
    uint32_t present = 0;
    (void)out_err;
    for (size_t index = 0; index < items_len; index++) present += items[index] != NULL;
    return present;
}

int64_t optionals_probe_live(optionals_error* out_err) {
    (void)out_err;
    return probe_live();
}
