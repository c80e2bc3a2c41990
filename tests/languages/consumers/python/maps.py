"""Maps."""

from types import MappingProxyType

from check import ends, raises
from maps import probe, tables

Color = tables.Color
for name, values in [
    ("scores", {"a": 1, "ü": -(2**31)}),
    ("texts", {"": "empty", "key": "🌍"}),
    ("weights", {-1: 0.5, 2: 1e300}),
    ("names", {Color.RED: "red", Color.BLUE: "blue"}),
    ("flags", {0: False, 2**64 - 1: True}),
    ("colors", {"r": Color.RED}),
]:
    echo = getattr(tables, f"echo_{name}")
    assert echo(values) == values and echo(MappingProxyType(values)) == values
    assert echo({}) == {}
assert tables.total({"a": 2**31 - 1, "b": 1}) == 2**31
assert tables.squares(3) == {0: 0.0, 1: 1.0, 2: 4.0} and tables.squares(0) == {}
raises(OverflowError, lambda: tables.echo_scores({"a": 2**31}), "echo_scores(): values")
raises(ValueError, lambda: tables.echo_scores({"a\0": 1}), "NUL")
raises(TypeError, lambda: tables.echo_scores({1: 1}), "expected a str, got int")
ends(probe.live)
