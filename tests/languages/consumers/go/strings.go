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
	// What is not UTF-8 is bytes like any other.
	check(must(lib.TextBroken()) == "a \xff b" && must(lib.TextBrokenList())[1] == "a \xff b")
	check(must(lib.TextBrokenMap())["a \xff b"] == "a \xff b")
	items := 0
	for item, err := range lib.TextBrokenItems() {
		check(err == nil && item != "")
		items++
	}
	check(items == 3)
	ends(lib.ProbeLive)
}
