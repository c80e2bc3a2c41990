// Records: opaque objects with getters.
package main

import (
	"errors"
	"math"

	lib "example.com/bindings/records"
)

func main() {
	sample := must(lib.LibrarySample())
	book := must(lib.LibraryEcho(sample))
	check(book.Id() == 1 && book.Title() == "I, Robot" && book.Genre() == lib.LibraryGenreScience)
	check(book.Author().Name() == "Isaac Asimov" && *book.Author().Born() == 1920 && book.Coauthor() == nil)
	check(book.Rating() == 4.5 && book.IsLent() && book.Cover()[2] == 255 && book.Tags()[1] == "über")
	check(book.Editors()[0].Name() == "An Editor" && book.Sales()[1951] == math.MaxUint64 && book.Note() == nil)
	check(must(lib.LibraryTotalTitleLength([]*lib.LibraryBook{book, sample})) == 16)
	check(book.Close() == nil && book.Close() == nil && sample.Close() == nil)
	fails(failed(lib.LibraryEcho(book)), lib.ErrClosed, "book: ")
	fails(failed(lib.LibraryEcho(nil)), nil, "book: must not be nil")
	check(panics(func() { book.Title() }) == lib.ErrClosed)
	shelf := must(lib.LibraryShelf(3))
	check(len(shelf) == 3 && shelf[2].Id() == 3)
	check(must(lib.LibraryFind(1)).Id() == 1 && must(lib.LibraryFind(2)) == nil)
	author := must(lib.NewLibraryAuthor("A", nil))
	_, err := lib.NewLibraryBook(0, "t", author, nil, 0, 0, false, nil, nil, nil, nil, nil)
	var failure *lib.Error
	check(errors.As(err, &failure) && failure.Code == -1 && failure.Message == "the id of a book cannot be 0")
	sales := map[int32]uint64{1: 2}
	editors := []*lib.LibraryAuthor{author}
	made := must(lib.NewLibraryBook(9, "t", author, author, 0, 0.5, false, []byte{1}, []string{"x"}, editors, sales, ref("n")))
	check(made.Coauthor().Name() == "A" && *made.Note() == "n" && made.Sales()[1] == 2)
	fails(failed(lib.NewLibraryAuthor("a\x00", nil)), lib.ErrText, "name: ")
	ends(lib.ProbeLive)
}
