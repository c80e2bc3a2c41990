/* Numbers of every width come back as they are. */
#include "scalars.h"
#include "probe.h"

#define ECHO(name, type)                                                    \
    type scalars_numbers_echo_##name(type value, scalars_error* out_err) { \
        (void)out_err;                                                      \
        return value;                                                       \
    }
ECHO(bool, bool)
ECHO(i8, int8_t)
ECHO(i16, int16_t)
ECHO(i32, int32_t)
ECHO(i64, int64_t)
ECHO(u8, uint8_t)
ECHO(u16, uint16_t)
ECHO(u32, uint32_t)
ECHO(u64, uint64_t)
ECHO(f32, float)
ECHO(f64, double)
ECHO(handle, scalars_handle_t)

int32_t scalars_numbers_add(int32_t a, int32_t b, scalars_error* out_err) {
    (void)out_err;
    return (int32_t)((uint32_t)a + (uint32_t)b);
}

uint64_t scalars_numbers_max_u64(scalars_error* out_err) {
    (void)out_err;
    return UINT64_MAX;
}

int64_t scalars_numbers_min_i64(scalars_error* out_err) {
    (void)out_err;
    return INT64_MIN;
}

double scalars_numbers_mix(
    uint8_t a,
    float b,
    int64_t c,
    double d,
    bool e,
    int16_t f,
    uint32_t g,
    int8_t h,
    uint16_t i,
    scalars_error* out_err) {
    (void)out_err;
    return a + (double)b + (double)c + d + e + f + g + h + i;
}

static uint32_t touches;

void scalars_numbers_touch(scalars_error* out_err) {
    (void)out_err;
    touches += 1;
}

uint32_t scalars_numbers_touches(scalars_error* out_err) {
    (void)out_err;
    return touches;
}

int64_t scalars_probe_live(scalars_error* out_err) {
    (void)out_err;
    return probe_live();
}
