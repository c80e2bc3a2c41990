/* A library that uses the types of another one. */
#include "imports.h"
#include "probe.h"

geometry_plane_Point imports_map_middle(geometry_plane_Point a, geometry_plane_Point b, imports_error* out_err) {
    (void)out_err;
    return (geometry_plane_Point){(a.x + b.x) / 2, (a.y + b.y) / 2};
}

double imports_map_convert(double value, geometry_plane_Unit unit, imports_error* out_err) {
    (void)out_err;
    return unit == geometry_plane_Unit_Foot ? value * 0.3048 : value;
}

imports_map_Marker imports_map_echo_marker(imports_map_Marker marker, imports_error* out_err) {
    (void)out_err;
    return marker;
}

/* Text of the other library is freed by it; the caller gets a copy of this one's. */
const char* imports_map_name_of(const geometry_plane_Place* place, imports_error* out_err) {
    const char* name = geometry_plane_Place_get_name(place);
    const char* copy = imports_copy_string(name);
    (void)out_err;
    geometry_free_string(name);
    return copy;
}

geometry_plane_Place* imports_map_place_at(const char* name, geometry_plane_Point at, imports_error* out_err) {
    (void)out_err;
    return geometry_plane_Place_create(name, at, NULL);
}

int64_t imports_probe_live(imports_error* out_err) {
    (void)out_err;
    return probe_live();
}
