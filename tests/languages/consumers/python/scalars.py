"""Numbers of every width, and what does not fit them."""

import math

from check import ends, raises
from scalars import numbers, probe

assert numbers.echo_bool(True) is True and numbers.echo_bool(False) is False
for name, least, most in [
    ("i8", -(2**7), 2**7 - 1),
    ("i16", -(2**15), 2**15 - 1),
    ("i32", -(2**31), 2**31 - 1),
    ("i64", -(2**63), 2**63 - 1),
    ("u8", 0, 2**8 - 1),
    ("u16", 0, 2**16 - 1),
    ("u32", 0, 2**32 - 1),
    ("u64", 0, 2**64 - 1),
]:
    echo = getattr(numbers, f"echo_{name}")
    assert [echo(least), echo(0), echo(most)] == [least, 0, most]
    raises(OverflowError, lambda: echo(least - 1), f"echo_{name}(): value")
    raises(OverflowError, lambda: echo(most + 1), f"expected an int from {least} to {most}, got {most + 1}")
    raises(TypeError, lambda: echo(1.0), "expected an int, got float")
    raises(TypeError, lambda: echo("1"), "expected an int, got str")
    raises(TypeError, lambda: echo(True), "expected an int, got bool")
assert numbers.echo_f32(0.5) == 0.5 and numbers.echo_f32(0.1) != 0.1
assert numbers.echo_f64(0.1) == 0.1 and numbers.echo_f64(2) == 2.0
assert math.isnan(numbers.echo_f64(math.nan)) and numbers.echo_f64(-math.inf) == -math.inf
raises(TypeError, lambda: numbers.echo_f64("0.1"), "echo_f64(): value: expected a float, got str")
raises(TypeError, lambda: numbers.echo_bool(1), "expected a bool, got int")
assert numbers.echo_handle(2**64 - 2) == 2**64 - 2
raises(OverflowError, lambda: numbers.echo_handle(-1))
assert numbers.add(2, -3) == -1 and numbers.add(b=1, a=2) == 3
assert numbers.max_u64() == 2**64 - 1 and numbers.min_i64() == -(2**63)
assert numbers.mix(1, 0.5, -2, 0.25, True, -3, 4, -5, 6) == 2.75
assert numbers.touch() is None and numbers.touches() == 1
ends(probe.live)
