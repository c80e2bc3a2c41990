/* Numbers of every width. */
#include "scalars.h"

#include "check.h"

int main(void) {
    scalars_error error = {0, NULL};
    CHECK(scalars_numbers_echo_bool(true, &error) && !scalars_numbers_echo_bool(false, &error));
    CHECK(scalars_numbers_echo_i8(INT8_MIN, &error) == INT8_MIN);
    CHECK(scalars_numbers_echo_i16(INT16_MIN, &error) == INT16_MIN);
    CHECK(scalars_numbers_echo_i32(INT32_MIN, &error) == INT32_MIN);
    CHECK(scalars_numbers_echo_i64(INT64_MIN, &error) == INT64_MIN);
    CHECK(scalars_numbers_echo_u8(UINT8_MAX, &error) == UINT8_MAX);
    CHECK(scalars_numbers_echo_u16(UINT16_MAX, &error) == UINT16_MAX);
    CHECK(scalars_numbers_echo_u32(UINT32_MAX, &error) == UINT32_MAX);
    CHECK(scalars_numbers_echo_u64(UINT64_MAX, &error) == UINT64_MAX);
    CHECK(scalars_numbers_echo_f32(0.1f, &error) == 0.1f);
    CHECK(scalars_numbers_echo_f64(0.1, &error) == 0.1);
    CHECK(scalars_numbers_echo_handle(UINT64_MAX - 1, &error) == UINT64_MAX - 1);
    CHECK(scalars_numbers_add(2, -3, &error) == -1);
    CHECK(scalars_numbers_max_u64(&error) == UINT64_MAX);
    CHECK(scalars_numbers_min_i64(&error) == INT64_MIN);
    CHECK(scalars_numbers_mix(1, 0.5f, -2, 0.25, true, -3, 4, -5, 6, &error) == 2.75);
    scalars_numbers_touch(&error);
    CHECK(scalars_numbers_touches(&error) == 1);
    /* Whoever does not want errors passes NULL. */
    CHECK(scalars_numbers_add(1, 1, NULL) == 2);
    CHECK(error.code == 0);
    CHECK(scalars_probe_live(&error) == 0);
    return 0;
}
