// Maps.
#include "maps.hpp"

#include "check.hpp"

template <class Key, class Value>
void check_echo(
    std::map<Key, Value> (*echo)(const std::map<Key, Value>&),
    const std::map<Key, Value>& entries) {
    CHECK(echo(entries) == entries);
    CHECK(echo({}).empty());
}

int main() {
    namespace tables = maps::tables;
    using tables::Color;
    check_echo<std::string, std::int32_t>(&tables::echo_scores, {{"a", -1}, {"ü", 2}});
    check_echo<std::string, std::string>(&tables::echo_texts, {{"a", ""}, {"", "b"}});
    check_echo<std::int32_t, double>(&tables::echo_weights, {{-1, 0.5}, {2, -0.5}});
    check_echo<Color, std::string>(&tables::echo_names, {{Color::Blue, "b"}, {Color::Red, "r"}});
    check_echo<std::uint64_t, bool>(&tables::echo_flags, {{UINT64_MAX, true}, {0, false}});
    check_echo<std::string, Color>(&tables::echo_colors, {{"g", Color::Green}});
    CHECK(tables::total({{"a", -1}, {"b", 2}}) == 1);
    CHECK(tables::squares(10).size() == 10 && tables::squares(10).at(9) == 81);
    catch_from<std::invalid_argument>([] { tables::total({{std::string("\0", 1), 1}}); });
    CHECK(maps::probe::live() == 0);
}
