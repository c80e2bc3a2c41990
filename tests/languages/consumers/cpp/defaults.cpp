// Constants, aliases and defaults.
#include "defaults.hpp"

#include "check.hpp"

int main() {
    namespace options = defaults::options;
    static_assert(options::LIMIT == 500 && options::LEAST == INT64_MIN && options::MOST == UINT64_MAX);
    static_assert(options::RATIO == 0.1 && options::LEVEL == options::Level::High && options::IS_SET);
    CHECK(options::GREETING == std::string("say \"hi\"\n"));
    CHECK(options::describe("t") == "t 3 1.5 1 3 ! true none");
    const auto text = options::describe("t", -1, 0.5, options::Level::High, options::Mode::Safe, "?", false, "e");
    CHECK(text == "t -1 0.5 2 2 ? false e");
    CHECK(options::show(options::Query("q")) == "q 10 2 none");
    CHECK(options::show(options::Query("q", 1, options::Level::Low, "p")) == "q 1 1 p");
    const options::Score score = options::add_score(INT64_MAX - 1);
    CHECK(score == INT64_MAX && options::count_names(options::Names{"a", "b"}) == 2);
    CHECK(defaults::probe::live() == 0);
}
