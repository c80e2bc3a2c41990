/* Rich enums. */
#include "rich_enums.h"

#include "check.h"

typedef rich_enums_shapes_Shape Shape;

static void check_polygon(const Shape* shape) {
    size_t length = 0;
    const char* name = rich_enums_shapes_Shape_Polygon_get_name(shape);
    double* lengths = rich_enums_shapes_Shape_Polygon_get_lengths(shape, &length);
    CHECK(rich_enums_shapes_Shape_tag(shape) == 5 && rich_enums_shapes_Shape_Polygon_get_sides(shape) == 4);
    CHECK_TEXT(name, "box");
    CHECK(length == 2 && lengths[1] == 3);
    rich_enums_free_string(name);
    rich_enums_free_bytes((uint8_t*)lengths, length * sizeof *lengths);
}

int main(void) {
    rich_enums_error error = {0, NULL};
    size_t length = 0;
    Shape** samples = rich_enums_shapes_samples(&length, &error);
    CHECK(length == 4);
    CHECK(rich_enums_shapes_Shape_tag(samples[0]) == rich_enums_shapes_Shape_Tag_Empty);
    CHECK(rich_enums_shapes_Shape_Circle_get_radius(samples[1]) == 1.5);
    check_polygon(samples[2]);
    rich_enums_shapes_Label* label = rich_enums_shapes_Shape_Labelled_get_label(samples[3]);
    const char* text = rich_enums_shapes_Label_get_text(label);
    CHECK_TEXT(text, "tag");
    rich_enums_free_string(text);
    CHECK(rich_enums_shapes_Shape_Labelled_get_note(samples[3]) == NULL);

    Shape* biggest = rich_enums_shapes_biggest(samples, length, &error);
    CHECK(rich_enums_shapes_Shape_tag(biggest) == rich_enums_shapes_Shape_Tag_Circle);
    CHECK(rich_enums_shapes_area(biggest, &error) == 6.75);
    CHECK(rich_enums_shapes_biggest(samples, 0, &error) == NULL);
    Shape* echoed = rich_enums_shapes_echo(samples[2], &error);
    check_polygon(echoed);
    Shape* labelled = rich_enums_shapes_Shape_Labelled_new(label, "note", &error);
    text = rich_enums_shapes_Shape_Labelled_get_note(labelled);
    CHECK_TEXT(text, "note");
    rich_enums_free_string(text);
    CHECK(rich_enums_shapes_Shape_Circle_new(-1, &error) == NULL && error.code == -1);
    rich_enums_error_clear(&error);

    for (size_t index = 0; index < length; index++) rich_enums_shapes_Shape_destroy(samples[index]);
    rich_enums_free_bytes((uint8_t*)samples, length * sizeof(void*));
    rich_enums_shapes_Shape_destroy(biggest);
    rich_enums_shapes_Shape_destroy(echoed);
    rich_enums_shapes_Shape_destroy(labelled);
    rich_enums_shapes_Label_destroy(label);
    CHECK(error.code == 0);
    CHECK(rich_enums_probe_live(&error) == 0);
    return 0;
}
