"""What the generated modules share: checked values, objects with an owner, errors, async calls, iteration.

Nothing here knows a particular library; the functions of one come from ``_native.py``.
"""

from __future__ import annotations

import asyncio
import ctypes
import itertools
import os
import sys
import threading
import weakref
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from ctypes import c_char_p, c_int32, c_size_t, c_uint64, c_void_p
from types import MappingProxyType, TracebackType
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Value = TypeVar("Value")
ObjectType = TypeVar("ObjectType", bound="NativeObject")


class ApiError(Exception):
    """An error that the library reported; -1 is a failure without a name, -2 a panic of the library."""

    code: int

    def __init__(self, message: str, code: int = -1) -> None:
        super().__init__(message)
        self.code = code


class StaleBindingError(ImportError):
    """This binding was generated from another document than the library was built from."""


class NativeError(ctypes.Structure):
    """Where C writes an error."""

    _fields_ = [("code", c_int32), ("message", c_char_p)]


class ContractEntry(ctypes.Structure):
    """A line of the library's own table of declarations."""

    _fields_ = [("id", c_uint64), ("hash", c_uint64), ("path", c_char_p)]


#: The default of parameters that are maps.
EMPTY_MAPPING: Mapping[Any, Any] = MappingProxyType({})

ToError = Callable[[str, int], Exception]


def load_library(name: str, variable: str) -> ctypes.CDLL:
    """Open the file that the environment variable names, one beside this package, or what the system finds."""
    path = os.environ.get(variable)
    if path is not None:
        return ctypes.CDLL(path)
    if sys.platform == "win32":
        file = f"{name}.dll"
    else:
        file = f"lib{name}.dylib" if sys.platform == "darwin" else f"lib{name}.so"
    beside = os.path.join(os.path.dirname(os.path.abspath(__file__)), file)
    return ctypes.CDLL(beside if os.path.exists(beside) else file)


def check_contract(library: ctypes.CDLL, name: str, symbol: str, expected: Sequence[tuple[str, int]]) -> None:
    """Compare what this binding was generated with, and what the library says of itself, if it does."""
    try:
        read = library[symbol]
    except AttributeError:
        return
    read.argtypes = [ctypes.POINTER(c_size_t)]
    read.restype = ctypes.POINTER(ContractEntry)
    count = c_size_t()
    entries = read(ctypes.byref(count))
    actual = {entries[index].path.decode(): entries[index].hash for index in range(count.value)}
    differences = [
        f"{path} is not in the library" if path not in actual else f"{path} is different in the library"
        for path, fingerprint in expected
        if actual.get(path) != fingerprint
    ]
    if differences:
        raise StaleBindingError(f"this binding does not fit {name}: {'; '.join(differences)}")


class Runtime:
    """The functions that every library has."""

    def __init__(self, library: ctypes.CDLL, prefix: str) -> None:
        self.error_clear: Any = declare(library, f"{prefix}_error_clear", [ctypes.POINTER(NativeError)], None)
        self.free_string: Any = declare(library, f"{prefix}_free_string", [c_void_p], None)
        self.free_bytes: Any = declare(library, f"{prefix}_free_bytes", [c_void_p, c_size_t], None)
        self.token_create: Any = declare(library, f"{prefix}_cancel_token_create", [], c_void_p)
        self.token_cancel: Any = declare(library, f"{prefix}_cancel_token_cancel", [c_void_p], None)
        self.token_destroy: Any = declare(library, f"{prefix}_cancel_token_destroy", [c_void_p], None)

    def settle(self, error: NativeError, to_error: ToError = ApiError) -> None:
        """Raise what C wrote to the error, if it wrote one."""
        if error.code == 0:
            return
        code = error.code
        message = read_message(error)
        self.error_clear(ctypes.byref(error))
        raise to_error(message, code)

    def take_text(self, address: int | None) -> str | None:
        """Copy text that the caller owns, and free it."""
        if address is None:
            return None
        try:
            return copy_text(address)
        finally:
            self.free_string(address)

    def take_bytes(self, address: int | None, length: int) -> bytes | None:
        """Copy octets that the caller owns, and free them."""
        if address is None:
            return None
        data = ctypes.string_at(address, length)
        self.free_bytes(address, length)
        return data

    def take_boxed(self, address: int | None, kind: Any, read: Callable[[Any], Result]) -> Result | None:
        """Read a boxed value that the caller owns, and free it."""
        if address is None:
            return None
        try:
            return read(kind.from_address(address))
        finally:
            self.free_bytes(address, ctypes.sizeof(kind))

    def take_items(self, address: int | None, length: int, kind: Any, read: Callable[[Any], Item]) -> list[Item]:
        """Take each element of an array, then free the array."""
        if address is None:
            return []
        items = copy_items(address, length, kind, read)
        self.free_bytes(address, length * ctypes.sizeof(kind))
        return items


