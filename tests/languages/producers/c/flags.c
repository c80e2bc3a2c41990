/* Sets of bits. */
#include "flags.h"
#include "probe.h"

flags_access_Mode flags_access_echo_mode(flags_access_Mode mode, flags_error* out_err) {
    (void)out_err;
    return mode;
}

flags_access_Wide flags_access_echo_wide(flags_access_Wide wide, flags_error* out_err) {
    (void)out_err;
    return wide;
}

flags_access_Mode flags_access_add(flags_access_Mode mode, flags_access_Mode more, flags_error* out_err) {
    (void)out_err;
    return mode | more;
}

bool flags_access_can_write(flags_access_Mode mode, flags_error* out_err) {
    (void)out_err;
    return (mode & flags_access_Mode_Write) != 0;
}

int64_t flags_probe_live(flags_error* out_err) {
    (void)out_err;
    return probe_live();
}
