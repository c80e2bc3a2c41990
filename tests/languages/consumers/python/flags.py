"""Flags."""

from check import ends, raises
from flags import access, probe

Mode = access.Mode
assert Mode.ALL == Mode.READ | Mode.WRITE | Mode.EXECUTE == 7
assert access.echo_mode(Mode.ALL) == Mode.ALL and access.echo_mode(Mode(0)) == Mode(0)
assert access.echo_wide(access.Wide.HIGH) == access.Wide.HIGH == 2**63
assert access.add(Mode.READ, Mode.WRITE) == Mode.READ | Mode.WRITE
assert access.can_write(Mode.READ | Mode.WRITE) and not access.can_write(Mode.EXECUTE)
assert access.echo_mode(Mode(0x8000_0000)) == 0x8000_0000
raises(OverflowError, lambda: access.echo_mode(Mode(2**32)), "echo_mode(): mode")
raises(ValueError, lambda: access.echo_mode("Read"))
ends(probe.live)
