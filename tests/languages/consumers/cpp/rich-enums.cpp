// Rich enums.
#include "rich_enums.hpp"

#include "check.hpp"

int main() {
    namespace shapes = rich_enums::shapes;
    {
        const std::vector<shapes::Shape> samples = shapes::samples();
        CHECK(samples.size() == 4 && std::holds_alternative<shapes::ShapeEmpty>(samples[0]));
        CHECK(std::get<shapes::ShapeCircle>(samples[1]).radius == 1.5);
        const auto& labelled = std::get<shapes::ShapeLabelled>(samples[3]);
        CHECK(labelled.label.text() == "tag" && !labelled.note);
        const shapes::Shape echoed = shapes::echo(samples[2]);
        const auto& polygon = std::get<shapes::ShapePolygon>(echoed);
        CHECK(polygon.name == "box" && polygon.sides == 4 && polygon.lengths.at(1) == 3);
        const auto biggest = shapes::biggest(samples);
        CHECK(std::holds_alternative<shapes::ShapeCircle>(*biggest) && shapes::area(*biggest) == 6.75);
        CHECK(!shapes::biggest({}));
        const shapes::Shape noted = shapes::echo(shapes::ShapeLabelled{shapes::Label("l"), "note"});
        CHECK(std::get<shapes::ShapeLabelled>(noted).note == "note");
        CHECK(catch_from<koine::Error>([] { shapes::area(shapes::ShapeCircle{-1}); }).code() == -1);
        catch_from<std::invalid_argument>([] { shapes::area(shapes::ShapePolygon{std::string("\0", 1), 1, {}}); });
    }
    CHECK(rich_enums::probe::live() == 0);
}
