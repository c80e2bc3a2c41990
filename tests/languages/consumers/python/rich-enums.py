"""Enums whose variants have fields."""

from check import ends, raises
from rich_enums import ApiError, probe, shapes

Shape = shapes.Shape
samples = shapes.samples()
assert [type(one).__qualname__ for one in samples] == ["Shape.Empty", "Shape.Circle", "Shape.Polygon", "Shape.Labelled"]
match samples[2]:
    case Shape.Polygon(name, sides, lengths):
        assert (name, sides, lengths[1]) == ("box", 4, 3.0)
    case _:
        raise AssertionError("the third sample is a polygon")
assert samples[1].radius == 1.5 and samples[3].label.text == "tag" and samples[3].note is None
biggest = shapes.biggest(samples)
assert isinstance(biggest, Shape.Circle) and shapes.area(biggest) == 6.75
assert shapes.biggest([]) is None
labelled = shapes.echo(Shape.Labelled(shapes.Label("tag"), "note"))
assert isinstance(labelled, Shape) and labelled.note == "note"
polygon = shapes.echo(Shape.Polygon("p", 3, [1, 2.5]))
assert polygon.lengths == [1.0, 2.5] and isinstance(shapes.echo(Shape.Empty()), Shape.Empty)
error = raises(ApiError, lambda: Shape.Circle(-1.0), "the radius is negative")
raises(TypeError, lambda: shapes.area(shapes.Label("x")), "expected Shape, got Label")
raises(ValueError, lambda: Shape.Polygon("a\0", 1, []), "NUL")
biggest.close()
raises(ValueError, lambda: shapes.area(biggest), "closed")
raises(ValueError, lambda: biggest.radius, "closed")
del samples, biggest, labelled, polygon, error, name, sides, lengths
ends(probe.live)
