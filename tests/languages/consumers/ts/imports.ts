/** Types of another document, from the package of that document. */
import assert from "node:assert/strict";
import * as geometry from "geometry";
import { map, probe } from "imports";

const { Axes, Compass, Place, PlaneError, Shape, Unit } = geometry;
const middle: geometry.Point = map.middle({ x: 0, y: 0 }, { x: 2, y: 4 });
assert.deepEqual(middle, { x: 1, y: 2 });
assert.equal(map.convert(10), 10);
assert.equal(map.convert(10, Unit.Foot), 3.048);
assert.equal(map.echoAxes(Axes.X | Axes.Y), Axes.X | Axes.Y);
const marker = { at: middle, size: 3, axes: Axes.Y };
assert.deepEqual(map.echoMarker(marker), marker);

{
  using own = Place.create("home", middle);
  using theirs = map.placeAt("home", middle);
  // It does not matter which library made an object.
  assert.ok(own instanceof Place && theirs instanceof Place);
  assert.equal(map.nameOf(own), "home");
  assert.equal(map.nameOf(theirs), "home");
  assert.equal(theirs.name, "home");
  assert.deepEqual(theirs.at, middle);
  assert.ok(geometry.live() > 0n);
  assert.throws(() => map.nameOf({} as never), { code: "FFI_ARGUMENT_TYPE", message: /expected a Place/ });

  using plain = map.Trip.create(own);
  assert.equal(plain.unit, Unit.Foot);
  assert.equal(plain.area, null);
  using start = plain.start;
  assert.equal(start.name, "home");
  using circle = Shape.circle(middle, 1.5);
  using trip = map.Trip.create(theirs, Unit.Meter, circle);
  using area = trip.area;
  assert.deepEqual(area?.asCircle, { center: middle, radius: 1.5 });
  using grown = map.grow(circle);
  assert.equal(grown.asCircle?.radius, 3);
  using stop = map.Stop.by(own);
  using echoed = map.echoStop(stop);
  using place = echoed.asBy?.place;
  assert.equal(place?.name, "home");
  using at = map.Stop.at(middle);
  using echoedAt = map.echoStop(at);
  assert.deepEqual(echoedAt.asAt, { point: middle });

  theirs[Symbol.dispose]();
  assert.throws(() => map.nameOf(theirs), { code: "FFI_USE_AFTER_FREE" });
}

assert.equal(map.reach(null), null);
{
  using nowhere = Place.create("", middle);
  assert.throws(
    () => map.reach(nowhere),
    (error) => error instanceof PlaneError && error.kind === "Unreachable" && error.message === "it has no name",
  );
}

const row = map.row(3);
assert.deepEqual(
  row.map((place) => place.name),
  ["place 0", "place 1", "place 2"],
);
assert.deepEqual(map.centroid(row), { x: 1, y: -1 });
assert.equal(map.centroid([]), null);
for (const place of row) place[Symbol.dispose]();
assert.deepEqual(map.outline(2), [
  { x: 0, y: 0 },
  { x: 1, y: 2 },
]);
assert.deepEqual(
  map.units(),
  new Map([
    ["ft", Unit.Foot],
    ["m", Unit.Meter],
  ]),
);
{
  using north = map.pointNorth();
  assert.equal(map.turn(north, 10), 10);
  assert.equal(north.turn(5), 15);
  using east = new Compass(90);
  assert.equal(map.turn(east, 1), 91);
}

const kept: geometry.Place[] = [];
const visited = map.visit(5, (place, at) => {
  assert.deepEqual(place.at, at);
  kept.push(place);
  return at.x < 2;
});
assert.equal(visited, 2);
assert.equal(kept.length, 3);
assert.throws(() => kept[0]?.name, { code: "FFI_USE_AFTER_FREE" });
const seen: [string, geometry.Unit][] = [];
map.report(2, (place, unit) => seen.push([place.name, unit]));
{
  using _opened = map.onOpened((place, unit) => {
    seen.push([place.name, unit]);
  });
  probe.open("door");
}
probe.open("closed");
assert.deepEqual(seen, [
  ["place 0", Unit.Foot],
  ["place 1", Unit.Foot],
  ["door", Unit.Meter],
]);

{
  using found = await map.find("well");
  assert.equal(found.name, "well");
  await assert.rejects(map.find(""), PlaneError);
}
const names = [];
for (const place of map.walk(2)) {
  names.push(place.name);
  place[Symbol.dispose]();
}
assert.deepEqual(names, ["place 0", "place 1"]);
assert.equal(probe.live(), 0n);
assert.equal(geometry.live(), 0n);
