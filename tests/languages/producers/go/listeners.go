// Events, on the thread of the caller and on others.
package main

import (
	"sync"
	"sync/atomic"
	"time"
)

var (
	sent  atomic.Uint32
	later sync.WaitGroup
)

func EventsSend(text string) (uint32, error) {
	return uint32(NotifyEventsMessage(EventsMessage{sent.Add(1), text})), nil
}

func EventsTickHere(label string) error {
	NotifyEventsTick(1, label)
	return nil
}

func tick(count uint32, done func()) {
	defer done()
	for number := int64(1); number <= int64(count); number++ {
		NotifyEventsTick(number, "thread")
	}
}

func EventsTickFromThread(count uint32) error {
	var ended sync.WaitGroup
	ended.Add(1)
	go tick(count, ended.Done)
	ended.Wait()
	return nil
}

func EventsTickLater(count uint32) error {
	later.Add(1)
	go tick(count, later.Done)
	return nil
}

func EventsJoinThreads() error {
	later.Wait()
	return nil
}

func EventsListeners() (uint32, error) {
	return uint32(CountEventsMessageListeners() + CountEventsTickListeners()), nil
}

func ProbeLive() (int64, error) { return WaitUntilNoneAlive(5 * time.Second), nil }
