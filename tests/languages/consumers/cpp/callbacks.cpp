// Callbacks.
#include "callbacks.hpp"

#include "check.hpp"

int main() {
    namespace walk = callbacks::walk;
    std::int32_t sum = 0;
    walk::count_to(4, [&](std::int32_t value) { sum += value; });
    CHECK(sum == 10);
    std::string heard;
    const auto hear = [&](const std::string& text, const std::optional<std::string>& note) {
        heard += text + note.value_or("-");
    };
    CHECK(walk::each_text({"a", "bc"}, hear) == 2 && heard.substr(0, 1) == "a");
    std::uint32_t calls = 0;
    walk::each_data(3, [&](const auto& data, const auto& numbers, const auto& maybe) {
        CHECK(data.size() == 2 && data[0] == calls && data[1] == 255);
        CHECK(numbers.size() == 3 && numbers[2] == INT32_MAX);
        CHECK(calls % 2 == 0 ? maybe == INT64_MIN : !maybe);
        calls += 1;
    });
    CHECK(calls == 3);
    const auto stop = [](const walk::Item& item) {
        CHECK(item.label() == "lent");
        return item.id() == 2 ? walk::Step::Stop : walk::Step::Go;
    };
    CHECK(walk::each_item(10, stop) == 3);
    const auto sorted = walk::sort({3, -1, 2}, [](std::int32_t a, std::int32_t b) { return a < b ? 1 : -1; });
    CHECK((sorted == std::vector<std::int32_t>{3, 2, -1}));
    const auto pair = walk::swap({1, 2}, [](const walk::Pair& given) { return walk::Pair{given.right, given.left}; });
    CHECK(pair.left == 2 && pair.right == 1);
    sum = 0;
    walk::nested(3, [&](std::int32_t) { sum += 1; });
    CHECK(sum == 8);

    // What a callback throws comes out of the call, and the callback is not called again.
    calls = 0;
    const auto thrown = catch_from<std::out_of_range>([&] {
        walk::count_to(10, [&](std::int32_t value) {
            calls += 1;
            if (value == 2) throw std::out_of_range("two");
        });
    });
    CHECK(thrown.what() == std::string("two") && calls <= 3);
    // Results that the library gave nevertheless are freed.
    catch_from<std::out_of_range>([] {
        walk::sort({2, 1, 3}, [](std::int32_t, std::int32_t) -> std::int32_t { throw std::out_of_range("order"); });
    });
    catch_from<std::out_of_range>([] { walk::nested(2, [](std::int32_t) { throw std::out_of_range("nested"); }); });
    CHECK(callbacks::probe::live() == 0);
}
