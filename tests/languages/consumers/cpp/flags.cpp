// Flags.
#include "flags.hpp"

#include "check.hpp"

int main() {
    using flags::access::Mode;
    using flags::access::Wide;
    static_assert((Mode::Read | Mode::Write | Mode::Execute) == Mode::All);
    static_assert((Mode::All & Mode::Write) == Mode::Write && (Mode::All ^ Mode::Write) != Mode::All);
    CHECK(flags::access::echo_mode(Mode::All) == Mode::All);
    CHECK(flags::access::echo_wide(Wide::High) == Wide::High);
    CHECK(flags::access::add(Mode::Read, Mode::Write) == (Mode::Read | Mode::Write));
    CHECK(flags::access::can_write(Mode::All) && !flags::access::can_write(Mode::Execute));
    CHECK(flags::probe::live() == 0);
}
