"""Functions that C calls: for the length of a call, for as long as a listener is registered, or once at the end of a call."""

from __future__ import annotations

import itertools
import sys
import weakref
from collections.abc import Callable
from types import TracebackType
from typing import Any

from .objects import NativeObject, ObjectType


class Subscription:
    """A listener that is registered with the library until ``close()`` or the end of ``with``."""

    def __init__(self, unregister: Callable[[int], object], id: int, number: int) -> None:
        self._number = number
        self._finalizer = weakref.finalize(self, unregister, id)
        # The registration lives until it is closed, whether somebody holds this object or not.
        _registered.add(self)

    def close(self) -> None:
        """Unregister the listener; a second close does nothing."""
        self._finalizer()
        calls.pop(self._number, None)
        _registered.discard(self)

    def __enter__(self) -> Subscription:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


_registered: set[Subscription] = set()
_entrances: dict[tuple[Any, int], Any] = {}

#: The numbers under which C knows what to call, which is in ``calls``.
numbers = itertools.count(1)
calls: dict[int, Callable[..., object]] = {}


def enter_by_number(kind: Any, position: int) -> Any:
    """The C function of a type, which finds what to call by the number that it gets as its context.

    It is made once and never freed: a library may call on a thread of its own while, or after, its caller gives up.
    """

    def invoke(*received: Any) -> None:
        call = calls.get(received[position] or 0)
        if call is not None:
            call(*received)

    entrance = _entrances.get((kind, position))
    return _entrances.setdefault((kind, position), kind(invoke)) if entrance is None else entrance


class CallbackScope:
    """Callbacks of one call: what they raise comes out of the call, what they were lent ends with them."""

    def __init__(self) -> None:
        self._error: BaseException | None = None

    def guard(self, kind: Any, call: Callable[..., Any], zero: Any) -> Any:
        """Make a C function of a Python function; after the first exception it gives zero."""

        def invoke(*received: Any) -> Any:
            if self._error is not None:
                return zero
            try:
                return call(*received)
            except BaseException as error:  # Nothing may be raised into C.
                self._error = error
                return zero

        return kind(invoke)

    def settle(self) -> None:
        """Raise what a callback raised."""
        if self._error is not None:
            raise self._error


class ListenerScope:
    """Callbacks that belong to no call: what they raise is reported, as the errors of a thread are."""

    def __init__(self) -> None:
        self.number = next(numbers)

    def guard(self, kind: Any, call: Callable[..., Any], _zero: Any) -> Any:
        """Make a C function of a Python function, which C calls with the scope's number as its last argument."""

        def invoke(*received: Any) -> None:
            try:
                call(*received)
            except BaseException:  # Nothing may be raised into C.
                sys.excepthook(*sys.exc_info())

        calls[self.number] = invoke
        return enter_by_number(kind, -1)


def lend(lent: list[NativeObject], kind: type[ObjectType]) -> Callable[[int, object], ObjectType]:
    """Wrap objects for the length of a callback, which takes them back."""

    def wrap(address: int, _destroy: object) -> ObjectType:
        created = kind._adopt(address, None)
        lent.append(created)
        return created

    return wrap


def take_back(lent: list[NativeObject]) -> None:
    """End what was lent to a callback."""
    for each in lent:
        each.close()
