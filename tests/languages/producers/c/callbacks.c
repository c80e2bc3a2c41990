/* Functions of the consumer that are called before the call returns. */
#include "callbacks.h"
#include "probe.h"

void callbacks_walk_count_to(
    int32_t limit,
    callbacks_walk_OnNumber_fn each,
    void* each_context,
    callbacks_error* out_err) {
    (void)out_err;
    for (int32_t value = 1; value <= limit; value++) each(value, each_context);
}

uint32_t callbacks_walk_each_text(
    const char* const* texts,
    size_t texts_len,
    callbacks_walk_OnText_fn each,
    void* each_context,
    callbacks_error* out_err) {
    (void)out_err;
    for (size_t index = 0; index < texts_len; index++) {
        each(texts[index], index % 2 == 0 ? NULL : "odd", each_context);
    }
    return (uint32_t)texts_len;
}

void callbacks_walk_each_data(
    uint32_t count,
    callbacks_walk_OnData_fn each,
    void* each_context,
    callbacks_error* out_err) {
    (void)out_err;
    for (uint32_t index = 0; index < count; index++) {
        const uint8_t data[] = {(uint8_t)index, 255};
        const int32_t numbers[] = {(int32_t)index, -1, INT32_MAX};
        const int64_t maybe = INT64_MIN;
        each(data, sizeof data, numbers, 3, index % 2 == 0 ? &maybe : NULL, each_context);
    }
}

struct callbacks_walk_Item {
    int32_t id;
    char* label;
};

typedef callbacks_walk_Item Item;

Item* callbacks_walk_Item_create(int32_t id, const char* label, callbacks_error* out_err) {
    Item* item = probe_allocate(sizeof *item);
    (void)out_err;
    *item = (Item){id, probe_text(label)};
    return item;
}

void callbacks_walk_Item_destroy(Item* ptr) {
    if (ptr == NULL) return;
    probe_free(ptr->label);
    probe_free(ptr);
}

int32_t callbacks_walk_Item_get_id(const Item* ptr) {
    return ptr->id;
}

const char* callbacks_walk_Item_get_label(const Item* ptr) {
    return callbacks_copy_string(ptr->label);
}

uint32_t callbacks_walk_each_item(
    uint32_t count,
    callbacks_walk_OnItem_fn each,
    void* each_context,
    callbacks_error* out_err) {
    uint32_t seen = 0;
    callbacks_walk_Step step = callbacks_walk_Step_Go;
    while (seen < count && step == callbacks_walk_Step_Go) {
        Item* item = callbacks_walk_Item_create((int32_t)seen, "lent", out_err);
        step = each(item, each_context);
        callbacks_walk_Item_destroy(item);
        seen += 1;
    }
    return seen;
}

int32_t* callbacks_walk_sort(
    const int32_t* numbers,
    size_t numbers_len,
    callbacks_walk_Compare_fn order,
    void* order_context,
    size_t* out_len,
    callbacks_error* out_err) {
    int32_t* sorted = callbacks_copy_array(numbers, numbers_len, sizeof *numbers);
    (void)out_err;
    for (size_t end = numbers_len; end > 1; end--) {
        for (size_t index = 0; index + 1 < end; index++) {
            if (order(sorted[index], sorted[index + 1], order_context) <= 0) continue;
            const int32_t kept = sorted[index];
            sorted[index] = sorted[index + 1];
            sorted[index + 1] = kept;
        }
    }
    *out_len = numbers_len;
    return sorted;
}

callbacks_walk_Pair callbacks_walk_swap(
    callbacks_walk_Pair pair,
    callbacks_walk_Swap_fn by,
    void* by_context,
    callbacks_error* out_err) {
    (void)out_err;
    return by(pair, by_context);
}

void callbacks_walk_nested(
    int32_t depth,
    callbacks_walk_OnNumber_fn each,
    void* each_context,
    callbacks_error* out_err) {
    each(depth, each_context);
    if (depth > 0) callbacks_walk_nested(depth - 1, each, each_context, out_err);
    each(-depth, each_context);
}

int64_t callbacks_probe_live(callbacks_error* out_err) {
    (void)out_err;
    return probe_live();
}
