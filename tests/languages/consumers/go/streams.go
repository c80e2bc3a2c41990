// Items that come later.
package main

import (
	"context"
	"iter"
	"time"

	lib "example.com/bindings/streams"
)

func main() {
	ctx := context.Background()
	numbers := all(lib.FeedNumbers(ctx, 3))
	check(len(numbers) == 3 && numbers[2] == 2 && len(all(lib.FeedNumbers(ctx, 0))) == 0)
	for word, err := range lib.FeedWords(ctx, "one two") {
		check(err == nil && word == "one")
		break
	}
	events := all(lib.FeedEvents(ctx, 2))
	check(events[1].Id() == 1 && events[1].Text() == "event")
	seen := 0
	for _, err := range lib.FeedBreaking(ctx, 1) {
		if seen == 1 {
			fails(err, &lib.FeedFeedError{Code: lib.FeedFeedErrorBroken}, "the feed broke")
		}
		seen++
	}
	check(seen == 2)
	until, end := context.WithCancel(ctx)
	seen = 0
	for item, err := range lib.FeedEndless(until) {
		if seen == 3 {
			fails(err, context.Canceled, "")
		} else {
			check(err == nil && item == int64(seen))
		}
		seen++
		if seen == 3 { // The item that is asked for next never comes.
			time.AfterFunc(10*time.Millisecond, end)
		}
	}
	check(seen == 4)
	for _, err := range lib.FeedEndless(until) { // Over before it begins.
		fails(err, context.Canceled, "")
	}
	for _, err := range lib.FeedWords(ctx, "\x00") {
		fails(err, lib.ErrText, "text: ")
	}
	ends(lib.ProbeLive)
}

func all[T any](items iter.Seq2[T, error]) (seen []T) {
	for item, err := range items {
		seen = append(seen, must(item, err))
	}
	return seen
}
