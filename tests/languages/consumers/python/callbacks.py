"""Functions that the library calls before the call returns."""

import ctypes

from callbacks import _support, probe, walk
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

pair = walk.swap(walk.Pair(1, 2), lambda given: walk.Pair(given.right, given.left))
assert pair == walk.Pair(2, 1)
raises(TypeError, lambda: walk.swap(walk.Pair(1, 2), lambda given: 5), "Swap: the result: expected Pair, got int")


def refuse(given):
    raise KeyError("no pair")


raises(KeyError, lambda: walk.swap(walk.Pair(1, 2), refuse), "no pair")


def give_back(*kinds):
    """Struct results of every class of the calling convention: what a callback is given, it gives back."""

    class Struct(ctypes.Structure):
        _fields_ = [(f"m{index}", kind) for index, kind in enumerate(kinds)]

    kind = _support.StructCallback(Struct, [ctypes.c_int8, Struct, ctypes.c_double])
    closure = kind(lambda small, given, number: given if (small, number) == (-3, 0.5) else Struct())
    function = ctypes.CFUNCTYPE(Struct, ctypes.c_int8, Struct, ctypes.c_double)(closure.address.value)
    given = Struct()
    ctypes.memmove(ctypes.addressof(given), bytes(range(1, 65)), ctypes.sizeof(given))
    for name, _kind in Struct._fields_:
        expected, actual = getattr(given, name), getattr(function(-3, given, 0.5), name)
        assert bytes(expected) == bytes(actual) if isinstance(expected, ctypes.Array) else expected == actual


give_back(ctypes.c_double, ctypes.c_double)
give_back(ctypes.c_float, ctypes.c_int32, ctypes.c_double)
give_back(ctypes.c_uint8)
give_back(ctypes.c_int64, ctypes.c_uint16)
give_back(ctypes.c_float * 3)
give_back(*[ctypes.c_int64] * 5)
ends(probe.live)
