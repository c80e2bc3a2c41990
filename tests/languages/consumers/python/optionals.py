"""What may be absent; what is empty is there."""

from check import ends, raises
from optionals import maybe, probe

for name, values in [
    ("i32", [0, -1]),
    ("u64", [2**64 - 1]),
    ("f64", [0.0, 0.1]),
    ("bool", [False, True]),
    ("text", ["", "ü"]),
    ("data", [b"", b"\0"]),
    ("color", [maybe.Color.RED, maybe.Color.GREEN]),
    ("numbers", [[], [1, 2]]),
    ("texts", [[], ["", "a"]]),
    ("scores", [{}, {"a": 1}]),
    ("handle", [0, 2**63]),
]:
    echo = getattr(maybe, f"echo_{name}")
    assert echo(None) is None and echo() is None
    assert [echo(value) for value in values] == values
item = maybe.echo_item(maybe.Item(1, None, 0.5))
assert (item.id, item.label, item.weight) == (1, None, 0.5)
assert maybe.echo_item(None) is None
assert maybe.kinds(None, None, None, None) == [0, 0, 0, 0]
assert maybe.kinds(b"", [], {}, "") == [1, 1, 1, 1]
assert maybe.kinds(b"a", [1], {"a": 1}, "a") == [2, 2, 2, 2]
sparse = maybe.sparse(4)
assert [one is None for one in sparse].count(True) == 2 and maybe.count_present(sparse) == 2
raises(OverflowError, lambda: maybe.echo_i32(2**31))
raises(TypeError, lambda: maybe.echo_text(1), "echo_text(): value")
raises(TypeError, lambda: maybe.echo_item("item"), "expected Item, got str")
del item, sparse
ends(probe.live)
