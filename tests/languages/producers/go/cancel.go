// An async call that ends early when it is cancelled.
package main

import (
	"context"
	"time"
)

func WaitingWait(ctx context.Context, limit uint32) (uint32, error) {
	select {
	case <-ctx.Done():
		return 0, WaitingWaitErrorCancelled
	case <-time.After(time.Duration(limit) * time.Millisecond):
		return limit, nil
	}
}

func WaitingRunning() (uint32, error) { return uint32(CountRunning()), nil }

func ProbeLive() (int64, error) { return WaitUntilNoneAlive(5 * time.Second), nil }
