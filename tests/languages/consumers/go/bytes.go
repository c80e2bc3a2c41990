// Octets.
package main

import (
	"bytes"

	lib "example.com/bindings/bytes"
)

func main() {
	check(bytes.Equal(must(lib.DataEcho([]byte{0, 255})), []byte{0, 255}))
	check(len(must(lib.DataEcho([]byte{}))) == 0 && len(must(lib.DataEcho(nil))) == 0)
	check(string(must(lib.DataReverse([]byte("abcd")[1:3]))) == "cb")
	check(must(lib.DataSum(bytes.Repeat([]byte{255}, 1000))) == 255_000 && must(lib.DataSum(nil)) == 0)
	check(bytes.Equal(must(lib.DataZeros(3)), []byte{0, 0, 0}) && must(lib.DataZeros(0)) != nil)
	target := []byte("abcd")
	check(lib.DataFill(target[1:3], 9) == nil && string(target) == "a\t\td")
	check(lib.DataFill(nil, 9) == nil)
	ends(lib.ProbeLive)
}
