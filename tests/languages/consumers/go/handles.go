// Handles as numbers, and as objects that the library alone frees.
package main

import (
	"errors"

	lib "example.com/bindings/handles"
)

func main() {
	first, second := must(lib.FilesOpen("first")), must(lib.FilesOpen("second"))
	check(first > 1<<63 && must(lib.FilesNameOf(second)) == "second")
	check(lib.FilesClose(first) == nil && lib.FilesClose(second) == nil)
	var failure *lib.FilesFileError
	check(errors.As(failed(lib.FilesNameOf(first)), &failure) && failure.Code == lib.FilesFileErrorClosed)
	cursor := must(lib.FilesMakeCursor())
	check(must(lib.FilesAdvance(cursor, 1<<60)) == 1<<60 && cursor.Position() == 1<<60)
	check(lib.FilesDropCursor(cursor) == nil && cursor.Close() == nil)
	fails(failed(lib.FilesAdvance(cursor, 1)), lib.ErrClosed, "cursor: ")
	ends(lib.ProbeLive)
}
