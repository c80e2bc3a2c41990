"""Objects of the library that Python owns: those of its types, iterators, streams."""

from __future__ import annotations

import weakref
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from types import TracebackType
from typing import Generic, TypeVar

Item = TypeVar("Item")
ObjectType = TypeVar("ObjectType", bound="NativeObject")


class Handle:
    """The native side of an object, which C takes as its address.

    It is freed when nobody refers to it any more: not its object, nor a call that uses it, maybe on another thread.
    """

    __slots__ = ("__weakref__", "_as_parameter_")

    def __init__(self, address: int, destroy: Callable[[int], object] | None) -> None:
        self._as_parameter_ = address
        if destroy is not None:
            weakref.finalize(self, destroy, address)

    @property
    def address(self) -> int:
        """Where the native object is, for as long as the handle is referred to."""
        return self._as_parameter_


class NativeObject:
    """An object of the library. ``with`` or ``close()`` ends it; the garbage collector ends what is forgotten."""

    _handle: Handle | None = None

    @classmethod
    def _adopt(cls: type[ObjectType], address: int, destroy: Callable[[int], object] | None) -> ObjectType:
        created = cls.__new__(cls)
        created._attach(address, destroy)
        return created

    def _attach(self, address: int, destroy: Callable[[int], object] | None) -> None:
        self._handle = Handle(address, destroy)

    def _use(self) -> Handle:
        handle = self._handle
        if handle is None:
            raise ValueError(f"this {type(self).__name__} is closed, or was lent to a callback that has returned")
        return handle

    def close(self) -> None:
        """End the native object, after the calls that use it now. Later use raises ValueError; a second close does nothing."""
        self._handle = None

    def __enter__(self: ObjectType) -> ObjectType:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class NativeIterator(NativeObject, Iterator[Item], Generic[Item]):
    """Items that are asked for one by one."""

    _step: Callable[[int], tuple[Item] | None]
    _source: object

    @classmethod
    def _create(
        cls,
        address: int,
        destroy: Callable[[int], object],
        step: Callable[[int], tuple[Item] | None],
        source: object = None,
    ) -> NativeIterator[Item]:
        created = cls._adopt(address, destroy)
        created._step = step
        created._source = source
        return created

    def __iter__(self) -> NativeIterator[Item]:
        return self

    def __next__(self) -> Item:
        handle = self._handle
        if handle is None:
            raise StopIteration
        try:
            item = self._step(handle.address)
        finally:
            # The traceback of an error keeps this frame, which is not to keep the iterator.
            del handle
        if item is None:
            self.close()
            raise StopIteration
        return item[0]


class NativeStream(NativeObject, AsyncIterator[Item], Generic[Item]):
    """Items that come later, one by one."""

    _step: Callable[[Handle], Awaitable[tuple[Item] | None]]
    _source: object
    _is_waiting: bool

    @classmethod
    def _create(
        cls,
        address: int,
        destroy: Callable[[int], object],
        step: Callable[[Handle], Awaitable[tuple[Item] | None]],
        source: object = None,
    ) -> NativeStream[Item]:
        created = cls._adopt(address, destroy)
        created._step = step
        created._source = source
        created._is_waiting = False
        return created

    def __aiter__(self) -> NativeStream[Item]:
        return self

    async def __anext__(self) -> Item:
        if self._is_waiting:
            raise RuntimeError("the stream is already waiting for an item")
        if self._handle is None:
            raise StopAsyncIteration
        self._is_waiting = True
        try:
            # The request refers to the handle until it has ended, even when the stream is closed meanwhile.
            item = await self._step(self._handle)
        finally:
            self._is_waiting = False
        if item is None:
            self.close()
            raise StopAsyncIteration
        return item[0]
