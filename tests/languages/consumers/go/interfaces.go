// Objects with methods.
package main

import (
	"math"
	"runtime"
	"time"

	lib "example.com/bindings/interfaces"
)

func main() {
	counter, other := must(lib.NewCountingCounter()), must(lib.CountingCounterStartingAt(40))
	check(must(lib.CountingCounterCount()) == 2 && must(counter.Add(2)) == 2 && must(lib.CountingSum(counter, other)) == 42)
	negative := &lib.CountingCounterError{Code: lib.CountingCounterErrorNegative}
	fails(failed(counter.Add(-3)), negative, "the counter would be negative")
	fails(failed(counter.Add(math.MaxInt64)), &lib.CountingCounterError{Code: lib.CountingCounterErrorTooLarge}, "")
	fails(failed(lib.CountingCounterStartingAt(-1)), negative, "below zero")
	check(must(counter.Value()) == 2)
	check(counter.SetName(ref("c")) == nil && must(counter.Name()) == "c")
	check(counter.SetName(nil) == nil && must(counter.Name()) == "unnamed")
	fork := must(other.Fork())
	check(!must(fork.IsSame(other)) && must(fork.IsSame(fork)))
	check(must(must(lib.CountingCounterLarger(counter, other)).Value()) == 40)
	check(must(lib.CountingCounterLarger(counter, nil)) == nil)
	check(fork.Close() == nil && fork.Close() == nil)
	fails(failed(fork.Value()), lib.ErrClosed, "")
	fails(failed(lib.CountingSum(counter, fork)), lib.ErrClosed, "b: ")
	fails(failed(counter.IsSame(nil)), nil, "other: must not be nil")
	for waited := 0; must(lib.CountingCounterCount()) != 2; waited++ {
		check(waited < 10_000)
		runtime.GC() // The finalizer ends what is forgotten.
		time.Sleep(time.Millisecond)
	}
	check(counter.Close() == nil && other.Close() == nil && must(lib.CountingCounterCount()) == 0)
	ends(lib.ProbeLive)
}
