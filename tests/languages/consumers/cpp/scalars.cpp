// Scalars.
#include "scalars.hpp"

#include "check.hpp"

int main() {
    namespace numbers = scalars::numbers;
    CHECK(numbers::echo_bool(true) && !numbers::echo_bool(false));
    CHECK(numbers::echo_i8(INT8_MIN) == INT8_MIN && numbers::echo_i16(INT16_MIN) == INT16_MIN);
    CHECK(numbers::echo_i32(INT32_MIN) == INT32_MIN && numbers::echo_i64(INT64_MIN) == INT64_MIN);
    CHECK(numbers::echo_u8(UINT8_MAX) == UINT8_MAX && numbers::echo_u16(UINT16_MAX) == UINT16_MAX);
    CHECK(numbers::echo_u32(UINT32_MAX) == UINT32_MAX && numbers::echo_u64(UINT64_MAX) == UINT64_MAX);
    CHECK(numbers::echo_f32(0.1F) == 0.1F && numbers::echo_f64(0.1) == 0.1);
    CHECK(numbers::echo_handle(UINT64_MAX) == UINT64_MAX && numbers::add(2, -3) == -1);
    CHECK(numbers::max_u64() == UINT64_MAX && numbers::min_i64() == INT64_MIN);
    CHECK(numbers::mix(1, 0.5F, 2, 0.25, true, -1, 3, -2, 4) == 8.75);
    const std::uint32_t before = numbers::touches();
    numbers::touch();
    CHECK(numbers::touches() == before + 1 && scalars::probe::live() == 0);
}
