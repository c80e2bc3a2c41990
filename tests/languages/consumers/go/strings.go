// Text.
package main

import (
	"strings"

	lib "example.com/bindings/strings"
)

func main() {
	check(must(lib.TextEcho("a ü 🌍")) == "a ü 🌍" && must(lib.TextEcho("")) == "")
	check(must(lib.TextJoin("left", "right")) == "leftright")
	check(must(lib.TextByteLength("ü")) == 2)
	check(must(lib.TextGreeting()) == "Grüße, 世界 🌍")
	check(must(lib.TextRepeat("ab", 100_000)) == strings.Repeat("ab", 100_000))
	fails(failed(lib.TextEcho("a\x00b")), lib.ErrText, "value: ")
	fails(failed(lib.TextEcho("\xff")), lib.ErrText, "value: ")
	fails(failed(lib.TextJoin("left", "\x00")), lib.ErrText, "right: ")
	ends(lib.ProbeLive)
}