def declare(library: ctypes.CDLL, symbol: str, parameters: list[Any], result: Any) -> Any:
    """Look a function up and tell ctypes its types. One that is missing says so when it is called."""
    try:
        function = library[symbol]
    except AttributeError as error:
        return _missing(str(error))
    function.argtypes = parameters
    function.restype = result
    return function


def _missing(reason: str) -> Any:
    def call(*_given: Any) -> Any:
        raise StaleBindingError(reason)

    return call


def read_message(error: NativeError) -> str:
    """The text of an error."""
    message = error.message
    return f"the library failed with code {error.code}" if message is None else message.decode("utf-8", "replace")


def raise_received(error: Any, to_error: ToError = ApiError) -> None:
    """Raise the error that a callback was lent, if it is one."""
    if error and error.contents.code != 0:
        raise to_error(read_message(error.contents), error.contents.code)


def copy_text(address: int | None) -> str | None:
    """Copy text that is lent."""
    return None if address is None else ctypes.string_at(address).decode("utf-8")


def copy_bytes(address: int | None, length: int) -> bytes | None:
    """Copy octets that are lent."""
    return None if address is None else ctypes.string_at(address, length)


def copy_boxed(address: int | None, kind: Any, read: Callable[[Any], Result]) -> Result | None:
    """Read a boxed value that is lent."""
    return None if address is None else read(kind.from_address(address))


def copy_items(address: int | None, length: int, kind: Any, read: Callable[[Any], Item]) -> list[Item]:
    """Read each element of an array that is lent."""
    if address is None:
        return []
    return [read(element) for element in (kind * length).from_address(address)]


def check_integer(value: int, minimum: int, maximum: int, label: str) -> int:
    """ctypes would cut off what does not fit."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{label}: expected an int, got {type(value).__name__}")
    if not minimum <= value <= maximum:
        raise OverflowError(f"{label}: expected an int from {minimum} to {maximum}, got {value}")
    return int(value)


def check_bool(value: bool, label: str) -> bool:
    """Only True and False are truth values."""
    if not isinstance(value, bool):
        raise TypeError(f"{label}: expected a bool, got {type(value).__name__}")
    return value


def check_float(value: float, label: str) -> float:
    """An int is as good as a float."""
    if isinstance(value, bool) or not isinstance(value, (float, int)):
        raise TypeError(f"{label}: expected a float, got {type(value).__name__}")
    return float(value)


def encode_text(value: str, label: str) -> bytes:
    """Encode text for C, which would see its end in a NUL."""
    if not isinstance(value, str):
        raise TypeError(f"{label}: expected a str, got {type(value).__name__}")
    if "\0" in value:
        raise ValueError(f"{label}: the text has a NUL character at index {value.index(chr(0))}")
    return value.encode("utf-8")


def pack_bytes(value: bytes | bytearray | memoryview, label: str) -> Any:
    """Copy octets to an array that has an address even when it is empty."""
    if not isinstance(value, (bytes, bytearray, memoryview)):
        raise TypeError(f"{label}: expected bytes, got {type(value).__name__}")
    data = bytes(value)
    return (ctypes.c_uint8 * max(1, len(data))).from_buffer_copy(data or b"\0")


def lend_bytes(value: bytearray | memoryview, label: str) -> Any:
    """Lend octets that the library writes to."""
    if not isinstance(value, (bytearray, memoryview)) or memoryview(value).readonly:
        raise TypeError(f"{label}: expected octets that can be written, got {type(value).__name__}")
    size = memoryview(value).nbytes
    return (ctypes.c_uint8 * 1)() if size == 0 else (ctypes.c_uint8 * size).from_buffer(value)


def require(value: Value, kind: type[Value], label: str) -> Value:
    """Only an object of the class has an address, or members, that C can use as it will."""
    if not isinstance(value, kind):
        raise TypeError(f"{label}: expected {kind.__qualname__}, got {type(value).__name__}")
    return value


def pack_items(values: Sequence[Any], kind: Any, label: str, write: Callable[[Any], Any]) -> Any:
    """Write values to an array that has an address even when it is empty."""
    if isinstance(values, str):
        raise TypeError(f"{label}: expected a sequence, got str")
    return (kind * max(1, len(values)))(*[write(value) for value in values])


def require_length(values: Sequence[Any], length: int, label: str) -> Sequence[Any]:
    """A fixed array has as many elements as C expects."""
    if len(values) != length:
        raise ValueError(f"{label}: expected {length} elements, got {len(values)}")
    return values


def require_address(address: int | None, label: str) -> int:
    """Only an incorrect library gives NULL where an object must be."""
    if address is None:
        raise ApiError(f"{label} gave NULL where an object must be; this is a mistake in the library")
    return address


class NativeObject:
    """An object of the library. ``with`` or ``close()`` ends it; the garbage collector ends what is forgotten."""

    _address: int | None
    _finalizer: weakref.finalize[Any, Any] | None

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
        _calls.pop(self._number, None)
        _registered.discard(self)

    def __enter__(self) -> Subscription:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


_registered: set[Subscription] = set()
_numbers = itertools.count(1)
_calls: dict[int, Callable[..., object]] = {}
_entrances: dict[tuple[Any, int], Any] = {}


def enter_by_number(kind: Any, position: int) -> Any:
    """The C function of a type, which finds what to call by the number that it gets as its context.

    It is made once and never freed: a library may call on a thread of its own while, or after, its caller gives up.
    """

    def invoke(*received: Any) -> None:
        call = _calls.get(received[position] or 0)
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
        self.number = next(_numbers)

    def guard(self, kind: Any, call: Callable[..., Any], _zero: Any) -> Any:
        """Make a C function of a Python function, which C calls with the scope's number as its last argument."""

        def invoke(*received: Any) -> None:
            try:
                call(*received)
            except BaseException:  # Nothing may be raised into C.
                sys.excepthook(*sys.exc_info())

        _calls[self.number] = invoke
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
        each._take_back()


