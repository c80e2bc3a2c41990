/* Lists. */
#include "lists.h"

#include "check.h"

#define ECHO(name, type, ...)                                                    \
    do {                                                                         \
        const type values[] = {__VA_ARGS__};                                     \
        type* copy = lists_many_echo_##name(values, 2, &length, &error);         \
        CHECK(length == 2 && copy[0] == values[0] && copy[1] == values[1]);      \
        lists_free_bytes((uint8_t*)copy, sizeof values);                         \
        copy = lists_many_echo_##name(values, 0, &length, &error);               \
        CHECK(length == 0 && copy != NULL);                                      \
        lists_free_bytes((uint8_t*)copy, 0);                                     \
    } while (0)

int main(void) {
    lists_error error = {0, NULL};
    size_t length = 0;
    ECHO(bools, bool, true, false);
    ECHO(bytes, uint8_t, 0, 255);
    ECHO(shorts, int16_t, INT16_MIN, 1);
    ECHO(ints, int32_t, INT32_MIN, 1);
    ECHO(longs, int64_t, INT64_MIN, 1);
    ECHO(unsigned, uint64_t, UINT64_MAX, 1);
    ECHO(floats, float, 0.1f, -1);
    ECHO(doubles, double, 0.1, -1);
    ECHO(colors, lists_many_Color, lists_many_Color_Red, lists_many_Color_Blue);
    ECHO(handles, lists_handle_t, UINT64_MAX, 0);

    const char* texts[] = {"a", "", "\303\274"};
    const char** copies = lists_many_echo_texts(texts, 3, &length, &error);
    CHECK(length == 3);
    for (size_t index = 0; index < length; index++) {
        CHECK_TEXT(copies[index], texts[index]);
        lists_free_string(copies[index]);
    }
    lists_free_bytes((uint8_t*)copies, length * sizeof(void*));
    copies = lists_many_echo_texts(texts, 0, &length, &error);
    CHECK(length == 0 && copies != NULL);
    lists_free_bytes((uint8_t*)copies, 0);

    lists_many_Item* items[] = {
        lists_many_Item_create(1, "one", &error),
        lists_many_Item_create(INT64_MIN, "least", &error),
    };
    lists_many_Item** echoed = lists_many_echo_items(items, 2, &length, &error);
    CHECK(length == 2 && lists_many_Item_get_id(echoed[1]) == INT64_MIN);
    const char* label = lists_many_Item_get_label(echoed[0]);
    CHECK_TEXT(label, "one");
    lists_free_string(label);
    for (size_t index = 0; index < 2; index++) {
        lists_many_Item_destroy(items[index]);
        lists_many_Item_destroy(echoed[index]);
    }
    lists_free_bytes((uint8_t*)echoed, length * sizeof(void*));

    CHECK(lists_many_sum((const int64_t[]){1, 2, -10}, 3, &error) == -7);
    int32_t* range = lists_many_range(1000, &length, &error);
    CHECK(length == 1000 && range[999] == 999);
    lists_free_bytes((uint8_t*)range, length * sizeof *range);
    const char* joined = lists_many_join(texts, 3, ", ", &error);
    CHECK_TEXT(joined, "a, , \303\274");
    lists_free_string(joined);
    CHECK(error.code == 0);
    CHECK(lists_probe_live(&error) == 0);
    return 0;
}
