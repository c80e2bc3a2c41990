/* An enum whose variants have fields. */
#include "rich_enums.h"
#include "probe.h"

struct rich_enums_shapes_Label {
    char* text;
};

typedef rich_enums_shapes_Label Label;
typedef rich_enums_shapes_Shape Shape;

Label* rich_enums_shapes_Label_create(const char* text, rich_enums_error* out_err) {
    Label* label = probe_allocate(sizeof *label);
    (void)out_err;
    label->text = probe_text(text);
    return label;
}

void rich_enums_shapes_Label_destroy(Label* ptr) {
    if (ptr == NULL) return;
    probe_free(ptr->text);
    probe_free(ptr);
}

const char* rich_enums_shapes_Label_get_text(const Label* ptr) {
    return rich_enums_copy_string(ptr->text);
}

/* The fields of all variants; those of other variants are zero. */
struct rich_enums_shapes_Shape {
    int32_t tag;
    double radius;
    char* name;
    uint32_t sides;
    double* lengths;
    size_t lengths_len;
    Label* label;
    char* note;
};

static Shape* make(Shape contents) {
    return probe_copy(&contents, sizeof contents);
}

int32_t rich_enums_shapes_Shape_tag(const Shape* self) {
    return self->tag;
}

Shape* rich_enums_shapes_Shape_Empty_new(rich_enums_error* out_err) {
    (void)out_err;
    return make((Shape){.tag = rich_enums_shapes_Shape_Tag_Empty});
}

Shape* rich_enums_shapes_Shape_Circle_new(double radius, rich_enums_error* out_err) {
    if (radius < 0) {
        rich_enums_error_set(out_err, -1, "the radius is negative");
        return NULL;
    }
    return make((Shape){.tag = rich_enums_shapes_Shape_Tag_Circle, .radius = radius});
}

double rich_enums_shapes_Shape_Circle_get_radius(const Shape* self) {
    return self->radius;
}

Shape* rich_enums_shapes_Shape_Polygon_new(
    const char* name,
    uint32_t sides,
    const double* lengths,
    size_t lengths_len,
    rich_enums_error* out_err) {
    (void)out_err;
    return make((Shape){
        .tag = rich_enums_shapes_Shape_Tag_Polygon,
        .name = probe_text(name),
        .sides = sides,
        .lengths = probe_copy(lengths, lengths_len * sizeof *lengths),
        .lengths_len = lengths_len,
    });
}

const char* rich_enums_shapes_Shape_Polygon_get_name(const Shape* self) {
    return rich_enums_copy_string(self->name);
}

uint32_t rich_enums_shapes_Shape_Polygon_get_sides(const Shape* self) {
    return self->sides;
}

double* rich_enums_shapes_Shape_Polygon_get_lengths(const Shape* self, size_t* out_len) {
    *out_len = self->lengths_len;
    return rich_enums_copy_array(self->lengths, self->lengths_len, sizeof *self->lengths);
}

Shape* rich_enums_shapes_Shape_Labelled_new(const Label* label, const char* note, rich_enums_error* out_err) {
    return make((Shape){
        .tag = rich_enums_shapes_Shape_Tag_Labelled,
        .label = rich_enums_shapes_Label_create(label->text, out_err),
        .note = probe_text(note),
    });
}

Label* rich_enums_shapes_Shape_Labelled_get_label(const Shape* self) {
    return rich_enums_shapes_Label_create(self->label->text, NULL);
}

const char* rich_enums_shapes_Shape_Labelled_get_note(const Shape* self) {
    return rich_enums_copy_string(self->note);
}

void rich_enums_shapes_Shape_destroy(Shape* self) {
    if (self == NULL) return;
    probe_free(self->name);
    probe_free(self->lengths);
    rich_enums_shapes_Label_destroy(self->label);
    probe_free(self->note);
    probe_free(self);
}

static Shape* copy(const Shape* shape) {
    Shape contents = *shape;
    contents.name = probe_text(shape->name);
    contents.note = probe_text(shape->note);
    if (shape->lengths != NULL) contents.lengths = probe_copy(shape->lengths, shape->lengths_len * sizeof(double));
    if (shape->label != NULL) contents.label = rich_enums_shapes_Label_create(shape->label->text, NULL);
    return make(contents);
}

Shape* rich_enums_shapes_echo(const Shape* shape, rich_enums_error* out_err) {
    (void)out_err;
    return copy(shape);
}

double rich_enums_shapes_area(const Shape* shape, rich_enums_error* out_err) {
    (void)out_err;
    /* A polygon counts as the product of its lengths. */
    double area = shape->tag == rich_enums_shapes_Shape_Tag_Polygon ? 1 : 0;
    if (shape->tag == rich_enums_shapes_Shape_Tag_Circle) return 3 * shape->radius * shape->radius;
    for (size_t index = 0; index < shape->lengths_len; index++) area *= shape->lengths[index];
    return area;
}

Shape** rich_enums_shapes_samples(size_t* out_len, rich_enums_error* out_err) {
    const double lengths[] = {2, 3};
    Shape** shapes = rich_enums_allocate_array(4, sizeof *shapes);
    Label* label = rich_enums_shapes_Label_create("tag", out_err);
    shapes[0] = rich_enums_shapes_Shape_Empty_new(out_err);
    shapes[1] = rich_enums_shapes_Shape_Circle_new(1.5, out_err);
    shapes[2] = rich_enums_shapes_Shape_Polygon_new("box", 4, lengths, 2, out_err);
    shapes[3] = rich_enums_shapes_Shape_Labelled_new(label, NULL, out_err);
    rich_enums_shapes_Label_destroy(label);
    *out_len = 4;
    return shapes;
}

Shape* rich_enums_shapes_biggest(Shape* const* shapes, size_t shapes_len, rich_enums_error* out_err) {
    const Shape* biggest = NULL;
    for (size_t index = 0; index < shapes_len; index++) {
        const double area = rich_enums_shapes_area(shapes[index], out_err);
        if (biggest == NULL || area > rich_enums_shapes_area(biggest, out_err)) biggest = shapes[index];
    }
    return biggest == NULL ? NULL : copy(biggest);
}

int64_t rich_enums_probe_live(rich_enums_error* out_err) {
    (void)out_err;
    return probe_live();
}
