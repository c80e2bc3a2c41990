// Text.
#include "strings.hpp"

#include "check.hpp"

int main() {
    namespace text = strings::text;
    CHECK(text::echo("a ü 🌍") == "a ü 🌍" && text::echo("").empty());
    CHECK(text::join("left", "right") == "leftright" && text::byte_length("ü") == 2);
    CHECK(text::greeting() == "Grüße, 世界 🌍");
    CHECK(text::repeat("ab", 100000).size() == 200000);
    const auto nul = catch_from<std::invalid_argument>([] { text::join("left", std::string("a\0b", 3)); });
    CHECK(nul.what() == std::string("right: the text has a NUL"));
    // What is not UTF-8 is bytes like any other.
    CHECK(text::broken() == "a \377 b" && text::broken_list()[1] == "a \377 b");
    CHECK(text::broken_map().at("a \377 b") == "a \377 b");
    int items = 0;
    for (const std::string& item : text::broken_items()) items += !item.empty();
    CHECK(items == 3);
    CHECK(strings::probe::live() == 0);
}
