/* The library whose types another one imports. */
#include "geometry.h"
#include "probe.h"

typedef geometry_plane_Place Place;
typedef geometry_plane_Point Point;
typedef geometry_plane_Shape Shape;
typedef geometry_plane_Compass Compass;

struct geometry_plane_Place {
    char* name;
    Point at;
};

Place* geometry_plane_Place_create(const char* name, Point at, geometry_error* out_err) {
    (void)out_err;
    return probe_copy(&(Place){probe_text(name), at}, sizeof(Place));
}

void geometry_plane_Place_destroy(Place* ptr) {
    if (ptr == NULL) return;
    probe_free(ptr->name);
    probe_free(ptr);
}

const char* geometry_plane_Place_get_name(const Place* ptr) {
    return geometry_copy_string(ptr->name);
}

Point geometry_plane_Place_get_at(const Place* ptr) {
    return ptr->at;
}

struct geometry_plane_Shape {
    int32_t tag;
    Point center;
    double radius;
    char* name;
};

int32_t geometry_plane_Shape_tag(const Shape* self) {
    return self->tag;
}

Shape* geometry_plane_Shape_Circle_new(Point center, double radius, geometry_error* out_err) {
    (void)out_err;
    return probe_copy(&(Shape){geometry_plane_Shape_Tag_Circle, center, radius, NULL}, sizeof(Shape));
}

Point geometry_plane_Shape_Circle_get_center(const Shape* self) {
    return self->center;
}

double geometry_plane_Shape_Circle_get_radius(const Shape* self) {
    return self->radius;
}

Shape* geometry_plane_Shape_Named_new(const char* name, geometry_error* out_err) {
    (void)out_err;
    return probe_copy(&(Shape){.tag = geometry_plane_Shape_Tag_Named, .name = probe_text(name)}, sizeof(Shape));
}

const char* geometry_plane_Shape_Named_get_name(const Shape* self) {
    return geometry_copy_string(self->name);
}

void geometry_plane_Shape_destroy(Shape* self) {
    if (self == NULL) return;
    probe_free(self->name);
    probe_free(self);
}

struct geometry_plane_Compass {
    double degrees;
};

Compass* geometry_plane_Compass_new(double degrees, geometry_error* out_err) {
    (void)out_err;
    return probe_copy(&degrees, sizeof degrees);
}

double geometry_plane_Compass_turn(const Compass* self, double by, geometry_error* out_err) {
    (void)out_err;
    /* Methods are given constant objects; what an object does with itself is its own. */
    return ((Compass*)(uintptr_t)self)->degrees += by;
}

void geometry_plane_Compass_destroy(Compass* self) {
    probe_free(self);
}

int64_t geometry_plane_live(geometry_error* out_err) {
    (void)out_err;
    return probe_live();
}
