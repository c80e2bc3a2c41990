"""Items that are asked for one by one."""

from check import ends, raises
from iterators import probe, sequence

assert list(sequence.count(3)) == [0, 1, 2] and list(sequence.count(0)) == []
assert list(sequence.words(" one  two")) == ["one", "two"]
with sequence.words("one two three") as words:
    assert next(words) == "one"  # The rest is not pulled.
raises(StopIteration, lambda: next(words))
assert [(one.key, one.value) for one in sequence.entries(2)] == [("key 0", 0), ("key 1", 10)]
rows = sequence.Table(2).entries()  # The table lives as long as its rows.
assert [one.key for one in rows] == ["key 0", "key 1"]
breaking = sequence.breaking(1)
next(breaking)
assert raises(sequence.SequenceError.Broken, lambda: next(breaking), "broke").code == 3
raises(sequence.SequenceError.Broken, sequence.refused)
raises(ValueError, lambda: sequence.words("a\0"))
forgotten = sequence.entries(5)
next(forgotten)
del rows, breaking, forgotten
ends(probe.live)