class _CancelToken:
    """A cancel token, which one thread may destroy while another one cancels."""

    def __init__(self, runtime: Runtime | None) -> None:
        self._runtime = runtime
        self._lock = threading.Lock()
        self.address: int | None = None if runtime is None else runtime.token_create()

    def cancel(self) -> None:
        with self._lock:
            if self._runtime is not None and self.address is not None:
                self._runtime.token_cancel(self.address)

    def destroy(self) -> None:
        with self._lock:
            if self._runtime is not None and self.address is not None:
                self._runtime.token_destroy(self.address)
            self.address = None


async def call_async(
    kind: Any,
    read: Callable[..., Result],
    start: Callable[[Any, int, int | None], object],
    runtime: Runtime | None = None,
    must_end: bool = False,
) -> Result:
    """Start a call and wait for its end. Cancelling the task cancels the call, if it can be cancelled.

    With ``must_end``, the task ends only when the call has: what the call uses may be freed after that.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Result] = loop.create_future()
    ended: asyncio.Future[None] = loop.create_future()
    number = next(_numbers)
    token = _CancelToken(runtime)

    def finish(result: Any, error: BaseException | None) -> None:
        ended.set_result(None)
        if future.done():
            return
        if error is None:
            future.set_result(result)
        else:
            future.set_exception(error)

    def on_end(*received: Any) -> None:
        # Any thread; what was received is lent until this returns.
        result: Result | None = None
        failure: BaseException | None = None
        try:
            result = read(*received)
        except BaseException as error:  # Nothing may be raised into C.
            failure = error
        _calls.pop(number, None)
        token.destroy()
        try:
            loop.call_soon_threadsafe(finish, result, failure)
        except RuntimeError:
            pass  # The loop was closed: nobody waits any more.

    _calls[number] = on_end
    try:
        start(enter_by_number(kind, 0), number, token.address)
    except BaseException:
        _calls.pop(number, None)
        token.destroy()
        raise
    try:
        return await future
    except asyncio.CancelledError:
        token.cancel()
        if must_end:
            await asyncio.wait([ended])
        raise


def zip_mapping(keys: Iterable[Any], values: Iterable[Any]) -> dict[Any, Any]:
    """A dict of two arrays."""
    return dict(zip(keys, values, strict=True))
