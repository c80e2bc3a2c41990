"""Lists."""

from check import ends, raises
from lists import many, probe

Color = many.Color
for name, values in [
    ("bools", [True, False]),
    ("bytes", [0, 255]),
    ("shorts", [-(2**15), 2**15 - 1]),
    ("ints", [-(2**31), 2**31 - 1]),
    ("longs", [-(2**63), 2**63 - 1]),
    ("unsigned", [0, 2**64 - 1]),
    ("floats", [0.5, -1.25]),
    ("doubles", [0.1, 1e300]),
    ("texts", ["", "ü", "🌍"]),
    ("colors", [Color.BLUE, Color.RED]),
    ("handles", [1, 2**64 - 1]),
]:
    echo = getattr(many, f"echo_{name}")
    assert echo(values) == values and echo(tuple(values)) == values
    assert echo([]) == []
assert all(type(one) is Color for one in many.echo_colors([7, -1]))
items = many.echo_items([many.Item(1, "one"), many.Item(2, "two")])
assert [(one.id, one.label) for one in items] == [(1, "one"), (2, "two")]
assert many.echo_items([]) == []
assert many.sum(range(1000)) == 499_500 and many.range(3) == [0, 1, 2] and many.range(0) == []
assert many.join(["a", "b", "c"], "-") == "a-b-c"
raises(OverflowError, lambda: many.echo_bytes([1, 256]), "echo_bytes(): values")
raises(ValueError, lambda: many.echo_texts(["a", "b\0"]), "echo_texts(): values")
raises(TypeError, lambda: many.echo_texts("ab"), "expected a sequence, got str")
raises(TypeError, lambda: many.echo_ints([None]))
raises(TypeError, lambda: many.echo_items([None]), "echo_items(): values: expected Item, got NoneType")
raises(TypeError, lambda: many.echo_items([1]))
closed = many.Item(3, "three")
closed.close()
raises(ValueError, lambda: many.echo_items([closed]), "closed")
del items
ends(probe.live)
