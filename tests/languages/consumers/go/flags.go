// Flags.
package main

import (
	lib "example.com/bindings/flags"
)

func main() {
	check(lib.AccessModeAll == lib.AccessModeRead|lib.AccessModeWrite|lib.AccessModeExecute)
	check(must(lib.AccessEchoMode(lib.AccessModeAll)) == 7 && must(lib.AccessEchoMode(1<<31)) == 1<<31)
	check(must(lib.AccessEchoWide(lib.AccessWideHigh)) == 1<<63)
	check(must(lib.AccessAdd(lib.AccessModeRead, lib.AccessModeWrite)) == 3)
	check(must(lib.AccessCanWrite(3)) && !must(lib.AccessCanWrite(lib.AccessModeExecute)))
	ends(lib.ProbeLive)
}
