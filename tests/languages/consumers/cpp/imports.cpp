// Types of another document, from the package of that document.
#include "imports.hpp"

#include "check.hpp"

#include <type_traits>

int main() {
    namespace roads = imports::map;
    using geometry::Axes;
    using geometry::Place;
    using geometry::Point;
    using geometry::Unit;

    const Point middle = roads::middle({0, 0}, {2, 4});
    CHECK(middle.x == 1 && middle.y == 2);
    CHECK(roads::convert(10) == 10);
    CHECK(roads::convert(10, Unit::Foot) == 3.048);
    CHECK(roads::echo_axes(Axes::X | Axes::Y) == (Axes::X | Axes::Y));
    const roads::Marker marker = roads::echo_marker({{1, 2}, 3, Axes::Y});
    CHECK(marker.at.y == 2 && marker.size == 3 && marker.axes == Axes::Y);

    {
        // It does not matter which library made an object.
        static_assert(std::is_same_v<decltype(roads::place_at("home", middle)), Place>);
        const Place own("home", middle);
        const Place theirs = roads::place_at("home", middle);
        CHECK(roads::name_of(own) == "home" && roads::name_of(theirs) == "home" && theirs.name() == "home");
        CHECK(theirs.at().x == 1 && geometry::live() > 0);

        const roads::Trip plain(own);
        CHECK(plain.unit() == Unit::Foot && !plain.area() && plain.start().name() == "home");
        const roads::Trip trip(theirs, Unit::Meter, geometry::ShapeCircle{middle, 1.5});
        const auto area = trip.area();
        CHECK(area && std::get<geometry::ShapeCircle>(*area).center.y == 2);
        CHECK(std::get<geometry::ShapeCircle>(roads::grow(*area)).radius == 3);
        CHECK(std::get<geometry::ShapeNamed>(roads::grow(geometry::ShapeNamed{"square"})).name == "square");
        CHECK(std::get<roads::StopAt>(roads::echo_stop(roads::StopAt{middle})).point.x == 1);
        const roads::Stop stop = roads::echo_stop(roads::StopBy{Place("bridge", middle)});
        CHECK(std::get<roads::StopBy>(stop).place.name() == "bridge");
    }

    CHECK(!roads::reach(nullptr));
    const Place nowhere("", middle);
    const auto thrown = catch_from<geometry::PlaneError>([&] { roads::reach(&nowhere); });
    CHECK(thrown.kind() == geometry::PlaneError::Kind::Unreachable && thrown.what() == std::string("it has no name"));

    {
        const std::vector<Place> row = roads::row(3);
        CHECK(row.size() == 3 && row[2].name() == "place 2");
        const auto centroid = roads::centroid({row[0], row[1], row[2]});
        CHECK(centroid && centroid->x == 1 && centroid->y == -1);
        CHECK(!roads::centroid({}));
        const auto outline = roads::outline(2);
        CHECK(outline.size() == 2 && outline[1].y == 2);
        const auto units = roads::units();
        CHECK(units.size() == 2 && units.at("ft") == Unit::Foot && units.at("m") == Unit::Meter);

        const geometry::Compass north = roads::point_north();
        CHECK(roads::turn(north, 10) == 10 && north.turn(5) == 15);
        CHECK(roads::turn(geometry::Compass(90), 1) == 91);
    }

    int visited = 0;
    const auto visit = [&](const Place& place, const Point& at) {
        CHECK(place.at().x == at.x);
        visited += 1;
        return at.x < 2;
    };
    CHECK(roads::visit(5, visit) == 2 && visited == 3);
    std::string heard;
    const auto hear = [&](const Place& place, Unit unit) { heard += place.name() + (unit == Unit::Foot ? "f " : "m "); };
    roads::report(2, hear);
    {
        const koine::Subscription opened = roads::on_opened(hear);
        imports::probe::open("door");
    }
    imports::probe::open("closed");
    CHECK(heard == "place 0f place 1f doorm ");

    CHECK(roads::find("well").get().name() == "well");
    catch_from<geometry::PlaneError>([] { roads::find("").get(); });
    auto walk = roads::walk(2);
    CHECK(walk.next()->name() == "place 0" && walk.next()->name() == "place 1" && !walk.next());

    catch_from<std::invalid_argument>([] { roads::place_at(std::string("a\0b", 3), {0, 0}); });
    // The place without a name is still there.
    CHECK(geometry::live() > 0);
    CHECK(imports::probe::live() == 0);
}
