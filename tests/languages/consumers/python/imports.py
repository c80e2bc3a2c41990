"""Types of another document, from the package of that document."""

import asyncio

import geometry
from check import ends, raises
from geometry import plane
from imports import map as roads
from imports import probe

middle = roads.middle(plane.Point(0, 0), plane.Point(2, 4))
assert isinstance(middle, geometry.Point) and middle == plane.Point(1, 2)
assert roads.convert(10) == 10
assert roads.convert(10, plane.Unit.FOOT) == 3.048
assert roads.echo_axes(plane.Axes.X | plane.Axes.Y) == plane.Axes.X | plane.Axes.Y
marker = roads.Marker(plane.Point(1, 2), 3, plane.Axes.Y)
assert roads.echo_marker(marker) == marker
raises(TypeError, lambda: roads.middle(plane.Point(0, 0), (2, 4)))

with plane.Place("home", middle) as own, roads.place_at("home", middle) as theirs:
    # It does not matter which library made an object.
    assert type(own) is type(theirs) is plane.Place
    assert roads.name_of(own) == roads.name_of(theirs) == own.name == theirs.name == "home"
    assert theirs.at == middle
    assert geometry.live() > 0

    with roads.Trip(own) as trip:
        assert trip.unit is plane.Unit.FOOT and trip.area is None
        with trip.start as start:
            assert start.name == "home"
    with plane.Shape.Circle(middle, 1.5) as circle, roads.Trip(theirs, plane.Unit.METER, circle) as trip:
        with trip.area as area:
            match area:
                case plane.Shape.Circle(center, radius):
                    assert center == middle and radius == 1.5
                case _:
                    raise AssertionError(area)
        with roads.grow(circle) as grown:
            assert isinstance(grown, plane.Shape.Circle) and grown.radius == 3
    with roads.Stop.By(own) as stop, roads.echo_stop(stop) as echoed:
        assert isinstance(echoed, roads.Stop.By)
        with echoed.place as place:
            assert place.name == "home"
    with roads.Stop.At(middle) as stop, roads.echo_stop(stop) as echoed:
        assert isinstance(echoed, roads.Stop.At) and echoed.point == middle

raises(ValueError, lambda: roads.name_of(own))
raises(TypeError, lambda: roads.name_of("home"))

assert roads.reach(None) is None
with plane.Place("", middle) as nowhere:
    try:
        roads.reach(nowhere)
        raise AssertionError
    except plane.PlaneError.Unreachable as error:
        assert str(error) == "it has no name" and error.code == 1

places = roads.row(3)
assert [place.name for place in places] == ["place 0", "place 1", "place 2"]
assert roads.centroid(places) == plane.Point(1, -1)
assert roads.centroid([]) is None
for place in places:
    place.close()
assert roads.outline(2) == [plane.Point(0, 0), plane.Point(1, 2)]
assert roads.units() == {"ft": plane.Unit.FOOT, "m": plane.Unit.METER}

with roads.point_north() as compass, plane.Compass(90) as east:
    assert roads.turn(compass, 10) == 10
    assert compass.turn(5) == 15
    assert roads.turn(east, 1) == 91

kept = []


def visit(place: plane.Place, at: plane.Point) -> bool:
    assert place.at == at
    kept.append(place)
    return at.x < 2


assert roads.visit(5, visit) == 2
assert len(kept) == 3
for each in kept:
    raises(ValueError, lambda: each.name)
seen = []
roads.report(2, lambda place, unit: seen.append((place.name, unit)))
assert seen == [("place 0", plane.Unit.FOOT), ("place 1", plane.Unit.FOOT)]
with roads.on_opened(lambda place, unit: seen.append((place.name, unit))):
    probe.open("door")
probe.open("closed")
assert seen[2:] == [("door", plane.Unit.METER)]


async def find() -> None:
    with await roads.find("well") as found:
        assert found.name == "well" and found.at == plane.Point(1, 2)
    try:
        await roads.find("")
        raise AssertionError
    except plane.PlaneError.Unreachable:
        pass


asyncio.run(find())
names = []
for place in roads.walk(2):
    names.append(place.name)
    place.close()
assert names == ["place 0", "place 1"]
ends(probe.live)
ends(geometry.live)
