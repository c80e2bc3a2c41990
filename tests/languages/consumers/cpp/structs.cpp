// Structs by value and fixed arrays.
#include "structs.hpp"

#include "check.hpp"

int main() {
    namespace geometry = structs::geometry;
    using geometry::Point;
    Point point = geometry::echo_point({1.5, -2});
    CHECK(point.x == 1.5 && point.y == -2);
    const geometry::Line line =
        geometry::echo_line({{1, 2}, {3, 4}, geometry::Style::Bold, geometry::Axis::Y, UINT64_MAX});
    CHECK(line.to.y == 4 && line.style == geometry::Style::Bold && line.axis == geometry::Axis::Y);
    CHECK(line.id == UINT64_MAX);
    const geometry::Small small = geometry::echo_small({255, -2, true});
    CHECK(small.a == 255 && small.b == -2 && small.c);
    const geometry::Matrix matrix = geometry::echo_matrix({{1, 2, 3, 4}, {Point{5, 6}, Point{7, 8}}, -9});
    CHECK(matrix.cells[3] == 4 && matrix.corners[1].x == 7 && matrix.tag == -9);
    point = geometry::middle({0, 0}, {2, 4});
    CHECK(point.x == 1 && point.y == 2);
    const auto centroid = geometry::centroid({{0, 0}, {4, 2}});
    CHECK(centroid->x == 2 && centroid->y == 1 && !geometry::centroid({}));
    const auto grid = geometry::grid(3);
    CHECK(grid.size() == 3 && grid[2].x == 2 && grid[2].y == -2);
    point = geometry::shift({1, 1}, Point{1, 2});
    CHECK(point.x == 2 && point.y == 3 && geometry::shift(point).x == 2);
    CHECK((geometry::scale({1, 2, 3}, 2) == std::array<double, 3>{2, 4, 6}));
    CHECK(structs::probe::live() == 0);
}
