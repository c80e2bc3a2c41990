"""Structs by value and fixed arrays."""

from check import ends, raises
from structs import geometry, probe

Point = geometry.Point
assert geometry.echo_point(Point(1.5, -2)) == Point(1.5, -2.0)
line = geometry.Line(Point(1, 2), Point(3, 4), geometry.Style.BOLD, geometry.Axis.Y, 2**64 - 1)
assert geometry.echo_line(line) == line
assert geometry.echo_small(geometry.Small(255, -2, True)) == geometry.Small(255, -2, True)
matrix = geometry.Matrix([1, 2, 3, 4], [Point(5, 6), Point(7, 8)], -9)
assert geometry.echo_matrix(matrix) == matrix
assert geometry.middle(Point(0, 0), Point(2, 4)) == Point(1, 2)
assert geometry.centroid([Point(0, 0), Point(4, 2)]) == Point(2, 1) and geometry.centroid([]) is None
assert geometry.grid(3)[2] == Point(2, -2) and geometry.grid(0) == []
assert geometry.shift(Point(1, 1), Point(1, 2)) == Point(2, 3) and geometry.shift(Point(2, 3)).x == 2
assert geometry.scale([1, 2, 3], 2) == [2, 4, 6]
raises(ValueError, lambda: geometry.scale([1, 2], 2), "scale(): factors: expected 3 elements, got 2")
raises(ValueError, lambda: geometry.echo_matrix(geometry.Matrix([1], [], 0)), "Matrix.cells: expected 4 elements")
raises(OverflowError, lambda: geometry.echo_small(geometry.Small(256, 0, False)), "Small.a")
raises(TypeError, lambda: geometry.echo_small(geometry.Small(1, 0, 1)), "Small.c: expected a bool, got int")
raises(TypeError, lambda: geometry.echo_point((1, 2)), "echo_point(): value: expected Point, got tuple")
raises(TypeError, lambda: geometry.echo_line(geometry.Line(1, 2, 0, 0, 0)), "expected Point, got int")
ends(probe.live)
