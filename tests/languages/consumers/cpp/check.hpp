// What consumers in C++ check with: the first failure ends the process.
#ifndef CHECK_HPP
#define CHECK_HPP

#include <cstdio>
#include <cstdlib>

#define CHECK(condition)                                                                      \
    do {                                                                                      \
        if (!(condition)) {                                                                   \
            std::fprintf(stderr, "%s:%d: %s does not hold\n", __FILE__, __LINE__, #condition); \
            std::exit(1);                                                                     \
        }                                                                                     \
    } while (0)

/// Calls what must throw an exception of this class, and gives what was thrown.
template <class Thrown, class Call>
Thrown catch_from(Call call) {
    try {
        call();
    } catch (const Thrown& thrown) {
        return thrown;
    }
    std::fprintf(stderr, "nothing was thrown\n");
    std::exit(1);
}

#endif
