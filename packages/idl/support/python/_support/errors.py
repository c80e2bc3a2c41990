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


ToError = Callable[[str | None, int], Exception]


def make_error(known: tuple[type[ApiError], str] | None, message: str | None, code: int) -> ApiError:
    """The error of a code: of what the document calls it, if it does, with its message where the library gives none."""
    if known is not None:
        kind, otherwise = known
        return kind(message or otherwise, code)
    return ApiError(message or f"the library failed with code {code}", code)


def to_api_error(message: str | None, code: int) -> ApiError:
    """The error of a call that no domain belongs to."""
    return make_error(None, message, code)


def read_message(error: NativeError) -> str | None:
    """The text of an error."""
    message: bytes | None = error.message
    return None if message is None else message.decode("utf-8", "replace")


def raise_received(error: Any, to_error: ToError = to_api_error) -> None:
    """Raise the error that a callback was lent, if it is one."""
    if error and error.contents.code != 0:
        raise to_error(read_message(error.contents), error.contents.code)
