/* Absent, empty and present values. */
#include "optionals.h"

#include "check.h"

#define ECHO_VALUE(name, type, given)                                    \
    do {                                                                 \
        const type value = given;                                        \
        type* echoed_value = optionals_maybe_echo_##name(&value, &error); \
        CHECK(echoed_value != NULL && *echoed_value == value);           \
        optionals_free_bytes((uint8_t*)echoed_value, sizeof(type));      \
        CHECK(optionals_maybe_echo_##name(NULL, &error) == NULL);        \
    } while (0)

static void free_texts(const char** texts, size_t count) {
    for (size_t index = 0; index < count; index++) optionals_free_string(texts[index]);
    optionals_free_bytes((uint8_t*)texts, count * sizeof(void*));
}

int main(void) {
    optionals_error error = {0, NULL};
    const uint8_t data[] = {1, 2};
    const int32_t numbers[] = {1, -2};
    const char* texts[] = {"a", ""};
    const int32_t scores[] = {10, 20};
    size_t length = 0;
    ECHO_VALUE(i32, int32_t, -5);
    ECHO_VALUE(u64, uint64_t, UINT64_MAX);
    ECHO_VALUE(f64, double, 0.5);
    ECHO_VALUE(bool, bool, false);
    ECHO_VALUE(color, optionals_maybe_Color, optionals_maybe_Color_Green);
    ECHO_VALUE(handle, optionals_handle_t, 0);

    CHECK(optionals_maybe_echo_text(NULL, &error) == NULL);
    const char* text = optionals_maybe_echo_text("", &error);
    CHECK_TEXT(text, "");
    optionals_free_string(text);

    CHECK(optionals_maybe_echo_data(NULL, 0, &length, &error) == NULL);
    const uint8_t* bytes = optionals_maybe_echo_data(data, 0, &length, &error);
    CHECK(bytes != NULL && length == 0);
    optionals_free_bytes((uint8_t*)(uintptr_t)bytes, length);

    const double weight = 1.5;
    optionals_maybe_Item* item = optionals_maybe_Item_create(7, NULL, &weight, &error);
    optionals_maybe_Item* echoed = optionals_maybe_echo_item(item, &error);
    CHECK(optionals_maybe_Item_get_id(echoed) == 7 && optionals_maybe_Item_get_label(echoed) == NULL);
    double* gotten = optionals_maybe_Item_get_weight(echoed);
    CHECK(*gotten == 1.5);
    optionals_free_bytes((uint8_t*)gotten, sizeof *gotten);
    optionals_maybe_Item_destroy(echoed);
    CHECK(optionals_maybe_echo_item(NULL, &error) == NULL);

    CHECK(optionals_maybe_echo_numbers(NULL, 0, &length, &error) == NULL);
    int32_t* list = optionals_maybe_echo_numbers(numbers, 2, &length, &error);
    CHECK(length == 2 && list[1] == -2);
    optionals_free_bytes((uint8_t*)list, length * sizeof *list);
    const char** copies = optionals_maybe_echo_texts(texts, 2, &length, &error);
    CHECK(length == 2);
    CHECK_TEXT(copies[0], "a");
    free_texts(copies, length);
    CHECK(optionals_maybe_echo_texts(NULL, 0, &length, &error) == NULL);

    const char** keys = NULL;
    int32_t* values = NULL;
    optionals_maybe_echo_scores(texts, scores, 2, &keys, &values, &length, &error);
    CHECK(length == 2 && values[1] == 20);
    free_texts(keys, length);
    optionals_free_bytes((uint8_t*)values, length * sizeof *values);
    optionals_maybe_echo_scores(NULL, NULL, 0, &keys, &values, &length, &error);
    CHECK(keys == NULL && values == NULL);

    list = optionals_maybe_kinds(NULL, 0, numbers, 0, texts, scores, 2, "", &length, &error);
    CHECK(length == 4 && list[0] == 0 && list[1] == 1 && list[2] == 2 && list[3] == 1);
    optionals_free_bytes((uint8_t*)list, length * sizeof *list);

    optionals_maybe_Item** items = optionals_maybe_sparse(3, &length, &error);
    CHECK(length == 3 && items[0] != NULL && items[1] == NULL && items[2] != NULL);
    CHECK(optionals_maybe_count_present(items, length, &error) == 2);
    for (size_t index = 0; index < length; index++) optionals_maybe_Item_destroy(items[index]);
    optionals_free_bytes((uint8_t*)items, length * sizeof(void*));
    optionals_maybe_Item_destroy(item);
    CHECK(error.code == 0);
    CHECK(optionals_probe_live(&error) == 0);
    return 0;
}
