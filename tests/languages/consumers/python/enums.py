"""Enums."""

from check import ends, raises
from enums import paint, probe

Color = paint.Color
assert paint.echo(Color.GREEN) is Color.GREEN
assert paint.all() == [Color.RED, Color.GREEN, Color.DARK, Color.LEAST, Color.MOST]
assert [paint.value_of(one) for one in Color] == [0, 10, -1, -(2**31), 2**31 - 1]
assert paint.next(Color.RED) is Color.GREEN and paint.next(Color.MOST) is None
raises(ValueError, lambda: paint.echo(3), "3 is not a valid Color")
raises(ValueError, lambda: paint.echo("Red"))
ends(probe.live)
