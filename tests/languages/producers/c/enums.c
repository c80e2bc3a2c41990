/* Enums of plain numbers, the least and the greatest among them. */
#include "enums.h"
#include "probe.h"

typedef enums_paint_Color Color;

static const Color colors[] = {
    enums_paint_Color_Red,   enums_paint_Color_Green, enums_paint_Color_Dark,
    enums_paint_Color_Least, enums_paint_Color_Most,
};
static const size_t color_count = sizeof colors / sizeof colors[0];

Color enums_paint_echo(Color color, enums_error* out_err) {
    (void)out_err;
    return color;
}

Color* enums_paint_all(size_t* out_len, enums_error* out_err) {
    (void)out_err;
    *out_len = color_count;
    return enums_copy_array(colors, color_count, sizeof *colors);
}

int32_t enums_paint_value_of(Color color, enums_error* out_err) {
    (void)out_err;
    return (int32_t)color;
}

Color* enums_paint_next(Color color, enums_error* out_err) {
    (void)out_err;
    for (size_t index = 0; index + 1 < color_count; index++) {
        if (colors[index] == color) return enums_copy_value(&colors[index + 1], sizeof *colors);
    }
    return NULL;
}

int64_t enums_probe_live(enums_error* out_err) {
    (void)out_err;
    return probe_live();
}
