"""Values on their way to C, checked where ctypes would not, and copies of what C lends."""

from __future__ import annotations

import contextlib
import ctypes
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeVar

from .errors import ApiError
from .objects import Handle

Item = TypeVar("Item")
Result = TypeVar("Result")
Value = TypeVar("Value")

#: The default of parameters that are maps.
EMPTY_MAPPING: Mapping[Any, Any] = MappingProxyType({})


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
    """Read each element of an array that is lent; all of them, so that those that belong to the caller are freed."""
    if address is None:
        return []
    items: list[Item] = []
    failure: Exception | None = None
    for element in (kind * length).from_address(address):
        try:
            items.append(read(element))
        except Exception as error:
            failure = failure or error
    if failure is not None:
        raise failure
    return items


def zip_mapping(take_keys: Callable[[], list[Any]], take_values: Callable[[], list[Any]]) -> dict[Any, Any]:
    """A dict of two arrays; the values are taken, and freed, even where the keys cannot be read."""
    try:
        keys = take_keys()
    finally:
        values = take_values()
    return dict(zip(keys, values, strict=True))


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


def copy_octets(value: bytes | bytearray | memoryview, label: str) -> bytes:
    """The octets as they are now."""
    if not isinstance(value, (bytes, bytearray, memoryview)):
        raise TypeError(f"{label}: expected bytes, got {type(value).__name__}")
    return bytes(value)


def pack_bytes(data: bytes) -> Any:
    """Copy octets to an array that has an address even when it is empty."""
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


def copy_list(values: Sequence[Any], label: str) -> list[Any]:
    """The items as they are now: another thread may add some before C reads how many there are."""
    if not isinstance(values, (str, bytes)):
        with contextlib.suppress(TypeError):
            return list(values)
    raise TypeError(f"{label}: expected a sequence, got {type(values).__name__}")


def copy_mapping(values: Mapping[Any, Any], label: str) -> dict[Any, Any]:
    """The entries as they are now."""
    if not isinstance(values, Mapping):
        raise TypeError(f"{label}: expected a mapping, got {type(values).__name__}")
    return dict(values)


def pack_items(values: Sequence[Any], kind: Any, write: Callable[[Any], Any]) -> Any:
    """Write values to an array that has an address even when it is empty."""
    return (kind * max(1, len(values)))(*[write(value) for value in values])


class PackedObjects:
    """The addresses of objects, as C takes them; it refers to the objects' native side."""

    def __init__(self, handles: Sequence[Handle | None]) -> None:
        self._handles = handles
        addresses = [None if handle is None else handle.address for handle in handles]
        self._as_parameter_ = (ctypes.c_void_p * max(1, len(addresses)))(*addresses)


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
