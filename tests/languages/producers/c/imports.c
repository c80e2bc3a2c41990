/* A library that uses the types of another one. */
#include "imports.h"
#include "probe.h"

#include <stdio.h>
#include <string.h>

typedef geometry_plane_Place Place;
typedef geometry_plane_Point Point;
typedef geometry_plane_Shape Shape;
typedef imports_map_Trip Trip;
typedef imports_map_Stop Stop;

Point imports_map_middle(Point a, Point b, imports_error* out_err) {
    (void)out_err;
    return (Point){(a.x + b.x) / 2, (a.y + b.y) / 2};
}

double imports_map_convert(double value, geometry_plane_Unit unit, imports_error* out_err) {
    (void)out_err;
    return unit == geometry_plane_Unit_Foot ? value * 0.3048 : value;
}

geometry_plane_Axes imports_map_echo_axes(geometry_plane_Axes axes, imports_error* out_err) {
    (void)out_err;
    return axes;
}

imports_map_Marker imports_map_echo_marker(imports_map_Marker marker, imports_error* out_err) {
    (void)out_err;
    return marker;
}

/* Text of the other library is freed by it; the caller gets a copy of this one's. */
const char* imports_map_name_of(const Place* place, imports_error* out_err) {
    const char* name = geometry_plane_Place_get_name(place);
    const char* copy = imports_copy_string(name);
    (void)out_err;
    geometry_free_string(name);
    return copy;
}

Place* imports_map_place_at(const char* name, Point at, imports_error* out_err) {
    (void)out_err;
    return geometry_plane_Place_create(name, at, NULL);
}

static Place* copy_place(const Place* from) {
    const char* name = geometry_plane_Place_get_name(from);
    Place* copy = geometry_plane_Place_create(name, geometry_plane_Place_get_at(from), NULL);
    geometry_free_string(name);
    return copy;
}

static Shape* copy_shape(const Shape* from, double factor) {
    if (from == NULL) return NULL;
    if (geometry_plane_Shape_tag(from) == geometry_plane_Shape_Tag_Circle) {
        const double radius = geometry_plane_Shape_Circle_get_radius(from) * factor;
        return geometry_plane_Shape_Circle_new(geometry_plane_Shape_Circle_get_center(from), radius, NULL);
    }
    const char* name = geometry_plane_Shape_Named_get_name(from);
    Shape* copy = geometry_plane_Shape_Named_new(name, NULL);
    geometry_free_string(name);
    return copy;
}

Place* imports_map_reach(const Place* place, imports_error* out_err) {
    if (place == NULL) return NULL;
    const char* name = geometry_plane_Place_get_name(place);
    const bool isNamed = name[0] != '\0';
    geometry_free_string(name);
    if (isNamed) return copy_place(place);
    imports_error_set(out_err, geometry_plane_PlaneError_Unreachable, "it has no name");
    return NULL;
}

static Place* make_place(uint32_t index) {
    char name[16];
    snprintf(name, sizeof name, "place %u", index);
    return geometry_plane_Place_create(name, (Point){index, -(double)index}, NULL);
}

Place** imports_map_row(uint32_t count, size_t* out_len, imports_error* out_err) {
    Place** places = imports_allocate_array(count, sizeof *places);
    (void)out_err;
    for (uint32_t index = 0; index < count; index++) places[index] = make_place(index);
    *out_len = count;
    return places;
}

Point* imports_map_centroid(Place* const* places, size_t places_len, imports_error* out_err) {
    Point sum = {0, 0};
    (void)out_err;
    if (places_len == 0) return NULL;
    for (size_t index = 0; index < places_len; index++) {
        const Point at = geometry_plane_Place_get_at(places[index]);
        sum.x += at.x / (double)places_len;
        sum.y += at.y / (double)places_len;
    }
    return imports_copy_value(&sum, sizeof sum);
}

Point* imports_map_outline(uint32_t count, size_t* out_len, imports_error* out_err) {
    Point* points = imports_allocate_array(count, sizeof *points);
    (void)out_err;
    for (uint32_t index = 0; index < count; index++) points[index] = (Point){index, index * 2};
    *out_len = count;
    return points;
}

void imports_map_units(
    const char*** out_keys,
    geometry_plane_Unit** out_values,
    size_t* out_len,
    imports_error* out_err) {
    (void)out_err;
    *out_len = 2;
    *out_keys = imports_allocate_array(2, sizeof **out_keys);
    (*out_keys)[0] = imports_copy_string("ft");
    (*out_keys)[1] = imports_copy_string("m");
    *out_values = imports_allocate_array(2, sizeof **out_values);
    (*out_values)[0] = geometry_plane_Unit_Foot;
    (*out_values)[1] = geometry_plane_Unit_Meter;
}

Shape* imports_map_grow(const Shape* shape, imports_error* out_err) {
    (void)out_err;
    return copy_shape(shape, 2);
}

geometry_plane_Compass* imports_map_point_north(imports_error* out_err) {
    (void)out_err;
    return geometry_plane_Compass_new(0, NULL);
}

double imports_map_turn(const geometry_plane_Compass* compass, double by, imports_error* out_err) {
    (void)out_err;
    return geometry_plane_Compass_turn(compass, by, NULL);
}

