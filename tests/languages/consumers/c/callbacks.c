/* Callbacks. */
#include "callbacks.h"

#include "check.h"

static void add(int32_t value, void* context) {
    *(int32_t*)context += value;
}

static void count_calls(int32_t value, void* context) {
    (void)value;
    *(int32_t*)context += 1;
}

static void count_letters(const char* text, const char* note, void* context) {
    *(size_t*)context += strlen(text) + (note == NULL ? 0 : strlen(note));
}

static void check_data(
    const uint8_t* data_ptr,
    size_t data_len,
    const int32_t* numbers,
    size_t numbers_len,
    const int64_t* maybe,
    void* context) {
    uint32_t* calls = context;
    CHECK(data_len == 2 && data_ptr[0] == *calls && data_ptr[1] == 255);
    CHECK(numbers_len == 3 && numbers[0] == (int32_t)*calls && numbers[2] == INT32_MAX);
    CHECK(*calls % 2 == 0 ? *maybe == INT64_MIN : maybe == NULL);
    *calls += 1;
}

static callbacks_walk_Step stop_at_two(const callbacks_walk_Item* item, void* context) {
    const char* label = callbacks_walk_Item_get_label(item);
    (void)context;
    CHECK_TEXT(label, "lent");
    callbacks_free_string(label);
    return callbacks_walk_Item_get_id(item) == 2 ? callbacks_walk_Step_Stop : callbacks_walk_Step_Go;
}

static int32_t descending(int32_t a, int32_t b, void* context) {
    (void)context;
    return a < b ? 1 : -1;
}

static callbacks_walk_Pair swap(callbacks_walk_Pair pair, void* context) {
    (void)context;
    return (callbacks_walk_Pair){pair.right, pair.left};
}

int main(void) {
    callbacks_error error = {0, NULL};
    int32_t sum = 0;
    callbacks_walk_count_to(4, add, &sum, &error);
    CHECK(sum == 10);
    const char* texts[] = {"a", "bc"};
    size_t letters = 0;
    CHECK(callbacks_walk_each_text(texts, 2, count_letters, &letters, &error) == 2);
    CHECK(letters == 6);
    uint32_t calls = 0;
    callbacks_walk_each_data(3, check_data, &calls, &error);
    CHECK(calls == 3);
    CHECK(callbacks_walk_each_item(10, stop_at_two, NULL, &error) == 3);
    size_t length = 0;
    int32_t* sorted = callbacks_walk_sort((const int32_t[]){3, -1, 2}, 3, descending, NULL, &length, &error);
    CHECK(length == 3 && sorted[0] == 3 && sorted[2] == -1);
    callbacks_free_bytes((uint8_t*)sorted, length * sizeof *sorted);
    callbacks_walk_Pair pair = callbacks_walk_swap((callbacks_walk_Pair){1, 2}, swap, NULL, &error);
    CHECK(pair.left == 2 && pair.right == 1);
    sum = 0;
    callbacks_walk_nested(3, count_calls, &sum, &error);
    CHECK(sum == 8);
    CHECK(error.code == 0);
    CHECK(callbacks_probe_live(&error) == 0);
    return 0;
}
