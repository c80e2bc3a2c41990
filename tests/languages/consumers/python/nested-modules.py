"""Modules inside of modules."""

from check import ends
from nested_modules import outer, probe, sibling

assert (outer.depth(), outer.inner.depth(), outer.inner.innermost.depth()) == (1, 2, 3)
thing = outer.inner.make("first", outer.Kind.SPECIAL)
renamed = outer.inner.innermost.rename(thing, "second")
assert (thing.name, renamed.name, renamed.kind) == ("first", "second", outer.Kind.SPECIAL)
assert sibling.kind_of(renamed) is outer.Kind.SPECIAL
del thing, renamed
ends(probe.live)
