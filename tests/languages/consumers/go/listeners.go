// Functions that the library calls until they are unregistered, on any thread.
package main

import (
	"sync/atomic"

	lib "example.com/bindings/listeners"
)

func main() {
	var heard []string
	var kept *lib.EventsMessage
	check(must(lib.EventsSend("nobody")) == 0)
	first := lib.EventsOnMessage_(func(message *lib.EventsMessage) { heard = append(heard, message.Text()) })
	second := lib.EventsOnMessage_(func(message *lib.EventsMessage) { kept = message })
	check(must(lib.EventsListeners()) == 2 && must(lib.EventsSend("hello")) == 2 && heard[0] == "hello")
	check(panics(func() { kept.Text() }) == lib.ErrClosed)
	first.Close()
	first.Close()
	check(must(lib.EventsSend("again")) == 1 && len(heard) == 1)
	second.Close()
	check(must(lib.EventsSend("gone")) == 0 && must(lib.EventsListeners()) == 0)

	var sum atomic.Int64
	tick := lib.EventsOnTick_(func(count int64, label string) { sum.Add(count) })
	check(lib.EventsTickHere("here") == nil && lib.EventsTickFromThread(10) == nil && sum.Load() == 1+55)
	check(lib.EventsTickLater(10) == nil && lib.EventsJoinThreads() == nil && sum.Load() == 1+55+55)
	tick.Close()
	check(lib.EventsTickHere("gone") == nil && sum.Load() == 111)

	var own *lib.Subscription
	calls := 0
	own = lib.EventsOnTick_(func(int64, string) {
		calls++
		own.Close()
	})
	check(lib.EventsTickFromThread(3) == nil && calls == 1)
	for range 50 { // Unregistered while the library's thread calls it.
		short := lib.EventsOnTick_(func(int64, string) { sum.Add(1) })
		check(lib.EventsTickLater(20) == nil)
		short.Close()
		check(lib.EventsJoinThreads() == nil)
	}
	fails(failed(lib.EventsSend("\x00")), lib.ErrText, "text: ")
	ends(lib.ProbeLive)
}
