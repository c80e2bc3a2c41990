// Objects with methods.
#include "interfaces.hpp"

#include "check.hpp"

int main() {
    namespace counting = interfaces::counting;
    using counting::Counter;
    {
        const Counter counter;
        Counter other = Counter::starting_at(40);
        CHECK(Counter::count() == 2 && counter.add(2) == 2 && counting::sum(counter, other) == 42);
        const auto negative = catch_from<counting::CounterError>([&] { counter.add(-3); });
        CHECK(negative.kind() == counting::CounterError::Kind::Negative && counter.value() == 2);
        catch_from<counting::CounterError>([] { Counter::starting_at(-1); });
        counter.set_name("c");
        CHECK(counter.name() == "c");
        counter.set_name();
        CHECK(counter.name() == "unnamed");
        const Counter fork = other.fork();
        CHECK(!fork.is_same(other) && fork.is_same(fork));
        CHECK(Counter::larger(counter, &other)->value() == 40 && !Counter::larger(counter));

        // A moved object is empty: using it is an error, not a crash.
        const Counter moved = std::move(other);
        CHECK(moved.value() == 40);
        const auto empty = catch_from<std::logic_error>([&] { other.value(); });
        CHECK(std::string(empty.what()).find("Counter") == 0);
        catch_from<std::logic_error>([&] { counting::sum(counter, other); });
        catch_from<std::logic_error>([&] { Counter::larger(counter, &other); });
        static_assert(!std::is_copy_constructible_v<Counter> && std::is_nothrow_move_constructible_v<Counter>);
        other = Counter::starting_at(1);
        CHECK(other.value() == 1);
    }
    CHECK(Counter::count() == 0 && interfaces::probe::live() == 0);
}
