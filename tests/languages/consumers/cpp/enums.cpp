// Enums.
#include "enums.hpp"

#include "check.hpp"

int main() {
    using enums::paint::Color;
    CHECK(enums::paint::echo(Color::Green) == Color::Green);
    const std::vector<Color> all = enums::paint::all();
    CHECK((all == std::vector<Color>{Color::Red, Color::Green, Color::Dark, Color::Least, Color::Most}));
    CHECK(enums::paint::value_of(Color::Least) == INT32_MIN && enums::paint::value_of(Color::Most) == INT32_MAX);
    CHECK(enums::paint::next(Color::Red) == Color::Green && !enums::paint::next(Color::Most));
    CHECK(enums::probe::live() == 0);
}
