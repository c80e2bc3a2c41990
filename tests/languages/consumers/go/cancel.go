// An async call that ends early when its context does.
package main

import (
	"context"
	"time"

	lib "example.com/bindings/cancel"
)

func main() {
	ctx := context.Background()
	check(must(lib.WaitingWait(ctx, 2)) == 2)
	begun := time.Now()
	short, cancel := context.WithTimeout(ctx, 10*time.Millisecond)
	defer cancel()
	fails(failed(lib.WaitingWait(short, 60_000)), context.DeadlineExceeded, "")
	for must(lib.WaitingRunning()) > 0 {
		time.Sleep(time.Millisecond)
	}
	check(time.Since(begun) < 5*time.Minute)
	over, end := context.WithCancel(ctx)
	end()
	fails(failed(lib.WaitingWait(over, 60_000)), context.Canceled, "")
	check(must(lib.WaitingRunning()) == 0)
	for delay := range 20 { // Cancelled in the moment in which it ends.
		moment, end := context.WithTimeout(ctx, time.Duration(delay)*200*time.Microsecond)
		_, _ = lib.WaitingWait(moment, 1)
		end()
	}
	ends(lib.ProbeLive)
}
