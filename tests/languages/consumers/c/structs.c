/* Structs by value and fixed arrays. */
#include "structs.h"

#include "check.h"

int main(void) {
    structs_error error = {0, NULL};
    typedef structs_geometry_Point Point;
    Point point = structs_geometry_echo_point((Point){1.5, -2}, &error);
    CHECK(point.x == 1.5 && point.y == -2);
    structs_geometry_Line line = {{1, 2}, {3, 4}, structs_geometry_Style_Bold, structs_geometry_Axis_Y, UINT64_MAX};
    line = structs_geometry_echo_line(line, &error);
    CHECK(line.to.y == 4 && line.style == structs_geometry_Style_Bold && line.axis == structs_geometry_Axis_Y);
    CHECK(line.id == UINT64_MAX);
    structs_geometry_Small small = structs_geometry_echo_small((structs_geometry_Small){255, -2, true}, &error);
    CHECK(small.a == 255 && small.b == -2 && small.c);
    structs_geometry_Matrix matrix = {{1, 2, 3, 4}, {{5, 6}, {7, 8}}, -9};
    matrix = structs_geometry_echo_matrix(matrix, &error);
    CHECK(matrix.cells[3] == 4 && matrix.corners[1].x == 7 && matrix.tag == -9);
    point = structs_geometry_middle((Point){0, 0}, (Point){2, 4}, &error);
    CHECK(point.x == 1 && point.y == 2);
    Point* centroid = structs_geometry_centroid((const Point[]){{0, 0}, {4, 2}}, 2, &error);
    CHECK(centroid->x == 2 && centroid->y == 1);
    structs_free_bytes((uint8_t*)centroid, sizeof *centroid);
    CHECK(structs_geometry_centroid(&point, 0, &error) == NULL);
    size_t length = 0;
    Point* grid = structs_geometry_grid(3, &length, &error);
    CHECK(length == 3 && grid[2].x == 2 && grid[2].y == -2);
    structs_free_bytes((uint8_t*)grid, length * sizeof *grid);
    point = structs_geometry_shift((Point){1, 1}, &(Point){1, 2}, &error);
    CHECK(point.x == 2 && point.y == 3);
    point = structs_geometry_shift(point, NULL, &error);
    CHECK(point.x == 2);
    double scaled[3];
    structs_geometry_scale((const double[]){1, 2, 3}, 2, scaled, &error);
    CHECK(scaled[0] == 2 && scaled[2] == 6);
    CHECK(error.code == 0);
    CHECK(structs_probe_live(&error) == 0);
    return 0;
}
