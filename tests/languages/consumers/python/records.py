"""Records: opaque objects with getters."""

from check import ends, raises
from records import ApiError, library, probe

with library.sample() as sample, library.echo(sample) as book:
    assert (book.id, book.title, book.genre) == (1, "I, Robot", library.Genre.SCIENCE)
    assert (book.author.name, book.author.born, book.coauthor) == ("Isaac Asimov", 1920, None)
    assert (book.rating, book.is_lent, book.cover[0], book.cover[2]) == (4.5, True, 0, 255)
    assert book.tags[1] == "über" and [one.name for one in book.editors] == ["An Editor"]
    assert book.sales[1951] == 2**64 - 1 and book.note is None
    assert library.total_title_length([book, sample]) == 16
raises(ValueError, lambda: book.title, "this Book is closed")
raises(ValueError, lambda: library.echo(book), "this Book is closed")
book.close()
assert [one.id for one in library.shelf(3)] == [1, 2, 3]
assert library.find(1).id == 1 and library.find(2) is None

author = library.Author("A")
assert (author.name, author.born) == ("A", None)
error = raises(ApiError, lambda: library.Book(
    0, "t", author, None, library.Genre.FICTION, 0, False, b"", [], [], {}, None
), "the id of a book cannot be 0")
assert error.code == -1
made = library.Book(9, "t", author, author, library.Genre.FICTION, 0.5, False, b"\1", ["x"], [author], {1: 2}, "note")
assert (made.coauthor.name, made.note, made.sales, made.cover) == ("A", "note", {1: 2}, b"\1")
raises(TypeError, lambda: library.echo(author), "echo(): book: expected Book, got Author")
raises(TypeError, lambda: library.total_title_length([made, author]), "expected Book, got Author")
raises(TypeError, lambda: library.echo(None), "expected Book, got NoneType")
raises(ValueError, lambda: library.Author("a\0"), "Author(): name")
del error, author, made
ends(probe.live)
