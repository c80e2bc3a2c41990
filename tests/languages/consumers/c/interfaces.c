/* Objects with methods. */
#include "interfaces.h"

#include "check.h"

typedef interfaces_counting_Counter Counter;

int main(void) {
    interfaces_error error = {0, NULL};
    Counter* counter = interfaces_counting_Counter_new(&error);
    Counter* other = interfaces_counting_Counter_starting_at(40, &error);
    CHECK(interfaces_counting_Counter_count(&error) == 2);
    CHECK(interfaces_counting_Counter_add(counter, 2, &error) == 2);
    CHECK(interfaces_counting_sum(counter, other, &error) == 42);
    CHECK(interfaces_counting_Counter_add(counter, -3, &error) == 0);
    CHECK(error.code == interfaces_counting_CounterError_Negative);
    interfaces_error_clear(&error);
    CHECK(interfaces_counting_Counter_value(counter, &error) == 2);
    CHECK(interfaces_counting_Counter_starting_at(-1, &error) == NULL && error.code == 1);
    interfaces_error_clear(&error);

    interfaces_counting_Counter_set_name(counter, "c", &error);
    const char* name = interfaces_counting_Counter_name(counter, &error);
    CHECK_TEXT(name, "c");
    interfaces_free_string(name);
    interfaces_counting_Counter_set_name(counter, NULL, &error);
    name = interfaces_counting_Counter_name(counter, &error);
    CHECK_TEXT(name, "unnamed");
    interfaces_free_string(name);

    Counter* fork = interfaces_counting_Counter_fork(other, &error);
    CHECK(!interfaces_counting_Counter_is_same(fork, other, &error));
    CHECK(interfaces_counting_Counter_is_same(fork, fork, &error));
    Counter* larger = interfaces_counting_Counter_larger(counter, other, &error);
    CHECK(interfaces_counting_Counter_value(larger, &error) == 40);
    CHECK(interfaces_counting_Counter_larger(counter, NULL, &error) == NULL);
    interfaces_counting_Counter_destroy(larger);
    interfaces_counting_Counter_destroy(fork);
    interfaces_counting_Counter_destroy(other);
    interfaces_counting_Counter_destroy(counter);
    interfaces_counting_Counter_destroy(NULL);
    CHECK(interfaces_counting_Counter_count(&error) == 0);
    CHECK(error.code == 0);
    CHECK(interfaces_probe_live(&error) == 0);
    return 0;
}
