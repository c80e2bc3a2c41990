/* Octets with a length. */
#include "bytes.h"
#include "probe.h"

#include <string.h>

const uint8_t* bytes_data_echo(const uint8_t* value_ptr, size_t value_len, size_t* out_len, bytes_error* out_err) {
    (void)out_err;
    *out_len = value_len;
    return bytes_copy_bytes(value_ptr, value_len);
}

const uint8_t* bytes_data_reverse(const uint8_t* value_ptr, size_t value_len, size_t* out_len, bytes_error* out_err) {
    uint8_t* reversed = bytes_allocate_array(value_len, 1);
    (void)out_err;
    for (size_t index = 0; index < value_len; index++) reversed[index] = value_ptr[value_len - 1 - index];
    *out_len = value_len;
    return reversed;
}

uint64_t bytes_data_sum(const uint8_t* value_ptr, size_t value_len, bytes_error* out_err) {
    uint64_t sum = 0;
    (void)out_err;
    for (size_t index = 0; index < value_len; index++) sum += value_ptr[index];
    return sum;
}

const uint8_t* bytes_data_zeros(uint32_t count, size_t* out_len, bytes_error* out_err) {
    (void)out_err;
    *out_len = count;
    return bytes_allocate_array(count, 1);
}

void bytes_data_fill(uint8_t* target_ptr, size_t target_len, uint8_t value, bytes_error* out_err) {
    (void)out_err;
    if (target_len != 0) memset(target_ptr, value, target_len);
}

int64_t bytes_probe_live(bytes_error* out_err) {
    (void)out_err;
    return probe_live();
}
