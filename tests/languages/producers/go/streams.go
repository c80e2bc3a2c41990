// Items that are asked for one by one, each delivered by a goroutine.
package main

import (
	"context"
	"strings"
	"time"
)

func fromSlice[T any](items []T) Stream[T] {
	return func(context.Context) (item T, isItem bool, err error) {
		if len(items) == 0 {
			return item, false, nil
		}
		item, items = items[0], items[1:]
		return item, true, nil
	}
}

func count(limit int32, otherwise error) Stream[int32] {
	next := int32(0)
	return func(context.Context) (int32, bool, error) {
		if next >= limit {
			return 0, false, otherwise
		}
		next++
		return next - 1, true, nil
	}
}

func FeedNumbers(limit int32) (Stream[int32], error) { return count(limit, nil), nil }

func FeedWords(text string) (Stream[string], error) { return fromSlice(strings.Fields(text)), nil }

func FeedEvents(count uint32) (Stream[FeedEvent], error) {
	events := make([]FeedEvent, count)
	for id := range events {
		events[id] = FeedEvent{uint32(id), "event"}
	}
	return fromSlice(events), nil
}

func FeedBreaking(after uint32) (Stream[int32], error) {
	return count(int32(after), FeedFeedErrorBroken), nil
}

func FeedEndless() (Stream[int64], error) {
	next := int64(0)
	return func(ctx context.Context) (int64, bool, error) {
		if next < 3 {
			next++
			return next - 1, true, nil
		}
		<-ctx.Done()
		return 0, false, FeedFeedErrorCancelled
	}, nil
}

func ProbeLive() (int64, error) { return WaitUntilNoneAlive(5 * time.Second), nil }
