/* Flags. */
#include "flags.h"

#include "check.h"

int main(void) {
    flags_error error = {0, NULL};
    CHECK(flags_access_Mode_All == 7);
    CHECK(flags_access_echo_mode(flags_access_Mode_All, &error) == flags_access_Mode_All);
    CHECK(flags_access_echo_wide(flags_access_Wide_High, &error) == UINT64_C(1) << 63);
    CHECK(flags_access_add(flags_access_Mode_Read, flags_access_Mode_Write, &error) == 3);
    CHECK(flags_access_can_write(3, &error) && !flags_access_can_write(flags_access_Mode_Execute, &error));
    CHECK(error.code == 0);
    CHECK(flags_probe_live(&error) == 0);
    return 0;
}
