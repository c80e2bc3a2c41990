/* Imported types. */
#include "imports.h"

#include "check.h"

int main(void) {
    imports_error error = {0, NULL};
    geometry_plane_Point middle = imports_map_middle(
        (geometry_plane_Point){0, 0}, (geometry_plane_Point){2, 4}, &error);
    CHECK(middle.x == 1 && middle.y == 2);
    CHECK(imports_map_convert(10, geometry_plane_Unit_Meter, &error) == 10);
    CHECK(imports_map_convert(10, geometry_plane_Unit_Foot, &error) == 3.048);
    imports_map_Marker marker = imports_map_echo_marker((imports_map_Marker){{1, 2}, 3}, &error);
    CHECK(marker.at.y == 2 && marker.size == 3);
    geometry_plane_Place* place = imports_map_place_at("home", middle, &error);
    const char* name = imports_map_name_of(place, &error);
    CHECK_TEXT(name, "home");
    imports_free_string(name);
    CHECK(geometry_plane_Place_get_at(place).x == 1);
    geometry_plane_Place_destroy(place);
    CHECK(geometry_plane_live(NULL) == 0);
    CHECK(error.code == 0);
    CHECK(imports_probe_live(&error) == 0);
    return 0;
}
