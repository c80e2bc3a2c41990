/* Octets. */
#include "bytes.h"

#include "check.h"

int main(void) {
    bytes_error error = {0, NULL};
    const uint8_t data[] = {0, 1, 255};
    uint8_t target[4] = {0};
    size_t length = 0;
    const uint8_t* bytes = bytes_data_echo(data, 3, &length, &error);
    CHECK(length == 3 && memcmp(bytes, data, 3) == 0);
    bytes_free_bytes((uint8_t*)(uintptr_t)bytes, length);
    bytes = bytes_data_echo(data, 0, &length, &error);
    CHECK(length == 0 && bytes != NULL);
    bytes_free_bytes((uint8_t*)(uintptr_t)bytes, length);
    bytes = bytes_data_reverse(data, 3, &length, &error);
    CHECK(length == 3 && bytes[0] == 255 && bytes[2] == 0);
    bytes_free_bytes((uint8_t*)(uintptr_t)bytes, length);
    CHECK(bytes_data_sum(data, 3, &error) == 256);
    bytes = bytes_data_zeros(1000, &length, &error);
    CHECK(length == 1000 && bytes[999] == 0);
    bytes_free_bytes((uint8_t*)(uintptr_t)bytes, length);
    bytes_data_fill(target, 3, 7, &error);
    CHECK(target[0] == 7 && target[2] == 7 && target[3] == 0);
    CHECK(error.code == 0);
    CHECK(bytes_probe_live(&error) == 0);
    return 0;
}