struct imports_map_Trip {
    Place* start;
    geometry_plane_Unit unit;
    Shape* area;
};

Trip* imports_map_Trip_create(
    const Place* start,
    geometry_plane_Unit unit,
    const Shape* area,
    imports_error* out_err) {
    (void)out_err;
    return probe_copy(&(Trip){copy_place(start), unit, copy_shape(area, 1)}, sizeof(Trip));
}

void imports_map_Trip_destroy(Trip* ptr) {
    if (ptr == NULL) return;
    geometry_plane_Place_destroy(ptr->start);
    geometry_plane_Shape_destroy(ptr->area);
    probe_free(ptr);
}

Place* imports_map_Trip_get_start(const Trip* ptr) {
    return copy_place(ptr->start);
}

geometry_plane_Unit imports_map_Trip_get_unit(const Trip* ptr) {
    return ptr->unit;
}

Shape* imports_map_Trip_get_area(const Trip* ptr) {
    return copy_shape(ptr->area, 1);
}

struct imports_map_Stop {
    Point point;
    Place* place;
};

int32_t imports_map_Stop_tag(const Stop* self) {
    return self->place == NULL ? imports_map_Stop_Tag_At : imports_map_Stop_Tag_By;
}

Stop* imports_map_Stop_At_new(Point point, imports_error* out_err) {
    (void)out_err;
    return probe_copy(&(Stop){point, NULL}, sizeof(Stop));
}

Point imports_map_Stop_At_get_point(const Stop* self) {
    return self->point;
}

Stop* imports_map_Stop_By_new(const Place* place, imports_error* out_err) {
    (void)out_err;
    return probe_copy(&(Stop){{0, 0}, copy_place(place)}, sizeof(Stop));
}

Place* imports_map_Stop_By_get_place(const Stop* self) {
    return copy_place(self->place);
}

void imports_map_Stop_destroy(Stop* self) {
    if (self == NULL) return;
    geometry_plane_Place_destroy(self->place);
    probe_free(self);
}

Stop* imports_map_echo_stop(const Stop* stop, imports_error* out_err) {
    (void)out_err;
    return probe_copy(
        &(Stop){stop->point, stop->place == NULL ? NULL : copy_place(stop->place)}, sizeof(Stop));
}

uint32_t imports_map_visit(
    uint32_t count,
    geometry_plane_Visit_fn each,
    void* each_context,
    imports_error* out_err) {
    (void)out_err;
    for (uint32_t index = 0; index < count; index++) {
        Place* place = make_place(index);
        const bool goesOn = each(place, geometry_plane_Place_get_at(place), each_context);
        geometry_plane_Place_destroy(place);
        if (!goesOn) return index;
    }
    return count;
}

void imports_map_report(uint32_t count, imports_map_OnPlace_fn each, void* each_context, imports_error* out_err) {
    (void)out_err;
    for (uint32_t index = 0; index < count; index++) {
        Place* place = make_place(index);
        each(place, geometry_plane_Unit_Foot, each_context);
        geometry_plane_Place_destroy(place);
    }
}

struct search {
    imports_map_find_callback callback;
    void* context;
    char* name;
};

static void search(void* memory) {
    struct search* search = memory;
    if (search->name[0] == '\0') {
        imports_error error = {geometry_plane_PlaneError_Unreachable, "it has no name"};
        search->callback(search->context, &error, NULL);
    } else {
        search->callback(search->context, NULL, geometry_plane_Place_create(search->name, (Point){1, 2}, NULL));
    }
    probe_free(search->name);
    probe_free(search);
}

void imports_map_find_async(const char* name, imports_map_find_callback callback, void* context) {
    const struct search found = {callback, context, probe_text(name)};
    probe_run(search, probe_copy(&found, sizeof found));
}

struct imports_map_WalkIterator {
    uint32_t next;
    uint32_t steps;
};

imports_map_WalkIterator* imports_map_walk(uint32_t steps, imports_error* out_err) {
    (void)out_err;
    return probe_copy(&(imports_map_WalkIterator){0, steps}, sizeof(imports_map_WalkIterator));
}

int32_t imports_map_WalkIterator_next(
    imports_map_WalkIterator* iter,
    Place** out_item,
    imports_error* out_err) {
    (void)out_err;
    if (iter->next == iter->steps) return 0;
    *out_item = make_place(iter->next++);
    return 1;
}

void imports_map_WalkIterator_destroy(imports_map_WalkIterator* iter) {
    probe_free(iter);
}

/* One listener is enough here; that there may be many is tried elsewhere. */
static imports_map_OnPlace_fn listener;
static void* listener_context;

uint64_t imports_map_register_opened(imports_map_OnPlace_fn callback, void* context) {
    listener = callback;
    listener_context = context;
    return 1;
}

void imports_map_unregister_opened(uint64_t id) {
    if (id == 1) listener = NULL;
}

void imports_probe_open(const char* name, imports_error* out_err) {
    (void)out_err;
    if (listener == NULL) return;
    Place* place = geometry_plane_Place_create(name, (Point){0, 0}, NULL);
    listener(place, geometry_plane_Unit_Meter, listener_context);
    geometry_plane_Place_destroy(place);
}

int64_t imports_probe_live(imports_error* out_err) {
    (void)out_err;
    return probe_live();
}
