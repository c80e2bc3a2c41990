// Async calls: futures.
#include "async_calls.hpp"

#include "check.hpp"

int main() {
    namespace jobs = async_calls::jobs;
    {
        auto first = jobs::add(1, 2);
        auto second = jobs::add(INT32_MAX, -1);
        CHECK(second.get() == INT32_MAX - 1 && first.get() == 3);
        jobs::nothing().get();
        CHECK(jobs::echo_text("grüße").get() == "grüße");
        CHECK((jobs::echo_data({0, 255}).get() == std::vector<std::uint8_t>{0, 255}));
        CHECK(jobs::echo_data({}).get().empty());
        CHECK((jobs::echo_numbers({INT64_MIN, 1}).get() == std::vector<std::int64_t>{INT64_MIN, 1}));
        CHECK((jobs::echo_texts({"a", ""}).get() == std::vector<std::string>{"a", ""}));
        const std::map<std::string, std::int32_t> scores{{"a", 1}, {"b", -2}};
        CHECK(jobs::echo_scores(scores).get() == scores);
        CHECK(jobs::maybe(7).get() == 7);
        CHECK(!jobs::maybe().get());
        CHECK(jobs::report(5).get().id() == 5);
        const auto reports = jobs::reports(3).get();
        CHECK(reports.size() == 3 && !reports[2].text().empty());
        CHECK(jobs::find(4).get()->id() == 4);
        CHECK(!jobs::find(-1).get());
        const jobs::Worker worker = jobs::open_worker("w").get();
        CHECK(!worker.run("task").get().empty());
        CHECK(jobs::at_once(9).get() == 9);

        auto failing = jobs::fail("no way");
        const auto error = catch_from<jobs::JobError>([&] { failing.get(); });
        CHECK(error.kind() == jobs::JobError::Kind::Failed && error.what() == std::string("no way"));
        catch_from<std::invalid_argument>([] { jobs::echo_text(std::string("a\0b", 3)); });
        // A future that nobody waits for leaks nothing.
        jobs::echo_texts({"unseen"});
        jobs::report(1);
    }
    CHECK(async_calls::probe::live() == 0);
}
