/* Maps are two arrays with one count. */
#include "maps.h"
#include "probe.h"

static const char** copy_texts(const char* const* texts, size_t count) {
    const char** copy = maps_allocate_array(count, sizeof *copy);
    for (size_t index = 0; index < count; index++) copy[index] = maps_copy_string(texts[index]);
    return copy;
}

#define COPY_NUMBERS(items, count) maps_copy_array(items, count, sizeof *(items))

#define ECHO(name, key, in_key, copy_keys, value, in_value, copy_values)                \
    void maps_tables_echo_##name(in_key values_keys, in_value values_values, size_t values_len, \
                                 key** out_keys, value** out_values, size_t* out_len,   \
                                 maps_error* out_err) {                                 \
        (void)out_err;                                                                  \
        *out_keys = copy_keys(values_keys, values_len);                                 \
        *out_values = copy_values(values_values, values_len);                           \
        *out_len = values_len;                                                          \
    }
ECHO(scores, const char*, const char* const*, copy_texts, int32_t, const int32_t*, COPY_NUMBERS)
ECHO(texts, const char*, const char* const*, copy_texts, const char*, const char* const*, copy_texts)
ECHO(weights, int32_t, const int32_t*, COPY_NUMBERS, double, const double*, COPY_NUMBERS)
ECHO(names, maps_tables_Color, const maps_tables_Color*, COPY_NUMBERS, const char*, const char* const*, copy_texts)
ECHO(flags, uint64_t, const uint64_t*, COPY_NUMBERS, bool, const bool*, COPY_NUMBERS)
ECHO(colors, const char*, const char* const*, copy_texts, maps_tables_Color, const maps_tables_Color*, COPY_NUMBERS)

int64_t maps_tables_total(
    const char* const* values_keys,
    const int32_t* values_values,
    size_t values_len,
    maps_error* out_err) {
    int64_t total = 0;
    (void)values_keys;
    (void)out_err;
    for (size_t index = 0; index < values_len; index++) total += values_values[index];
    return total;
}

void maps_tables_squares(
    uint32_t count,
    int32_t** out_keys,
    double** out_values,
    size_t* out_len,
    maps_error* out_err) {
    int32_t* keys = maps_allocate_array(count, sizeof *keys);
    double* values = maps_allocate_array(count, sizeof *values);
    (void)out_err;
    for (uint32_t index = 0; index < count; index++) {
        keys[index] = (int32_t)index;
        values[index] = (double)index * index;
    }
    *out_keys = keys;
    *out_values = values;
    *out_len = count;
}

int64_t maps_probe_live(maps_error* out_err) {
    (void)out_err;
    return probe_live();
}
