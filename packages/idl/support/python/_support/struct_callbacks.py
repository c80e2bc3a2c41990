"""Callbacks that give structs, which ctypes cannot make by itself: closures of libffi, the library that ctypes is made with."""

from __future__ import annotations

import _ctypes
import ctypes
import ctypes.util
import functools
import platform
import sys
import weakref
from collections.abc import Callable, Sequence
from ctypes import c_size_t, c_uint, c_ushort, c_void_p
from typing import Any


class FfiType(ctypes.Structure):
    """A type as libffi describes it."""


FfiType._fields_ = [
    ("size", c_size_t),
    ("alignment", c_ushort),
    ("type", c_ushort),
    ("elements", ctypes.POINTER(ctypes.POINTER(FfiType))),
]

#: The number of structs among the types of libffi.
STRUCT = 13
#: More than the size of `ffi_cif` and of `ffi_closure` on every platform.
ROOM = 256

Handler = ctypes.CFUNCTYPE(None, c_void_p, c_void_p, ctypes.POINTER(c_void_p), c_void_p)


@functools.cache
def load_libffi() -> ctypes.CDLL:
    """Find libffi where ctypes has it from, else as the system finds it."""
    name: str | None = getattr(_ctypes, "__file__", None)
    library = None if name is None else ctypes.CDLL(name)
    if library is None or not hasattr(library, "ffi_closure_alloc"):
        name = ctypes.util.find_library("ffi")
        library = None if name is None else ctypes.CDLL(name)
    if library is not None:
        library.ffi_prep_cif.argtypes = [c_void_p, c_uint, c_uint, c_void_p, c_void_p]
        library.ffi_closure_alloc.argtypes = [c_size_t, ctypes.POINTER(c_void_p)]
        library.ffi_closure_alloc.restype = c_void_p
        library.ffi_prep_closure_loc.argtypes = [c_void_p, c_void_p, Handler, c_void_p, c_void_p]
        library.ffi_closure_free.argtypes = [c_void_p]
        library.ffi_closure_free.restype = None
        return library
    raise NotImplementedError("callbacks that give structs need libffi as a shared library; this Python has it inside")


def default_abi() -> int:
    """The number of C's calling convention, `FFI_DEFAULT_ABI` of libffi's headers."""
    machine = platform.machine().lower()
    if machine in ("x86_64", "amd64"):
        return 1 if sys.platform == "win32" else 2
    if machine in ("aarch64", "arm64", "riscv64", "s390x", "loongarch64"):
        return 1
    raise NotImplementedError(f"callbacks that give structs are not known on {machine}")


def describe(kind: Any) -> FfiType:
    """Describe a ctypes type to libffi."""
    if issubclass(kind, ctypes.Structure):
        elements: list[FfiType] = []
        for _name, member in kind._fields_:
            length = getattr(member, "_length_", 1)
            elements += [describe(member._type_ if issubclass(member, ctypes.Array) else member)] * length
        pointers = (ctypes.POINTER(FfiType) * (len(elements) + 1))(*[ctypes.pointer(one) for one in elements])
        return FfiType(0, 0, STRUCT, pointers)
    code = kind._type_
    if code == "P":
        name = "pointer"
    elif code in "fd":
        name = "float" if code == "f" else "double"
    else:
        name = f"{'s' if code in 'bhilq' else 'u'}int{ctypes.sizeof(kind) * 8}"
    return FfiType.in_dll(load_libffi(), f"ffi_type_{name}")


class Closure:
    """A C function that calls a Python function, as long as this object lives."""

    def __init__(self, kind: StructCallback, invoke: Callable[..., Any]) -> None:
        library = load_libffi()
        code = c_void_p()
        closure = library.ffi_closure_alloc(ROOM, ctypes.byref(code))
        if closure is None:
            raise MemoryError("libffi has no memory for a callback")
        weakref.finalize(self, library.ffi_closure_free, closure)

        def handle(_cif: int, result: int, arguments: Any, _data: int | None) -> None:
            received = [one.from_address(arguments[index]) for index, one in enumerate(kind.parameters)]
            values = [one if isinstance(one, ctypes.Structure) else one.value for one in received]
            given = invoke(*values)
            ctypes.memmove(result, ctypes.addressof(given), ctypes.sizeof(given))

        self._kept = (kind, Handler(handle))
        if library.ffi_prep_closure_loc(closure, kind.interface, self._kept[1], None, code) != 0:
            raise NotImplementedError("libffi cannot make this callback")
        self.address = code


class StructCallback:
    """The type of a callback that gives a struct, in the place of ``ctypes.CFUNCTYPE``."""

    def __init__(self, result: Any, parameters: Sequence[Any]) -> None:
        self.result = result
        self.parameters = parameters

    @functools.cached_property
    def interface(self) -> Any:
        """What libffi knows of the function: `ffi_cif`, with what it points to."""
        result = describe(self.result)
        types = [describe(one) for one in self.parameters]
        pointers = (ctypes.POINTER(FfiType) * len(types))(*[ctypes.pointer(one) for one in types])
        interface = ctypes.create_string_buffer(ROOM)
        self._kept = (result, types, pointers)
        status = load_libffi().ffi_prep_cif(interface, default_abi(), len(types), ctypes.addressof(result), pointers)
        if status != 0:
            raise NotImplementedError("libffi cannot describe this callback")
        return interface

    def __call__(self, invoke: Callable[..., Any]) -> Closure:
        """Make a C function of a Python function."""
        return Closure(self, invoke)

    def from_param(self, closure: Closure) -> c_void_p:
        """What ctypes passes for a closure."""
        return closure.address
