"""What callers may leave out."""

from check import ends, raises
from defaults import options, probe

assert (options.LIMIT, options.LEAST, options.MOST, options.RATIO) == (500, -(2**63), 2**64 - 1, 0.1)
assert options.GREETING == 'say "hi"\n' and options.LEVEL is options.Level.HIGH and options.IS_SET is True
assert options.describe("t") == "t 3 1.5 1 3 ! true none"
assert options.describe("t", loud=False, extra="e", count=-1) == "t -1 1.5 1 3 ! false e"
with options.Query("q") as query:
    assert (query.text, query.limit, query.level, query.prefix) == ("q", 10, options.Level.HIGH, None)
    assert options.show(query) == "q 10 2 none"
with options.Query("q", prefix="p", level=options.Level.LOW) as query:
    assert options.show(query) == "q 10 1 p"
assert options.add_score(2**63 - 2) == 2**63 - 1 and options.add_score(1, 2) == 3
assert options.count_names(["a", "b"]) == 2
raises(TypeError, options.describe)
ends(probe.live)
