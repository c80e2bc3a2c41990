"""What the consumers in Python share: an expected exception, and the count of what is alive at the end."""

import gc
from collections.abc import Callable
from typing import Any


def raises(kind: type[BaseException], call: Callable[[], Any], text: str = "") -> Any:
    """Call, and give the exception of exactly that class, whose message has the text."""
    try:
        given = call()
    except kind as error:
        assert type(error) is kind, f"expected {kind}, got {type(error)}"
        assert text in str(error), f"expected {text!r} in {str(error)!r}"
        return error
    raise AssertionError(f"expected {kind.__name__}, got {given!r}")


def ends(live: Callable[[], int]) -> None:
    """Nothing of the library is alive once what is unreachable has been collected."""
    gc.collect()
    assert live() == 0, f"{live()} are alive"
