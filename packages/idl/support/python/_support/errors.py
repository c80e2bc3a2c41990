"""Errors: what the library reports, how C writes it, and a binding that does not fit its library."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import c_char_p, c_int32
from typing import Any


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


ToError = Callable[[str, int], Exception]


def read_message(error: NativeError) -> str:
    """The text of an error."""
    message: bytes | None = error.message
    return f"the library failed with code {error.code}" if message is None else message.decode("utf-8", "replace")


def raise_received(error: Any, to_error: ToError = ApiError) -> None:
    """Raise the error that a callback was lent, if it is one."""
    if error and error.contents.code != 0:
        raise to_error(read_message(error.contents), error.contents.code)
