// Absent, empty and present values.
#include "optionals.hpp"

#include "check.hpp"

template <class Value>
void check_echo(std::optional<Value> (*echo)(const std::optional<Value>&), const Value& value) {
    CHECK(echo(value) == value);
    CHECK(!echo(std::nullopt));
}

int main() {
    namespace maybe = optionals::maybe;
    {
        using Numbers = std::vector<std::int32_t>;
        using Scores = std::map<std::string, std::int32_t>;
        check_echo<std::int32_t>(&maybe::echo_i32, -5);
        check_echo<std::uint64_t>(&maybe::echo_u64, UINT64_MAX);
        check_echo<double>(&maybe::echo_f64, 0.5);
        check_echo<bool>(&maybe::echo_bool, false);
        check_echo<std::string>(&maybe::echo_text, "");
        check_echo<std::vector<std::uint8_t>>(&maybe::echo_data, {});
        check_echo<std::vector<std::uint8_t>>(&maybe::echo_data, {1, 2});
        check_echo<maybe::Color>(&maybe::echo_color, maybe::Color::Green);
        check_echo<Numbers>(&maybe::echo_numbers, {1, -2});
        check_echo<std::vector<std::string>>(&maybe::echo_texts, {"a", ""});
        check_echo<Scores>(&maybe::echo_scores, {{"a", 10}});
        check_echo<Scores>(&maybe::echo_scores, {});
        check_echo<std::uint64_t>(&maybe::echo_handle, 0);

        const maybe::Item item(7, std::nullopt, 1.5);
        const auto echoed = maybe::echo_item(&item);
        CHECK(echoed->id() == 7 && !echoed->label() && echoed->weight() == 1.5 && !maybe::echo_item());
        CHECK((maybe::kinds() == Numbers{0, 0, 0, 0}));
        CHECK((maybe::kinds(std::vector<std::uint8_t>(), Numbers(), Scores(), "") == Numbers{1, 1, 1, 1}));
        CHECK((maybe::kinds(std::vector<std::uint8_t>{1}, Numbers{1}, Scores{{"", 1}}, "a") == Numbers{2, 2, 2, 2}));
        const auto sparse = maybe::sparse(4);
        CHECK(sparse.size() == 4 && sparse[0].has_value() != sparse[1].has_value());
        CHECK(maybe::count_present({&item, nullptr, &item}) == 2);
    }
    CHECK(optionals::probe::live() == 0);
}
