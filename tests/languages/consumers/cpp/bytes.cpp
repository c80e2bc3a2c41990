// Octets.
#include "bytes.hpp"

#include "check.hpp"

int main() {
    using Bytes = std::vector<std::uint8_t>;
    const Bytes data{0, 1, 255};
    CHECK(bytes::data::echo(data) == data);
    CHECK(bytes::data::echo({}).empty());
    CHECK((bytes::data::reverse(data) == Bytes{255, 1, 0}));
    CHECK(bytes::data::sum(data) == 256);
    CHECK(bytes::data::zeros(1000) == Bytes(1000));
    Bytes target{1, 2, 3};
    bytes::data::fill(target, 7);
    CHECK((target == Bytes{7, 7, 7}));
    Bytes none;
    bytes::data::fill(none, 7);
    CHECK(none.empty() && bytes::probe::live() == 0);
}
