"""Objects with methods."""

import gc

from check import ends, raises
from interfaces import counting, probe

Counter = counting.Counter
counter, other = Counter(), Counter.starting_at(40)
assert Counter.count() == 2 and counter.add(2) == 2 and counting.sum(counter, other) == 42
assert raises(counting.CounterError.Negative, lambda: counter.add(-3), "would be negative").code == 1
assert isinstance(raises(counting.CounterError.TooLarge, lambda: counter.add(2**63 - 1)), counting.CounterError)
assert counter.value() == 2
raises(counting.CounterError.Negative, lambda: Counter.starting_at(-1))
counter.set_name("c")
assert counter.name() == "c"
counter.set_name(None)
assert counter.name() == "unnamed"
fork = other.fork()
assert not fork.is_same(other) and fork.is_same(fork)
larger = Counter.larger(counter, other)
assert larger is not None and larger.value() == 40 and Counter.larger(counter, None) is None
raises(TypeError, lambda: counter.is_same(None), "Counter.is_same(): other: expected Counter, got NoneType")
raises(OverflowError, lambda: counter.add(2**63))
with fork:
    assert fork.value() == 40
raises(ValueError, lambda: fork.value(), "this Counter is closed")
raises(ValueError, lambda: counting.sum(counter, fork), "this Counter is closed")
fork.close()
assert Counter.count() == 3
del larger
gc.collect()
assert Counter.count() == 2  # The garbage collector ends what is forgotten.
counter.close()
other.close()
assert Counter.count() == 0
ends(probe.live)
