// Objects with methods.
package main

import (
	"math"
	"sync"
	"sync/atomic"
	"time"
)

const unnamed = "unnamed"

type counterObject struct {
	lock  sync.Mutex
	value int64
	name  string
}

var counters atomic.Int32

func makeCounter(value int64) *counterObject {
	counters.Add(1)
	return &counterObject{value: value, name: unnamed}
}

// Release is called when no caller has the counter any more.
func (c *counterObject) Release() { counters.Add(-1) }

func NewCountingCounter() (CountingCounter, error) { return makeCounter(0), nil }

func CountingCounterStartingAt(value int64) (CountingCounter, error) {
	if value < 0 {
		return nil, CountingCounterErrorNegative.Because("a counter cannot start below zero")
	}
	return makeCounter(value), nil
}

func CountingCounterCount() (uint32, error) {
	return uint32(counters.Load()), nil
}

func read(counter CountingCounter) int64 {
	value, _ := counter.Value()
	return value
}

func CountingCounterLarger(a CountingCounter, b CountingCounter) (CountingCounter, error) {
	if b == nil || read(a) == read(b) {
		return nil, nil
	}
	return makeCounter(max(read(a), read(b))), nil
}

func (c *counterObject) Add(amount int64) (int64, error) {
	c.lock.Lock()
	defer c.lock.Unlock()
	if amount > 0 && c.value > math.MaxInt64-amount {
		return 0, CountingCounterErrorTooLarge
	}
	if c.value+amount < 0 {
		return 0, CountingCounterErrorNegative
	}
	c.value += amount
	return c.value, nil
}

func (c *counterObject) Value() (int64, error) {
	c.lock.Lock()
	defer c.lock.Unlock()
	return c.value, nil
}

func (c *counterObject) Name() (string, error) {
	c.lock.Lock()
	defer c.lock.Unlock()
	return c.name, nil
}

func (c *counterObject) SetName(name *string) error {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.name = unnamed
	if name != nil {
		c.name = *name
	}
	return nil
}

func (c *counterObject) Fork() (CountingCounter, error) { return makeCounter(read(c)), nil }

func (c *counterObject) IsSame(other CountingCounter) (bool, error) {
	return CountingCounter(c) == other, nil
}

func CountingSum(a CountingCounter, b CountingCounter) (int64, error) { return read(a) + read(b), nil }

func ProbeLive() (int64, error) { return WaitUntilNoneAlive(5 * time.Second), nil }
