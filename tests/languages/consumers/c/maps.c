/* Maps. */
#include "maps.h"

#include "check.h"

static void free_texts(const char** texts, size_t count) {
    for (size_t index = 0; index < count; index++) maps_free_string(texts[index]);
    maps_free_bytes((uint8_t*)texts, count * sizeof(void*));
}

int main(void) {
    maps_error error = {0, NULL};
    const char* texts[] = {"a", "\303\274"};
    const int32_t numbers[] = {-1, 2};
    const double weights[] = {0.5, -0.5};
    const maps_tables_Color colors[] = {maps_tables_Color_Blue, maps_tables_Color_Red};
    const uint64_t wide[] = {UINT64_MAX, 0};
    const bool flags[] = {true, false};
    size_t length = 0;
    const char** text_keys = NULL;
    const char** text_values = NULL;
    int32_t* number_values = NULL;
    double* weight_values = NULL;
    maps_tables_Color* color_values = NULL;
    uint64_t* wide_keys = NULL;
    bool* flag_values = NULL;

    maps_tables_echo_scores(texts, numbers, 2, &text_keys, &number_values, &length, &error);
    CHECK(length == 2 && number_values[0] == -1);
    CHECK_TEXT(text_keys[1], "\303\274");
    free_texts(text_keys, length);
    maps_free_bytes((uint8_t*)number_values, sizeof numbers);

    maps_tables_echo_texts(texts, texts, 2, &text_keys, &text_values, &length, &error);
    CHECK_TEXT(text_values[0], "a");
    free_texts(text_keys, length);
    free_texts(text_values, length);

    maps_tables_echo_weights(numbers, weights, 2, &number_values, &weight_values, &length, &error);
    CHECK(number_values[1] == 2 && weight_values[1] == -0.5);
    maps_free_bytes((uint8_t*)number_values, sizeof numbers);
    maps_free_bytes((uint8_t*)weight_values, sizeof weights);

    maps_tables_echo_names(colors, texts, 2, &color_values, &text_values, &length, &error);
    CHECK(color_values[0] == maps_tables_Color_Blue);
    maps_free_bytes((uint8_t*)color_values, sizeof colors);
    free_texts(text_values, length);

    maps_tables_echo_flags(wide, flags, 2, &wide_keys, &flag_values, &length, &error);
    CHECK(wide_keys[0] == UINT64_MAX && flag_values[0] && !flag_values[1]);
    maps_free_bytes((uint8_t*)wide_keys, sizeof wide);
    maps_free_bytes((uint8_t*)flag_values, sizeof flags);

    maps_tables_echo_colors(texts, colors, 0, &text_keys, &color_values, &length, &error);
    CHECK(length == 0 && text_keys != NULL && color_values != NULL);
    free_texts(text_keys, 0);
    maps_free_bytes((uint8_t*)color_values, 0);

    CHECK(maps_tables_total(texts, numbers, 2, &error) == 1);
    maps_tables_squares(10, &number_values, &weight_values, &length, &error);
    CHECK(length == 10 && number_values[9] == 9 && weight_values[9] == 81);
    maps_free_bytes((uint8_t*)number_values, length * sizeof(int32_t));
    maps_free_bytes((uint8_t*)weight_values, length * sizeof(double));
    CHECK(error.code == 0);
    CHECK(maps_probe_live(&error) == 0);
    return 0;
}
