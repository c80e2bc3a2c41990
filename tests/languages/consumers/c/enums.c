/* Enums. */
#include "enums.h"

#include "check.h"

int main(void) {
    enums_error error = {0, NULL};
    size_t length = 0;
    CHECK(enums_paint_echo(enums_paint_Color_Green, &error) == enums_paint_Color_Green);
    enums_paint_Color* colors = enums_paint_all(&length, &error);
    CHECK(length == 5 && colors[2] == enums_paint_Color_Dark && colors[4] == enums_paint_Color_Most);
    enums_free_bytes((uint8_t*)colors, length * sizeof *colors);
    CHECK(enums_paint_value_of(enums_paint_Color_Least, &error) == INT32_MIN);
    CHECK(enums_paint_value_of(enums_paint_Color_Most, &error) == INT32_MAX);
    enums_paint_Color* next = enums_paint_next(enums_paint_Color_Red, &error);
    CHECK(*next == enums_paint_Color_Green);
    enums_free_bytes((uint8_t*)next, sizeof *next);
    CHECK(enums_paint_next(enums_paint_Color_Most, &error) == NULL);
    CHECK(error.code == 0);
    CHECK(enums_probe_live(&error) == 0);
    return 0;
}
