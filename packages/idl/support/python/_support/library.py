"""The library: where it is, whether it fits this binding, its functions, and those that every library has."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Sequence
from ctypes import c_char_p, c_size_t, c_uint64, c_void_p
from typing import Any, TypeVar

from .errors import NativeError, StaleBindingError, ToError, read_message, to_api_error
from .values import copy_items, copy_text

Item = TypeVar("Item")
Result = TypeVar("Result")


class ContractEntry(ctypes.Structure):
    """A line of the library's own table of declarations."""

    _fields_ = [("id", c_uint64), ("hash", c_uint64), ("path", c_char_p)]


def load_library(name: str, variable: str) -> ctypes.CDLL:
    """Open the file that the environment variable names, one beside this package, or what the system finds."""
    path = os.environ.get(variable)
    if path is not None:
        return ctypes.CDLL(path)
    if sys.platform == "win32":
        file = f"{name}.dll"
    else:
        file = f"lib{name}.dylib" if sys.platform == "darwin" else f"lib{name}.so"
    beside = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), file)
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


class Runtime:
    """The functions that every library has."""

    def __init__(self, library: ctypes.CDLL, prefix: str) -> None:
        self.error_clear: Any = declare(library, f"{prefix}_error_clear", [ctypes.POINTER(NativeError)], None)
        self.free_string: Any = declare(library, f"{prefix}_free_string", [c_void_p], None)
        self.free_bytes: Any = declare(library, f"{prefix}_free_bytes", [c_void_p, c_size_t], None)
        self.token_create: Any = declare(library, f"{prefix}_cancel_token_create", [], c_void_p)
        self.token_cancel: Any = declare(library, f"{prefix}_cancel_token_cancel", [c_void_p], None)
        self.token_destroy: Any = declare(library, f"{prefix}_cancel_token_destroy", [c_void_p], None)

    def settle(self, error: NativeError, to_error: ToError = to_api_error) -> None:
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
        try:
            return copy_items(address, length, kind, read)
        finally:
            self.free_bytes(address, length * ctypes.sizeof(kind))
