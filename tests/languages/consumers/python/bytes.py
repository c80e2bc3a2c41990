"""Octets."""

import array

from bytes import data, probe
from check import ends, raises

assert data.echo(b"\0\xff") == b"\0\xff" and data.echo(b"") == b""
assert data.reverse(bytearray(b"abc")) == b"cba"
assert data.reverse(memoryview(b"abcd")[1:3]) == b"cb"
assert data.echo(memoryview(array.array("i", [1, 2]))) == array.array("i", [1, 2]).tobytes()
assert data.sum(b"\xff" * 1000) == 255_000 and data.sum(b"") == 0
assert data.zeros(3) == b"\0\0\0" and data.zeros(0) == b""
target = bytearray(b"abcd")
data.fill(target, 7)
assert target == b"\7\7\7\7"
data.fill(memoryview(target)[1:3], 9)
assert target == b"\7\x09\x09\7"
data.fill(bytearray(), 1)
target.append(1)  # Nothing holds the buffer any more.
raises(TypeError, lambda: data.fill(b"abc", 1), "fill(): target: expected octets that can be written, got bytes")
raises(TypeError, lambda: data.fill(memoryview(b"abc"), 1), "that can be written")
raises(TypeError, lambda: data.echo("abc"), "echo(): value: expected bytes, got str")
raises(TypeError, lambda: data.echo([1, 2]), "expected bytes, got list")
raises(OverflowError, lambda: data.fill(target, 256))
ends(probe.live)
