// Iterators.
#include "iterators.hpp"

#include "check.hpp"

int main() {
    namespace sequence = iterators::sequence;
    {
        std::vector<std::int32_t> numbers;
        for (const std::int32_t number : sequence::count(3)) numbers.push_back(number);
        CHECK((numbers == std::vector<std::int32_t>{0, 1, 2}));
        auto none = sequence::count(0);
        CHECK(!none.next() && !none.next());
        // The rest is not pulled.
        CHECK(sequence::words(" one  two").next() == "one");
        std::int64_t sum = 0;
        for (const sequence::Entry& entry : sequence::entries(3)) sum += entry.value();
        CHECK(sum == 30);
        // The items of an object outlive it here.
        auto rows = sequence::Table(1).entries();
        CHECK(rows.next()->key() == "key 0");
        auto breaking = sequence::breaking(1);
        CHECK(breaking.next() == 0);
        CHECK(catch_from<sequence::SequenceError>([&] { breaking.next(); }).code() == 3);
        catch_from<sequence::SequenceError>([] { sequence::refused(); });
    }
    CHECK(iterators::probe::live() == 0);
}
