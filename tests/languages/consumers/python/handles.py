"""Handles as numbers, and as objects that the library alone frees."""

from check import ends, raises
from handles import files, probe

first, second = files.open("first"), files.open("second")
assert first > 2**63 and files.name_of(second) == "second"
files.close(first)
files.close(second)
error = raises(files.FileError.Closed, lambda: files.name_of(first), "the handle is not open")
assert error.code == 5
cursor = files.make_cursor()
assert files.advance(cursor, 2**60) == 2**60 and files.advance(cursor, 1) == cursor.position == 2**60 + 1
files.drop_cursor(cursor)
raises(TypeError, lambda: files.name_of("first"), "expected an int, got str")
raises(TypeError, lambda: files.advance(1, 1), "expected Cursor, got int")
del error, cursor
ends(probe.live)
