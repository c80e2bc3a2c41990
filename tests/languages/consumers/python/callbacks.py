"""Functions that the library calls before the call returns. `swap` is not there: ctypes has no callbacks that give structs."""

from callbacks import probe, walk
from check import ends, raises

seen = []
walk.count_to(4, seen.append)
assert seen == [1, 2, 3, 4]
texts = []
assert walk.each_text(["a", "ü"], lambda text, note: texts.append((text, note))) == 2
assert texts == [("a", None), ("ü", "odd")]
data = []
walk.each_data(2, lambda *received: data.append(received))
assert data == [(b"\0\xff", [0, -1, 2**31 - 1], -(2**63)), (b"\1\xff", [1, -1, 2**31 - 1], None)]

kept = []


def stop_at_two(item):
    assert item.label == "lent"
    kept.append(item)
    return walk.Step.STOP if item.id == 2 else walk.Step.GO


assert walk.each_item(10, stop_at_two) == 3
raises(ValueError, lambda: kept[0].id, "was lent to a callback that has returned")
kept[0].close()  # What was lent is not ours to end.
assert walk.sort([3, -1, 2], lambda a, b: b - a) == [3, 2, -1]
depths = []
walk.nested(3, depths.append)
assert len(depths) == 8
again = []
walk.count_to(2, lambda outer: walk.count_to(2, lambda inner: again.append((outer, inner))))
assert again == [(1, 1), (1, 2), (2, 1), (2, 2)]

calls = []


def fail(value):
    calls.append(value)
    raise KeyError("from the callback")


raises(KeyError, lambda: walk.count_to(5, fail), "from the callback")
assert calls == [1]  # After the first exception it is not called again.
raises(OverflowError, lambda: walk.sort([1, 2], lambda a, b: 2**31), "Compare: the result")
raises(TypeError, lambda: walk.sort([1, 2], lambda a, b: None), "Compare: the result: expected an int, got NoneType")
raises(ValueError, lambda: walk.each_item(1, lambda item: 7), "7 is not a valid Step")
raises(TypeError, lambda: walk.count_to(1, None))
raises(KeyboardInterrupt, lambda: walk.count_to(1, lambda value: (_ for _ in ()).throw(KeyboardInterrupt())))
ends(probe.live)
