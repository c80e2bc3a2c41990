"""Objects of the library that Python owns: those of its types, iterators, streams."""

from __future__ import annotations

import weakref
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from types import TracebackType
from typing import Generic, TypeVar

Item = TypeVar("Item")
ObjectType = TypeVar("ObjectType", bound="NativeObject")


class NativeObject:
    """An object of the library. ``with`` or ``close()`` ends it; the garbage collector ends what is forgotten."""

    _address: int | None
    _finalizer: Callable[[], object] | None

    @classmethod
    def _adopt(cls: type[ObjectType], address: int, destroy: Callable[[int], object] | None) -> ObjectType:
        created = cls.__new__(cls)
        created._attach(address, destroy)
        return created

    def _attach(self, address: int, destroy: Callable[[int], object] | None) -> None:
        self._address = address
        self._finalizer = None if destroy is None else weakref.finalize(self, destroy, address)

    def _use(self) -> int:
        if self._address is None:
            raise ValueError(f"this {type(self).__name__} is closed, or was lent to a callback that has returned")
        return self._address

    def _take_back(self) -> None:
        self._address = None

    def close(self) -> None:
        """End the native object. Later use raises ValueError; a second close does nothing."""
        self._address = None
        if self._finalizer is not None:
            self._finalizer()

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
        if self._address is None:
            raise StopIteration
        item = self._step(self._address)
        if item is None:
            self.close()
            raise StopIteration
        return item[0]


class NativeStream(NativeObject, AsyncIterator[Item], Generic[Item]):
    """Items that come later, one by one."""

    _step: Callable[[int], Awaitable[tuple[Item] | None]]
    _source: object
    _is_waiting: bool

    @classmethod
    def _create(
        cls,
        address: int,
        destroy: Callable[[int], object],
        step: Callable[[int], Awaitable[tuple[Item] | None]],
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
        if self._address is None:
            raise StopAsyncIteration
        self._is_waiting = True
        try:
            item = await self._step(self._address)
        finally:
            self._is_waiting = False
            if self._address is None:
                super().close()
        if item is None:
            self.close()
            raise StopAsyncIteration
        return item[0]

    def close(self) -> None:
        """End the stream; while an item is waited for, it ends after that."""
        if self._is_waiting:
            self._address = None
        else:
            super().close()
