// Lists.
#include "lists.hpp"

#include "check.hpp"

template <class Item>
void check_echo(std::vector<Item> (*echo)(const std::vector<Item>&), const std::vector<Item>& values) {
    CHECK(echo(values) == values);
    CHECK(echo({}).empty());
}

int main() {
    namespace many = lists::many;
    {
        check_echo<bool>(&many::echo_bools, {true, false});
        check_echo<std::uint8_t>(&many::echo_bytes, {0, 255});
        check_echo<std::int16_t>(&many::echo_shorts, {INT16_MIN, 1});
        check_echo<std::int32_t>(&many::echo_ints, {INT32_MIN, 1});
        check_echo<std::int64_t>(&many::echo_longs, {INT64_MIN, 1});
        check_echo<std::uint64_t>(&many::echo_unsigned, {UINT64_MAX, 1});
        check_echo<float>(&many::echo_floats, {0.1F, -1});
        check_echo<double>(&many::echo_doubles, {0.1, -1});
        check_echo<std::string>(&many::echo_texts, {"a", "", "ü"});
        check_echo<many::Color>(&many::echo_colors, {many::Color::Red, many::Color::Blue});
        check_echo<std::uint64_t>(&many::echo_handles, {UINT64_MAX, 0});
        const many::Item one(1, "one");
        const many::Item least(INT64_MIN, "least");
        const std::vector<many::Item> echoed = many::echo_items({one, least});
        CHECK(echoed.size() == 2 && echoed[0].label() == "one" && echoed[1].id() == INT64_MIN);
        CHECK(many::sum({1, 2, -10}) == -7);
        CHECK(many::range(1000).size() == 1000 && many::range(1000)[999] == 999);
        CHECK(many::join({"a", "", "ü"}, ", ") == "a, , ü");
        catch_from<std::invalid_argument>([] { many::join({"a", std::string("b\0", 2)}, ","); });
    }
    CHECK(lists::probe::live() == 0);
}
