// Items that are asked for one by one.
package main

import (
	"iter"

	lib "example.com/bindings/iterators"
)

func main() {
	check(len(all(lib.SequenceCount(0))) == 0)
	numbers := all(lib.SequenceCount(3))
	check(len(numbers) == 3 && numbers[2] == 2)
	for word, err := range lib.SequenceWords(" one  two") {
		check(err == nil && word == "one")
		break // The rest is not pulled.
	}
	entries := all(lib.SequenceEntries(2))
	check(entries[1].Key() == "key 1" && entries[1].Value() == 10)
	rows := must(lib.NewSequenceTable(2)).Entries() // The table lives as long as its rows.
	check(len(all(rows)) == 2 && len(all(rows)) == 2)
	broken := &lib.SequenceSequenceError{Code: lib.SequenceSequenceErrorBroken}
	seen := 0
	for _, err := range lib.SequenceBreaking(1) {
		if seen == 1 {
			fails(err, broken, "broke")
		}
		seen++
	}
	check(seen == 2)
	for _, err := range lib.SequenceRefused() {
		fails(err, broken, "")
	}
	for _, err := range lib.SequenceWords("\x00") {
		fails(err, lib.ErrText, "text: ")
	}
	next, stop := iter.Pull2(lib.SequenceEntries(5))
	entry, err, isThere := next()
	check(entry.Key() == "key 0" && err == nil && isThere)
	stop()
	ends(lib.ProbeLive)
}

func all[T any](items iter.Seq2[T, error]) (seen []T) {
	for item, err := range items {
		seen = append(seen, must(item, err))
	}
	return seen
}
