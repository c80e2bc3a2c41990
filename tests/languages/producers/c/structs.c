/* Structs by value and fixed arrays. */
#include "structs.h"
#include "probe.h"

#define ECHO(name, type)                                                       \
    type structs_geometry_echo_##name(type value, structs_error* out_err) { \
        (void)out_err;                                                         \
        return value;                                                          \
    }
ECHO(point, structs_geometry_Point)
ECHO(line, structs_geometry_Line)
ECHO(small, structs_geometry_Small)
ECHO(matrix, structs_geometry_Matrix)

typedef structs_geometry_Point Point;

Point structs_geometry_middle(Point from, Point to, structs_error* out_err) {
    (void)out_err;
    return (Point){(from.x + to.x) / 2, (from.y + to.y) / 2};
}

Point* structs_geometry_centroid(const Point* points, size_t points_len, structs_error* out_err) {
    Point sum = {0, 0};
    (void)out_err;
    if (points_len == 0) return NULL;
    for (size_t index = 0; index < points_len; index++) {
        sum.x += points[index].x;
        sum.y += points[index].y;
    }
    sum.x /= (double)points_len;
    sum.y /= (double)points_len;
    return structs_copy_value(&sum, sizeof sum);
}

Point* structs_geometry_grid(uint32_t count, size_t* out_len, structs_error* out_err) {
    Point* points = structs_allocate_array(count, sizeof *points);
    (void)out_err;
    for (uint32_t index = 0; index < count; index++) points[index] = (Point){index, -(double)index};
    *out_len = count;
    return points;
}

Point structs_geometry_shift(Point point, const Point* by, structs_error* out_err) {
    (void)out_err;
    if (by == NULL) return point;
    return (Point){point.x + by->x, point.y + by->y};
}

void structs_geometry_scale(const double* factors, double by, double* out_value, structs_error* out_err) {
    (void)out_err;
    for (int index = 0; index < 3; index++) out_value[index] = factors[index] * by;
}

int64_t structs_probe_live(structs_error* out_err) {
    (void)out_err;
    return probe_live();
}
