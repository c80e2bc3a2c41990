/* Imported types. */
#include "imports.h"

#include "check.h"

static bool count_until_two(const geometry_plane_Place* place, geometry_plane_Point at, void* context) {
    const char* name = geometry_plane_Place_get_name(place);
    CHECK(name[0] == 'p' && at.y == -at.x);
    geometry_free_string(name);
    *(int*)context += 1;
    return at.x < 2;
}

int main(void) {
    imports_error error = {0, NULL};
    geometry_plane_Point middle = imports_map_middle(
        (geometry_plane_Point){0, 0}, (geometry_plane_Point){2, 4}, &error);
    CHECK(middle.x == 1 && middle.y == 2);
    CHECK(imports_map_convert(10, geometry_plane_Unit_Meter, &error) == 10);
    CHECK(imports_map_convert(10, geometry_plane_Unit_Foot, &error) == 3.048);
    imports_map_Marker marker =
        imports_map_echo_marker((imports_map_Marker){{1, 2}, 3, geometry_plane_Axes_Y}, &error);
    CHECK(marker.at.y == 2 && marker.size == 3 && marker.axes == geometry_plane_Axes_Y);
    geometry_plane_Place* place = imports_map_place_at("home", middle, &error);
    const char* name = imports_map_name_of(place, &error);
    CHECK_TEXT(name, "home");
    imports_free_string(name);
    CHECK(geometry_plane_Place_get_at(place).x == 1);

    imports_map_Trip* trip = imports_map_Trip_create(place, geometry_plane_Unit_Foot, NULL, &error);
    geometry_plane_Place* start = imports_map_Trip_get_start(trip);
    CHECK(imports_map_Trip_get_area(trip) == NULL && geometry_plane_Place_get_at(start).y == 2);
    geometry_plane_Place_destroy(start);
    imports_map_Trip_destroy(trip);

    geometry_plane_Place* nowhere = imports_map_place_at("", middle, &error);
    CHECK(imports_map_reach(NULL, &error) == NULL && error.code == 0);
    CHECK(imports_map_reach(nowhere, &error) == NULL && error.code == geometry_plane_PlaneError_Unreachable);
    imports_error_clear(&error);
    geometry_plane_Place_destroy(nowhere);

    int visited = 0;
    CHECK(imports_map_visit(5, count_until_two, &visited, &error) == 2 && visited == 3);
    geometry_plane_Place_destroy(place);
    CHECK(error.code == 0);
    CHECK(imports_probe_live(&error) == 0);
    CHECK(geometry_plane_live(NULL) == 0);
    return 0;
}
